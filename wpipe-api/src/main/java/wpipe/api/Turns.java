package wpipe.api;

import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import wpipe.spi.PipeErrors;

/**
 * The turn of one connection, as it changes. Needs no lock: where it ever changes, no turn allows both a read and a
 * write, so only the holder of the one lock that the turn allows changes it.
 */
final class Turns {
    private final Mode mode;
    private final Framing framing;
    private final String path;
    private volatile Turn turn;

    /** A write found that the peer is gone. */
    private volatile boolean writeEnded;

    /** The reply to an exchange was not read yet. Set with both locks, and reset with that of the reader. */
    private volatile boolean replyDue;

    Turns(Mode mode, Framing framing, Turn first, String path) {
        this.mode = mode;
        this.framing = framing;
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

    /** Throws if an exchange is out of turn, or not for this end, or nothing comes any more. */
    void checkExchange() throws ClosedChannelException {
        checkNotOver("exchange");
        String refusal = exchangeRefusal();
        if (refusal != null) {
            throw new TurnException("exchange", path, refusal);
        }
    }

    private @Nullable String exchangeRefusal() {
        return switch (mode) {
            case MASTER, READER -> turn.mayWrite() ? null : turn.refusal(mode);
            case SINGLE_TRANSACTION -> turn == Turn.WRITE_FIRST ? null : turn.refusal(mode);
            case DUPLEX ->
                framing.isStream()
                        ? "framing " + framing + " has no messages, so none that could be the reply"
                        : replyDue ? "out of turn: the reply to the last exchange must be read first" : null;
            case WRITER -> turn.refusal(mode);
            case SLAVE -> "mode SLAVE answers, and never asks";
        };
    }

    private void checkNotOver(String operation) throws ClosedChannelException {
        if (isOver()) {
            throw PipeErrors.closedAfterExchange(operation, path);
        }
    }

    /** A message was read. */
    void read() {
        if (replyDue) {
            replyDue = false;
        }
        Turn now = turn;
        if (now.mayRead()) {
            turnTo(now, now.afterRead());
        }
    }

    /** A message was written. */
    void written() {
        Turn now = turn;
        turnTo(now, now.afterWrite());
    }

    /** Where no turn ever changes, a volatile write would only cost. */
    private void turnTo(Turn now, Turn next) {
        if (next != now) {
            turn = next;
        }
    }

    /** What was written last is a request whose reply is the next message to be read. */
    void replyDue() {
        replyDue = true;
    }

    /** There is nobody to write to any more. */
    void writeEnded() {
        writeEnded = true;
    }
}
