package wpipe.loopback;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.function.BooleanSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import wpipe.spi.EventCount;

/** The two ways to wait: for one thread, and for many. */
public final class Waiting {
    private Waiting() {}

    /** Whoever was woken finds what it waits for, whatever its deadline. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "woken")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "has seen it by itself")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "gave up before")
    @Outcome(expect = FORBIDDEN, desc = "woken, and gave up")
    @State
    public static class WakeAndDeadline {
        final WaitPoint point = new WaitPoint();
        volatile boolean come;

        @Actor
        public void await(LL_Result r) {
            r.r1 = point.await(() -> come, System.nanoTime() + 500);
        }

        @Actor
        public void wake(LL_Result r) {
            come = true;
            r.r2 = point.wake();
        }
    }

    @JCStressTest
    @Outcome(id = "in time", expect = ACCEPTABLE, desc = "the only outcome")
    @Outcome(expect = FORBIDDEN, desc = "a wake-up is lost")
    @State
    public static class Wake {
        final WaitPoint point = new WaitPoint();
        volatile boolean come;

        @Actor
        public void await(L_Result r) {
            long begin = System.nanoTime();
            boolean seen = point.await(() -> come, Side.guard());
            r.r1 = seen && !Side.isLate(begin) ? "in time" : "late";
        }

        @Actor
        public void wake() {
            come = true;
            point.wake();
        }
    }

    /** A ticket, a look, a wait, as the users of EventCount do it. */
    static String look(EventCount events, BooleanSupplier come) {
        long begin = System.nanoTime();
        long ticket = events.ticket();
        while (!come.getAsBoolean()) {
            if (!events.await(ticket, Side.guard())) {
                return "late";
            }
            ticket = events.ticket();
        }
        return Side.isLate(begin) ? "late" : "in time";
    }

    @JCStressTest
    @Outcome(id = "in time", expect = ACCEPTABLE, desc = "the only outcome")
    @Outcome(expect = FORBIDDEN, desc = "a wake-up is lost")
    @State
    public static class Event {
        final EventCount events = new EventCount();
        volatile boolean come;

        @Actor
        public void await(L_Result r) {
            r.r1 = look(events, () -> come);
        }

        @Actor
        public void advance() {
            come = true;
            events.advance();
        }
    }
}
