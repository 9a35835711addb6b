package wpipe.api;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;

/**
 * The JDK's own protocol of interrupt and close around a channel: a thread that is interrupted between {@link #enter}
 * and {@link #leave} closes the channel, as with every NIO channel. Knows why the channel is closed, and says so.
 */
final class InterruptibleGate extends AbstractInterruptibleChannel {
    private final PipeChannel channel;
    private final String path;

    /** The peer was seen to be gone with nothing left to read. */
    private volatile boolean ended;

    /** The user has closed this end. */
    private volatile boolean closedByUser;

    /** This end has closed itself, its one exchange being over. */
    private volatile boolean over;

    InterruptibleGate(PipeChannel channel, String path) {
        this.channel = channel;
        this.path = path;
    }

    /** Called before a call that may block; {@link #leave} must follow whatever happens. */
    void enter(String operation) throws IOException {
        if (!isOpen()) {
            throw closed(operation);
        }
        begin();
    }

    /**
     * Ends what {@link #enter} began. The exceptions of close and interrupt come before whatever the call itself threw.
     *
     * @param completed false if the call found the channel closed: then the reason for that is what is thrown
     */
    void leave(String operation, boolean completed) throws IOException {
        try {
            end(completed);
        } catch (ClosedByInterruptException e) {
            throw PipeErrors.closedByInterrupt(operation, path);
        } catch (AsynchronousCloseException e) {
            // The server let go of a connection whose peer is gone: for those who use it, that is the news.
            throw isEndOfPeer() ? peerClosed(operation) : PipeErrors.asynchronousClose(operation, path);
        }
    }

    /**
     * Takes a lock between enter and leave: waits for another thread's call to end. An interrupt closes the channel, which
     * ends that one as well.
     */
    void lock(ReentrantLock lock, String operation, long deadline) throws PipeTimeoutException {
        if (lock.tryLock()) {
            return;
        }
        if (deadline != Deadline.NEVER) {
            try {
                if (lock.tryLock(Deadline.remaining(deadline), TimeUnit.NANOSECONDS)) {
                    return;
                }
                throw PipeErrors.timeout(operation, path);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        lock.lock();
    }

    /** The peer is gone and everything it sent was read. */
    void ended() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    void closeByUser() throws IOException {
        closedByUser = true;
        close();
    }

    /** Closes because nothing comes after the exchange that was made. */
    void closeAfterExchange() throws IOException {
        over = true;
        close();
    }

    /** Closes because of a failure, which is what is reported. */
    void closeAfter(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private boolean isEndOfPeer() {
        return ended && !closedByUser && !over;
    }

    private IOException closed(String operation) {
        if (isEndOfPeer()) {
            return peerClosed(operation);
        }
        return over && !closedByUser
                ? PipeErrors.closedAfterExchange(operation, path)
                : PipeErrors.closed(operation, path);
    }

    private PeerClosedException peerClosed(String operation) {
        return new PeerClosedException(
                operation, path, PipeException.NO_CODE, "the peer has closed its end, and all it sent was read");
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }
}
