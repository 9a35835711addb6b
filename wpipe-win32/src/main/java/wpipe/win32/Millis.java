package wpipe.win32;

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
}
