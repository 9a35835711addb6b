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
    FREE(true, true),
    /** Of a single transaction: the server's turn to read the one message that it answers. */
    READ_FIRST(true, false),
    /** Of a single transaction: the client's turn to write its one message. */
    WRITE_FIRST(false, true),
    /** Of a single transaction: the client's turn to read the answer. */
    READ_LAST(true, false),
    /** Of a single transaction: the server's turn to write the answer. */
    WRITE_LAST(false, true),
    /** Of a single transaction: both were done, and nothing comes after it. */
    OVER(false, false);

    private final boolean reads;
    private final boolean writes;

    Turn(boolean reads, boolean writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /** The turn with which a server's connection of this mode starts. */
    static Turn firstOfServer(Mode mode) {
        return first(mode, READ_FIRST);
    }

    /** The turn with which a client of this mode starts. */
    static Turn firstOfClient(Mode mode) {
        return first(mode, WRITE_FIRST);
    }

    private static Turn first(Mode mode, Turn ofSingleTransaction) {
        return switch (mode) {
            case MASTER -> WRITE;
            case SLAVE -> READ;
            case READER -> READ_ONLY;
            case WRITER -> WRITE_ONLY;
            case DUPLEX -> FREE;
            case SINGLE_TRANSACTION -> ofSingleTransaction;
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
            case READ_FIRST -> WRITE_LAST;
            case READ_LAST -> OVER;
            case WRITE, WRITE_ONLY, WRITE_FIRST, WRITE_LAST, OVER -> throw new IllegalStateException("read in " + this);
        };
    }

    Turn afterWrite() {
        return switch (this) {
            case WRITE -> READ;
            case WRITE_ONLY -> WRITE_ONLY;
            case FREE -> FREE;
            case WRITE_FIRST -> READ_LAST;
            case WRITE_LAST -> OVER;
            case READ, READ_ONLY, READ_FIRST, READ_LAST, OVER -> throw new IllegalStateException("written in " + this);
        };
    }

    /** Why a call is out of turn, for a person. */
    String refusal(Mode mode) {
        return switch (this) {
            case READ -> "out of turn: mode " + mode + " must read a message before it writes the next";
            case WRITE -> "out of turn: mode " + mode + " must write a message before it reads the next";
            case READ_ONLY -> "mode " + mode + " never writes";
            case WRITE_ONLY -> "mode " + mode + " never reads";
            case READ_FIRST -> "out of turn: a server in mode " + mode + " must read the message that it answers";
            case WRITE_FIRST -> "out of turn: a client in mode " + mode + " must write before it reads the answer";
            case READ_LAST -> "out of turn: a client in mode " + mode + " writes one message, and must read the answer";
            case WRITE_LAST -> "out of turn: a server in mode " + mode + " reads one message, and must answer it";
            case FREE -> throw new IllegalStateException("nothing is out of turn in mode " + mode);
            case OVER -> throw new IllegalStateException("what is over is closed, whatever the turn");
        };
    }
}
