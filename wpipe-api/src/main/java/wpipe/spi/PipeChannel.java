package wpipe.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import wpipe.api.Peer;

/**
 * One end of one connected instance of a pipe: moves whole messages, or the bytes of a stream, as the framing of the
 * request says. One thread reads and one writes at a time (the library sees to it); {@link #poll} comes from the reading
 * side; {@link #close} from any thread at any time.
 *
 * <p>{@link Thread#interrupt} need not end a call here: the library closes the channel of a thread that is interrupted
 * while it blocks, as NIO does. A backend only makes sure that such a thread waits on, without spinning, until the
 * close has ended its call, and that its interrupt status is kept. Or it ends the call by itself:
 * {@link #endsOnInterrupt}.
 *
 * @since 0.1
 */
public interface PipeChannel extends Closeable {
    /**
     * Whether the pipe is of type message, and not of type byte. A stream moves over either; on a pipe of type message, an
     * empty message is its end.
     *
     * @return the same on every call; true for a backend whose pipes are all of messages
     */
    default boolean isMessageType() {
        return true;
    }

    /**
     * Whether {@link #read}, {@link #write} and {@link #drain} end by themselves when their thread is interrupted while they
     * wait, with a {@link java.io.InterruptedIOException}, the interrupt status kept. The library closes the channel then, so
     * what becomes of the message does not matter. It leaves the JDK's protocol of interrupts out, which costs more than a
     * call that never leaves the JVM.
     *
     * @return the same on every call
     */
    default boolean endsOnInterrupt() {
        return false;
    }

    /**
     * Reads the next message. If the deadline passes, what was pending is cancelled and nothing is lost: a message that
     * comes later, or came while cancelling, is given by this or the next call.
     *
     * <p>Of a stream, reads the bytes that are there, at least one, in one piece of any size; or none, for the empty message
     * that is its end on a pipe of type message.
     *
     * @param deadline a {@link Deadline}; one that has passed gives a message that is there already
     * @return the message, from position to limit; valid until the next call of this or {@link #poll}, also after
     *     {@link #close}. It may be the same object every time
     * @throws wpipe.api.PeerClosedException if the peer is gone and everything it sent was read
     * @throws wpipe.api.PipeTimeoutException if the deadline passed
     * @throws wpipe.api.MessageTooLargeException if the message is over the {@code maxMessageSize} of the request; the
     *     channel has been closed
     * @throws java.nio.channels.AsynchronousCloseException if the channel is closed meanwhile
     * @throws java.nio.channels.ClosedChannelException if it was closed before
     * @throws IOException if the system reports a failure
     */
    ByteBuffer read(long deadline) throws IOException;

    /**
     * Writes one message: returns when the system has taken all of it, which it does not while the quota of the pipe is
     * used up. If the deadline passes, the write is cancelled and nothing of the message went out.
     *
     * <p>Of a stream, writes all of the bytes. Whenever this throws some of them may have gone out, and nobody can tell how
     * many: the library closes the channel then. An empty message is written only to end a stream on a pipe of type message.
     *
     * @param message from position to limit, neither of which is changed; of any kind, and empty for an empty message
     * @param deadline a {@link Deadline}; one that has passed writes what the system takes at once
     * @throws wpipe.api.PeerClosedException if the peer is gone
     * @throws wpipe.api.PipeTimeoutException if the deadline passed
     * @throws java.nio.channels.AsynchronousCloseException if the channel is closed meanwhile
     * @throws java.nio.channels.ClosedChannelException if it was closed before
     * @throws IOException if the system reports a failure
     */
    void write(ByteBuffer message, long deadline) throws IOException;

    /**
     * What a read would meet now. Never blocks. It may begin to read ahead, one message at the most. On a channel of a
     * {@link PipeListener}, after the answer {@link Readiness#NOTHING} the channel comes up in
     * {@link PipeListener#pollReady} as soon as there is a message or the end, unless a later call of this or of
     * {@link #read} has met that before.
     *
     * <p>On a channel that only writes the answer is {@link Readiness#ENDED} if the peer is known to be gone.
     *
     * @return the answer; {@link Readiness#ENDED} also when the channel is closed
     * @throws IOException if the system reports a failure other than the peer being gone
     */
    Readiness poll() throws IOException;

    /**
     * What a read would meet now, for a reader that is no thread: as {@link #poll()}, but after {@link Readiness#NOTHING}
     * this is what is told, and nobody else, as soon as there is a message or the end, this channel is closed, or the
     * backend can no longer tell. A later call of this or of {@link #poll()} takes its place.
     *
     * @param news run once at the most, on whatever thread brings the news, maybe with locks held: it must not block, nor
     *     call anything of a backend. It may be run although nothing has changed; then this is called again
     * @return the answer; {@link Readiness#ENDED} also when the channel is closed
     * @throws IOException if the system reports a failure other than the peer being gone, or the backend can no longer
     *     tell of news
     */
    Readiness poll(Runnable news) throws IOException;

    /**
     * Whether a read would meet the end: as {@link #poll()} with the answer {@link Readiness#ENDED}, but nobody is to be told
     * when that changes. A backend that would begin something for that leaves it be.
     *
     * @return whether the peer is gone and everything it sent was read, or this channel is closed
     * @throws IOException if the system reports a failure other than the peer being gone
     */
    default boolean hasEnded() throws IOException {
        return poll() == Readiness.ENDED;
    }

    /**
     * Begins to write one message, for a writer that is no thread. If that is not done at once, the writing side belongs
     * to this message until {@link #endWrite} gives true or throws, or {@link #cancelWrite} returns or throws: one of
     * the two must be called, after {@link #close} as well.
     *
     * @param message from position to limit, neither of which is changed. It is copied, unless it was taken
     * @param news run when {@link #endWrite} is to be called: when the system has taken the message, the write has failed,
     *     or this channel is closed. Once for each time that this or {@link #endWrite} gives false, as in
     *     {@link #poll(Runnable)}
     * @return true if the system has taken the message; false if it is on its way
     * @throws wpipe.api.PeerClosedException if the peer is gone
     * @throws java.nio.channels.ClosedChannelException if it was closed before
     * @throws IOException if the system reports a failure, or the backend can no longer tell of news
     */
    boolean beginWrite(ByteBuffer message, Runnable news) throws IOException;

    /**
     * What has become of the message of {@link #beginWrite}. Never blocks.
     *
     * @return true if the system has taken it; false if it is still on its way, and news will come
     * @throws wpipe.api.PeerClosedException if the peer is gone
     * @throws java.nio.channels.AsynchronousCloseException if the channel is closed meanwhile
     * @throws IOException if the system reports a failure, or the backend can no longer tell of news
     */
    boolean endWrite() throws IOException;

    /**
     * Takes the message of {@link #beginWrite} back, if the system has not taken it. Returns in bounded time.
     *
     * @return true if nothing of it went out, or of a stream maybe a part; false if the system has taken it
     * @throws wpipe.api.PeerClosedException if the peer is gone
     * @throws java.nio.channels.AsynchronousCloseException if the channel is closed meanwhile
     * @throws IOException if the system reports a failure
     */
    boolean cancelWrite() throws IOException;

    /**
     * Waits until the peer's end of the pipe has taken all that was written. Comes from the writing side. After the
     * deadline this channel can be used as before.
     *
     * @param deadline a {@link Deadline}
     * @return false if the deadline came first, or the system says that the peer has gone without reading everything
     * @throws java.nio.channels.AsynchronousCloseException if the channel is closed meanwhile
     * @throws java.nio.channels.ClosedChannelException if it was closed before
     * @throws IOException if the system reports a failure
     */
    boolean drain(long deadline) throws IOException;

    /**
     * Who is at the other end, as far as the backend can tell. Called on a platform thread that does nothing else, before or after. May
     * come at any time, also at the same time as reads and writes.
     *
     * @return what is known, fixed when the two ends were connected; without the user if he is known later only
     * @throws wpipe.api.PeerClosedException if the peer is gone, and nothing is known any more
     * @throws java.nio.channels.ClosedChannelException if this is closed
     * @throws IOException if the system reports a failure
     */
    default Peer peer() throws IOException {
        return Peer.unknown();
    }

    /**
     * Runs an action as the client of this channel, which is a server's. Called on a platform thread that does nothing else,
     * before or after, and ends when this returns or throws. A backend that has {@link Capability#PEERS} can do it.
     *
     * @param action what to run, once; it throws nothing
     * @throws wpipe.api.PipeAccessDeniedException if the client did not lend as much; nothing was run
     * @throws java.nio.channels.ClosedChannelException if this is closed; nothing was run
     * @throws IOException if the system reports a failure; nothing was run, unless the thread could not be given back its own
     *     identity
     */
    default void impersonate(Runnable action) throws IOException {
        throw new UnsupportedOperationException("this backend cannot act as its clients: it does not declare PEERS");
    }

    /**
     * What {@link #read} gave last is not used any more, nor is this channel, which has been closed. For a backend whose
     * memory is worth using again. Comes from the reading side, maybe more than once, and not always: what is forgotten is
     * left to the garbage collector.
     */
    default void recycle() {
        // Most memory is cheap.
    }

    /**
     * Closes this end. What was written before can still be read by the peer. Every call that blocks on it ends with
     * {@link java.nio.channels.AsynchronousCloseException}. Idempotent; returns in bounded time.
     *
     * @throws IOException if the system reports a failure; it is closed all the same
     */
    @Override
    void close() throws IOException;
}
