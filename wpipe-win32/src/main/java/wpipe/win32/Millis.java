package wpipe.win32;

/** Times as Win32 takes them. */
final class Millis {
    private static final long NANOS = 1_000_000;

    private Millis() {}

    /** Nanoseconds that are left in milliseconds, rounded up: a wait that ends early only to find time left would spin. */
    static int roundedUp(long nanos, int atMost) {
        return (int) Math.min((nanos + NANOS - 1) / NANOS, atMost);
    }
}
