package wpipe.api;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
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
        checkOpen(operation);
        begin();
    }

    /** Throws what a call gets that comes too late. */
    void checkOpen(String operation) throws IOException {
        if (!isOpen()) {
            throw closed(operation);
        }
    }

    /**
     * Ends what {@link #enter} began. The exceptions of close and interrupt come before whatever the call itself threw.
     *
     * @param completed false if the call found the channel closed, or its peer gone, which a close of ours may have brought
     *     about: if the channel is closed, the reason for that is what is thrown
     */
    void leave(String operation, boolean completed) throws IOException {
        try {
            end(completed);
        } catch (ClosedByInterruptException e) {
            throw PipeErrors.closedByInterrupt(operation, path);
        } catch (AsynchronousCloseException e) {
            throw closedMeanwhile(operation);
        }
    }

    /** The same for a call that no thread waits for: what is reported in place of what it met. */
    Throwable reason(String operation, Throwable met) {
        boolean notCompleted = met instanceof ClosedChannelException || met instanceof PeerClosedException;
        return notCompleted && !isOpen() ? closedMeanwhile(operation) : met;
    }

    private IOException closedMeanwhile(String operation) {
        // The server let go of a connection whose peer is gone: for those who use it, that is the news.
        return isEndOfPeer() ? peerClosed(operation) : PipeErrors.asynchronousClose(operation, path);
    }

    /**
     * Takes a lock between enter and leave: waits for another call to end. An interrupt closes the channel, which ends that
     * one as well.
     */
    void lock(CallQueue lock, String operation, long deadline) throws PipeTimeoutException {
        if (!lock.acquire(deadline)) {
            throw PipeErrors.timeout(operation, path);
        }
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
