package wpipe.loopback;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import wpipe.spi.Readiness;

/** One notice for a poll that finds nothing, and none for one that finds something. */
public final class ReadyNotice {
    private ReadyNotice() {}

    @JCStressTest
    @Outcome(id = "NOTHING, 1", expect = ACCEPTABLE, desc = "told")
    @Outcome(id = "MESSAGE, 0", expect = ACCEPTABLE, desc = "seen")
    @Outcome(expect = FORBIDDEN, desc = "a notice is lost, or one too many")
    @State
    public static class Message {
        final AtomicInteger notices = new AtomicInteger();
        final MessageQueue queue = Side.queue(notices::incrementAndGet);

        @Actor
        public void write() {
            Side.write(queue, 'a', Side.SMALL, Side.now());
        }

        @Actor
        public void poll(LL_Result r) {
            r.r1 = queue.poll();
        }

        @Arbiter
        public void count(LL_Result r) {
            r.r2 = notices.get();
        }
    }

    @JCStressTest
    @Outcome(id = "NOTHING, 1", expect = ACCEPTABLE, desc = "told")
    @Outcome(id = "ENDED, 0", expect = ACCEPTABLE, desc = "seen")
    @Outcome(expect = FORBIDDEN, desc = "a notice is lost, or one too many")
    @State
    public static class End {
        final AtomicInteger notices = new AtomicInteger();
        final MessageQueue queue = Side.queue(notices::incrementAndGet);

        @Actor
        public void close() {
            queue.closeByWriter();
        }

        @Actor
        public void poll(LL_Result r) {
            r.r1 = queue.poll();
        }

        @Arbiter
        public void count(LL_Result r) {
            r.r2 = notices.get();
        }
    }

    /** After a poll that found nothing, two things happen, from two threads: one notice all the same. */
    @JCStressTest
    @Outcome(id = "NOTHING, 1", expect = ACCEPTABLE, desc = "the only outcome")
    @Outcome(expect = FORBIDDEN, desc = "a notice is lost, or one too many")
    @State
    public static class MessageAndEnd {
        final AtomicInteger notices = new AtomicInteger();
        final MessageQueue queue = Side.queue(notices::incrementAndGet);
        final Readiness before = queue.poll();

        @Actor
        public void write() {
            Side.write(queue, 'a', Side.SMALL, Side.now());
        }

        @Actor
        public void close() {
            queue.closeByWriter();
        }

        @Arbiter
        public void count(LL_Result r) {
            r.r1 = before;
            r.r2 = notices.get();
        }
    }

    /** The notice comes before the writer of a large message waits, or nobody would ever take it. */
    @JCStressTest
    @Outcome(id = "NOTHING, 1", expect = ACCEPTABLE, desc = "told")
    @Outcome(id = "MESSAGE, 0", expect = ACCEPTABLE, desc = "seen")
    @Outcome(expect = FORBIDDEN, desc = "a notice is lost, or one too many, or a wake-up is lost")
    @State
    public static class Large {
        final AtomicInteger notices = new AtomicInteger();
        final MessageQueue queue = Side.queue(notices::incrementAndGet);

        String written = "";

        @Actor
        public void write() {
            written = Side.write(queue, 'A', Side.LARGE, Side.guard());
        }

        @Actor
        public void poll(LL_Result r) {
            String seen = queue.poll().toString();
            if (!Side.read(queue, Side.guard()).equals("A")) {
                seen += ", and not read";
            }
            r.r1 = seen;
        }

        @Arbiter
        public void count(LL_Result r) {
            r.r2 = written.equals("written") ? notices.get() : written;
        }
    }
}
