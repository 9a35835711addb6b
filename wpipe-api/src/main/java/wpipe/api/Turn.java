package wpipe.api;

/**
 * Whose turn it is on a connection, as a pure state machine: what may be done now, and what comes after it was done. A
 * call that fails, for whatever reason, is not done, and leaves the turn as it was.
 */
enum Turn {
    /** A master's or slave's turn to read; a write comes after it. */
    READ(true, false),
    /** A master's or slave's turn to write; a read comes after it. */
    WRITE(false, true),
    /** A reader's turn, always. */
    READ_ONLY(true, false),
    /** A writer's turn, always. */
    WRITE_ONLY(false, true),
    /** Always everything. */
    FREE(true, true);

    private final boolean reads;
    private final boolean writes;

    Turn(boolean reads, boolean writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /** The turn with which a connection of this mode starts. */
    static Turn first(Mode mode) {
        return switch (mode) {
            case MASTER -> WRITE;
            case SLAVE -> READ;
            case READER -> READ_ONLY;
            case WRITER -> WRITE_ONLY;
            case DUPLEX -> FREE;
        };
    }

    boolean mayRead() {
        return reads;
    }

    boolean mayWrite() {
        return writes;
    }

    Turn afterRead() {
        return switch (this) {
            case READ -> WRITE;
            case READ_ONLY -> READ_ONLY;
            case FREE -> FREE;
            case WRITE, WRITE_ONLY -> throw new IllegalStateException("read in " + this);
        };
    }

    Turn afterWrite() {
        return switch (this) {
            case WRITE -> READ;
            case WRITE_ONLY -> WRITE_ONLY;
            case FREE -> FREE;
            case READ, READ_ONLY -> throw new IllegalStateException("written in " + this);
        };
    }

    /** Why a call is out of turn, for a person. */
    String refusal(Mode mode) {
        return switch (this) {
            case READ -> "out of turn: mode " + mode + " must read a message before it writes the next";
            case WRITE -> "out of turn: mode " + mode + " must write a message before it reads the next";
            case READ_ONLY -> "mode " + mode + " never writes";
            case WRITE_ONLY -> "mode " + mode + " never reads";
            case FREE -> throw new IllegalStateException("nothing is out of turn in mode " + mode);
        };
    }
}
