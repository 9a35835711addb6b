package wpipe.api;

import java.nio.channels.ClosedChannelException;
import wpipe.spi.PipeErrors;

/**
 * The turn of one connection, as it changes. Needs no lock: where it ever changes, no turn allows both a read and a
 * write, so only the holder of the one lock that the turn allows changes it.
 */
final class Turns {
    private final Mode mode;
    private final String path;
    private volatile Turn turn;

    /** A write found that the peer is gone. */
    private volatile boolean writeEnded;

    Turns(Mode mode, Turn first, String path) {
        this.mode = mode;
        this.path = path;
        this.turn = first;
    }

    /** The one exchange of the mode is over: the connection is about to close itself. */
    boolean isOver() {
        return turn == Turn.OVER;
    }

    /** Whether a read is in turn: also when a write is, and there is nobody to write to any more (rule 4.7). */
    boolean mayRead() {
        return turn.mayRead() || (writeEnded && mode.canRead());
    }

    /** Throws if a read is out of turn, or nothing comes any more. */
    void checkRead() throws ClosedChannelException {
        checkNotOver("read");
        if (!mayRead()) {
            throw new TurnException("read", path, turn.refusal(mode));
        }
    }

    /** Throws if a write is out of turn, or nothing comes any more. */
    void checkWrite() throws ClosedChannelException {
        checkNotOver("write");
        if (!turn.mayWrite()) {
            throw new TurnException("write", path, turn.refusal(mode));
        }
    }

    private void checkNotOver(String operation) throws ClosedChannelException {
        if (isOver()) {
            throw PipeErrors.closedAfterExchange(operation, path);
        }
    }

    /** A message was read. */
    void read() {
        if (turn.mayRead()) {
            turn = turn.afterRead();
        }
    }

    /** A message was written. */
    void written() {
        turn = turn.afterWrite();
    }

    /** There is nobody to write to any more. */
    void writeEnded() {
        writeEnded = true;
    }
}
