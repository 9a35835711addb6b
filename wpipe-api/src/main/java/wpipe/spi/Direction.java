package wpipe.spi;

/**
 * Which way messages go, seen from this end of the pipe.
 *
 * @since 0.1
 */
public enum Direction {
    /** This end only reads. */
    IN(true, false),
    /** This end only writes. */
    OUT(false, true),
    /** This end does both. */
    BOTH(true, true);

    private final boolean reads;
    private final boolean writes;

    Direction(boolean reads, boolean writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /**
     * Whether this end reads.
     *
     * @return true for {@link #IN} and {@link #BOTH}
     */
    public boolean reads() {
        return reads;
    }

    /**
     * Whether this end writes.
     *
     * @return true for {@link #OUT} and {@link #BOTH}
     */
    public boolean writes() {
        return writes;
    }
}
