package wpipe.bench.peer;

/** Times work that is done in chunks, so that looking at the clock costs nothing beside it. Runs from when it is made. */
final class Stopwatch {
    /** From this size of a message on, in bytes, a chunk is small. */
    static final int LARGE = 65_536;

    private final long start = System.nanoTime();
    private final long limit;
    private final int chunk;
    private long done;

    Stopwatch(double seconds, int messageSize) {
        this.limit = (long) (seconds * 1e9);
        this.chunk = messageSize >= LARGE ? 4 : 16;
    }

    /** How much to do before asking whether to go on. */
    int chunk() {
        return chunk;
    }

    /** Counts one chunk as done. */
    boolean goesOn() {
        done += chunk;
        return System.nanoTime() - start < limit;
    }

    double perSecond() {
        return done * 1e9 / (System.nanoTime() - start);
    }
}
