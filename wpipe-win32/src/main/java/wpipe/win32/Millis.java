package wpipe.win32;

import wpipe.spi.Deadline;

/** Times as Win32 takes them. */
final class Millis {
    private static final long NANOS = 1_000_000;

    private Millis() {}

    /**
     * Nanoseconds that are left in milliseconds, rounded up: a wait that ends early only to find time left would spin. Never
     * under 1, though the time may have run out since it was looked at: 0 and -1 have meanings of their own, "for ever" among
     * them.
     */
    static int roundedUp(long nanos, int atMost) {
        long millis = nanos / NANOS + (nanos % NANOS > 0 ? 1 : 0);
        return (int) Math.max(1, Math.min(millis, atMost));
    }

    /** How long a call may wait that is to end at a deadline: INFINITE where there is none, and 0 only where it is over. */
    static int until(long deadline) {
        if (deadline == Deadline.NEVER) {
            return Kernel32.INFINITE;
        }
        long remaining = Deadline.remaining(deadline);
        return remaining <= 0 ? 0 : roundedUp(remaining, Integer.MAX_VALUE);
    }
}
