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

    /**
     * Calls of the backend end by themselves when their thread is interrupted. The JDK's protocol, which takes a lock twice
     * a call, is left out then, but for waits that are not the backend's; what comes of an interrupt is the same.
     */
    private final boolean selfEnding;

    /** The peer was seen to be gone with nothing left to read. */
    private volatile boolean ended;

    /** The user has closed this end. */
    private volatile boolean closedByUser;

    /** This end has closed itself, its one exchange being over. */
    private volatile boolean over;

    InterruptibleGate(PipeChannel channel, String path) {
        this.channel = channel;
        this.path = path;
        this.selfEnding = channel.endsOnInterrupt();
    }

    /** Called before a call that may block; {@link #leave} must follow whatever happens. */
    void enter(String operation) throws IOException {
        checkOpen(operation);
        if (!selfEnding) {
            begin();
        } else if (Thread.currentThread().isInterrupted()) {
            // The call meets a closed channel, and leaving says why.
            close();
        }
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
        if (selfEnding) {
            endByItself(operation, completed);
            return;
        }
        try {
            end(completed);
        } catch (ClosedByInterruptException e) {
            throw PipeErrors.closedByInterrupt(operation, path);
        } catch (AsynchronousCloseException e) {
            throw closedMeanwhile(operation);
        }
    }

    /** What the JDK's {@code end} does, where its {@code begin} was left out. */
    private void endByItself(String operation, boolean completed) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            ClosedByInterruptException interrupted = PipeErrors.closedByInterrupt(operation, path);
            closeAfter(interrupted);
            throw interrupted;
        }
        if (!completed && !isOpen()) {
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
        if (!lock.tryAcquire() && !acquire(lock, deadline)) {
            throw PipeErrors.timeout(operation, path);
        }
    }

    private boolean acquire(CallQueue lock, long deadline) {
        if (!selfEnding) {
            return lock.acquire(deadline);
        }
        begin();
        try {
            return lock.acquire(deadline);
        } finally {
            endWait();
        }
    }

    private void endWait() {
        try {
            end(true);
        } catch (AsynchronousCloseException e) {
            // By an interrupt: the status is still set, the call meets a closed channel, and leaving says why.
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
