package wpipe.api;

import wpipe.spi.Direction;

/**
 * Who speaks when on a {@link Connection}. Each end has a mode of its own, and the two must be each other's
 * {@linkplain #complement() complement}; either end, server or client, may have either of the two. The library cannot
 * check that: only directions are compared when a client connects.
 *
 * @since 0.1
 */
public enum Mode {
    /** Writes one message, then must read one, and so on: the side that asks. */
    MASTER(true, true),
    /** Reads one message, then must write one, and so on: the side that answers. */
    SLAVE(true, true),
    /** Only reads. */
    READER(true, false),
    /** Only writes. */
    WRITER(false, true),
    /** Reads and writes as it likes, both at the same time if it likes: no turns. */
    DUPLEX(true, true),
    /**
     * One exchange, then the connection closes itself: a client writes one message and reads one, a server reads one and
     * writes one. What was written can still be read by the peer, and the server has room for its next client without
     * anybody calling {@code close}. The other end may as well be a {@link #MASTER} client or a {@link #SLAVE} server.
     */
    SINGLE_TRANSACTION(true, true);

    private final boolean reads;
    private final boolean writes;

    Mode(boolean reads, boolean writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /**
     * The mode of the other end.
     *
     * @return the mode that the peer of a connection in this mode has
     */
    public Mode complement() {
        return switch (this) {
            case MASTER -> SLAVE;
            case SLAVE -> MASTER;
            case READER -> WRITER;
            case WRITER -> READER;
            case DUPLEX -> DUPLEX;
            case SINGLE_TRANSACTION -> SINGLE_TRANSACTION;
        };
    }

    /**
     * Whether a connection in this mode may ever read.
     *
     * @return true for all but {@link #WRITER}
     */
    public boolean canRead() {
        return reads;
    }

    /**
     * Whether a connection in this mode may ever write.
     *
     * @return true for all but {@link #READER}
     */
    public boolean canWrite() {
        return writes;
    }

    /** Which way messages go, seen from this end. */
    Direction direction() {
        return reads && writes ? Direction.BOTH : reads ? Direction.IN : Direction.OUT;
    }

    /**
     * Whether the two directions take turns, so that a read must follow a write and the other way round.
     *
     * @return true for {@link #MASTER}, {@link #SLAVE} and {@link #SINGLE_TRANSACTION}
     */
    public boolean takesTurns() {
        return this == MASTER || this == SLAVE || this == SINGLE_TRANSACTION;
    }
}
