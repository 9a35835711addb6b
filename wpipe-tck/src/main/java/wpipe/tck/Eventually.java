package wpipe.tck;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what a system may take a moment to notice. How long it takes is nobody's concern here. */
final class Eventually {
    private static final int IMPATIENT_LOOKS = 100;
    private static final long PAUSE_NANOS = 200_000;

    private Eventually() {}

    /** Something to look at. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    static void holds(String what, Condition condition) throws Exception {
        holds(what, Rules.GUARD, condition);
    }

    static void holds(String what, Duration patience, Condition condition) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        for (int looks = 0; !condition.holds(); looks++) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("never: " + what);
            }
            if (looks < IMPATIENT_LOOKS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
