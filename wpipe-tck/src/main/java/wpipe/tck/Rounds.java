package wpipe.tck;

/** Repeats a race until it went both ways. */
final class Rounds {
    private Rounds() {}

    /** One round; gives what the call under test threw. */
    @FunctionalInterface
    interface Body {
        Throwable run(int round) throws Exception;
    }

    /**
     * Repeats at least so many times, and until a call was seen to end in the wanted way: only one that had really
     * blocked does, and the others prove nothing of the rule.
     */
    static void untilSeen(Class<? extends Throwable> wanted, int least, Body body) throws Exception {
        long end = System.nanoTime() + Rules.GUARD.toNanos();
        boolean seen = false;
        for (int round = 0; round < least || !seen; round++) {
            Throwable failure = body.run(round);
            seen |= wanted.isInstance(failure);
            if (!seen && System.nanoTime() - end > 0) {
                throw new AssertionError("in " + (round + 1) + " rounds no call ended with " + wanted.getSimpleName()
                        + "; the last one ended with " + failure);
            }
        }
    }
}
