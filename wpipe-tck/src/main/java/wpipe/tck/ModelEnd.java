package wpipe.tck;

import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.TurnException;

/** What the contract says of one end of a connection, in its simplest form. */
final class ModelEnd {
    private static final int MOST_UNREAD = 8;

    private final Mode mode;
    private final boolean atServer;
    private final Deque<byte[]> unread = new ArrayDeque<>();
    private boolean closed;

    /** The peer had gone before the server was closed, which may have seen that or not. */
    private boolean maybeLetGo;

    /** Where they take turns. */
    private boolean turnToRead;

    ModelEnd(Mode mode, boolean atServer) {
        this.mode = mode;
        this.atServer = atServer;
        this.turnToRead = mode == Mode.SLAVE || (mode == Mode.SINGLE_TRANSACTION && atServer);
    }

    Mode mode() {
        return mode;
    }

    boolean isClosed() {
        return closed;
    }

    /** The server is closed, and with it all connections that it has not let go yet. */
    void closeWithServer(ModelEnd peer) {
        boolean gone = closed ? maybeLetGo : isOver(peer);
        close();
        maybeLetGo = gone;
    }

    void close() {
        closed = true;
        maybeLetGo = false;
        unread.clear();
    }

    boolean hasUnread() {
        return !unread.isEmpty();
    }

    private boolean mayRead() {
        return mode == Mode.READER || mode == Mode.DUPLEX || (mode.takesTurns() && turnToRead);
    }

    private boolean mayWrite() {
        return mode == Mode.WRITER || mode == Mode.DUPLEX || (mode.takesTurns() && !turnToRead);
    }

    boolean canRead() {
        return !closed && mayRead() && hasUnread();
    }

    /** Nothing can come any more. */
    boolean isOver(ModelEnd peer) {
        return closed || (peer.closed && !hasUnread());
    }

    /** What a read may throw; nothing if it gives a message. */
    List<Class<? extends Exception>> readFailures(ModelEnd peer) {
        if (closed || !mayRead()) {
            return outOfTurn(peer);
        }
        if (hasUnread()) {
            return List.of();
        }
        return List.of(peer.closed ? PeerClosedException.class : PipeTimeoutException.class);
    }

    /** What a write may throw; nothing if it sends the message. */
    List<Class<? extends Exception>> writeFailures(ModelEnd peer) {
        if (closed || !mayWrite()) {
            return outOfTurn(peer);
        }
        return peer.closed ? List.of(PeerClosedException.class) : List.of();
    }

    private List<Class<? extends Exception>> outOfTurn(ModelEnd peer) {
        if (closed) {
            return maybeLetGo
                    ? List.of(ClosedChannelException.class, PeerClosedException.class)
                    : List.of(ClosedChannelException.class);
        }
        if (peer.closed) {
            // Both are true, and it depends on who has looked which one is seen.
            return List.of(TurnException.class, PeerClosedException.class);
        }
        return List.of(TurnException.class);
    }

    /** It has been written so much that the system may make the next write wait. */
    boolean isFull() {
        return unread.size() >= MOST_UNREAD;
    }

    void write(ModelEnd peer, byte[] message) {
        peer.unread.add(message);
        turnToRead = true;
        if (mode == Mode.SINGLE_TRANSACTION && atServer) {
            close();
        }
    }

    byte[] next() {
        return unread.element();
    }

    void read() {
        turnToRead = false;
        unread.remove();
        if (mode == Mode.SINGLE_TRANSACTION && !atServer) {
            close();
        }
    }
}
