package wpipe.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * One end of a connected pipe: reads and writes whole messages, in the turns of its {@link #mode() mode}, or a stream of
 * bytes, where its {@link #framing() framing} is one.
 *
 * <p><b>Messages.</b> One write is one message, one read is one whole message, of 0 to {@code maxMessageSize} bytes of
 * the options. <b>Blocking.</b> A read waits for a message, a write until the system has taken the message, which it
 * does not while the peer is too far behind; forms with a {@link Duration} wait at most that long (zero: not at all,
 * negative: {@link IllegalArgumentException}) and then throw {@link PipeTimeoutException} with nothing lost and the turn
 * unchanged, but for writes to a stream and for exchanges, as said there. <b>Threads.</b> All methods are safe to call
 * from any thread; one reads and one writes at the same time, further ones wait. <b>Without a thread</b> that waits, the
 * forms that give a {@link CompletableFuture} do the same; they queue up with the blocking ones, in the order of calling.
 * <b>Interrupts</b> are those of NIO channels: {@link Thread#interrupt} closes the connection that the thread blocks on, and
 * the call ends with {@link java.nio.channels.ClosedByInterruptException}. <b>After close</b> reads and writes throw
 * {@link java.nio.channels.ClosedChannelException}; those that are under way meanwhile end with
 * {@link java.nio.channels.AsynchronousCloseException}. <b>After the peer has gone</b> what it sent can still be read;
 * then reads throw {@link PeerClosedException}, as writes do.
 *
 * <p><b>A stream of bytes</b> has no boundaries: read gives the bytes that are there, at least one, whatever the sizes of
 * the peer's writes, and as many as fit the buffer, or {@code maxMessageSize}; no buffer is too small. Write writes all
 * bytes, of any number; none at all send nothing. {@link #inputStream()}, {@link #outputStream()} and
 * {@link #byteChannel()} are views of the same stream, and may be mixed with reads and writes here. A write that times
 * out, is cancelled or fails may have sent a part of its bytes, and so closes the connection. What else the methods below
 * say of a message holds for such bytes.
 *
 * @since 0.1
 */
public interface Connection extends Channel {
    /**
     * The name of the pipe.
     *
     * @return the name as it was given to open or connect, without prefix
     */
    String name();

    /**
     * The mode of this end.
     *
     * @return the mode it was opened with
     */
    Mode mode();

    /**
     * What travels over this connection.
     *
     * @return the framing it was opened with
     */
    Framing framing();

    /**
     * Whether {@link #read()} would give a message now, without waiting. Never blocks. One message may be read ahead for
     * the answer.
     *
     * @return true if a message is there and it is the turn to read; false if there is none, it is the turn to write,
     *     another thread is reading, the peer is gone with nothing left to read, or this end is closed
     * @throws IOException if the system reports a failure
     */
    boolean canRead() throws IOException;

    /**
     * Reads one message, waiting for it without limit. Follows ReadFile.
     *
     * @return the message, of length 0 for an empty one
     * @throws TurnException if the mode or the turn does not allow to read now; nothing has changed
     * @throws PeerClosedException if the peer is gone and everything it sent was read
     * @throws MessageTooLargeException if the message is over {@code maxMessageSize}; the connection is closed then
     * @throws IOException if the connection is closed, or the system reports a failure
     */
    byte[] read() throws IOException;

    /**
     * Reads one message, waiting for it at most a given time.
     *
     * @param timeout how long to wait; zero for a message that must be there already
     * @return the message, of length 0 for an empty one
     * @throws PipeTimeoutException if no message came in time; one that comes later is not lost
     * @throws TurnException if the mode or the turn does not allow to read now
     * @throws PeerClosedException if the peer is gone and everything it sent was read
     * @throws MessageTooLargeException if the message is over {@code maxMessageSize}; the connection is closed then
     * @throws IOException if the connection is closed, or the system reports a failure
     * @throws IllegalArgumentException if the timeout is negative
     */
    byte[] read(Duration timeout) throws IOException;

    /**
     * Reads one message into a buffer, waiting for it without limit.
     *
     * @param target takes the message at its position, which moves behind it
     * @return the size of the message in bytes
     * @throws BufferTooSmallException if the message does not fit; it is kept, and buffer and turn are unchanged
     * @throws java.nio.ReadOnlyBufferException if the buffer is read-only
     * @throws TurnException if the mode or the turn does not allow to read now
     * @throws PeerClosedException if the peer is gone and everything it sent was read
     * @throws MessageTooLargeException if the message is over {@code maxMessageSize}; the connection is closed then
     * @throws IOException if the connection is closed, or the system reports a failure
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Reads one message into a buffer, waiting for it at most a given time.
     *
     * @param target takes the message at its position, which moves behind it
     * @param timeout how long to wait; zero for a message that must be there already
     * @return the size of the message in bytes
     * @throws PipeTimeoutException if no message came in time; one that comes later is not lost
     * @throws BufferTooSmallException if the message does not fit; it is kept, and buffer and turn are unchanged
     * @throws java.nio.ReadOnlyBufferException if the buffer is read-only
     * @throws TurnException if the mode or the turn does not allow to read now
     * @throws PeerClosedException if the peer is gone and everything it sent was read
     * @throws MessageTooLargeException if the message is over {@code maxMessageSize}; the connection is closed then
     * @throws IOException if the connection is closed, or the system reports a failure
     * @throws IllegalArgumentException if the timeout is negative
     */
    int read(ByteBuffer target, Duration timeout) throws IOException;

    /**
     * Writes one message, waiting without limit until the system has taken it. Follows WriteFile.
     *
     * @param message the message, empty for an empty one
     * @throws MessageTooLargeException if it is over {@code maxMessageSize}; nothing was sent
     * @throws TurnException if the mode or the turn does not allow to write now; nothing was sent
     * @throws PeerClosedException if the peer is gone
     * @throws IOException if the connection is closed, or the system reports a failure
     */
    void write(byte[] message) throws IOException;

    /**
     * Writes one message, waiting at most a given time until the system has taken it.
     *
     * @param message the message, empty for an empty one
     * @param timeout how long to wait; zero for what the system takes at once
     * @throws PipeTimeoutException if the system did not take it in time; nothing of it was sent
     * @throws MessageTooLargeException if it is over {@code maxMessageSize}; nothing was sent
     * @throws TurnException if the mode or the turn does not allow to write now; nothing was sent
     * @throws PeerClosedException if the peer is gone
     * @throws IOException if the connection is closed, or the system reports a failure
     * @throws IllegalArgumentException if the timeout is negative
     */
    void write(byte[] message, Duration timeout) throws IOException;

    /**
     * Writes what remains in a buffer as one message, waiting without limit until the system has taken it.
     *
     * @param message the message from position to limit; the position moves to the limit when it was written, and stays
     *     where it is when it was not
     * @throws MessageTooLargeException if it is over {@code maxMessageSize}; nothing was sent
     * @throws TurnException if the mode or the turn does not allow to write now; nothing was sent
     * @throws PeerClosedException if the peer is gone
     * @throws IOException if the connection is closed, or the system reports a failure
     */
    void write(ByteBuffer message) throws IOException;

    /**
     * Writes what remains in a buffer as one message, waiting at most a given time until the system has taken it.
     *
     * @param message the message from position to limit; the position moves to the limit when it was written, and stays
     *     where it is when it was not
     * @param timeout how long to wait; zero for what the system takes at once
     * @throws PipeTimeoutException if the system did not take it in time; nothing of it was sent
     * @throws MessageTooLargeException if it is over {@code maxMessageSize}; nothing was sent
     * @throws TurnException if the mode or the turn does not allow to write now; nothing was sent
     * @throws PeerClosedException if the peer is gone
     * @throws IOException if the connection is closed, or the system reports a failure
     * @throws IllegalArgumentException if the timeout is negative
     */
    void write(ByteBuffer message, Duration timeout) throws IOException;

    /**
     * Writes a request and reads the reply to it, waiting without limit: a write and a read between which no other thread
     * reads or writes on this connection. For the end that asks: modes {@link Mode#MASTER}, {@link Mode#DUPLEX}, and
     * {@link Mode#SINGLE_TRANSACTION} of a client.
     *
     * <p>In mode duplex the reply is the next message that comes, so the peer must send nothing but replies. A thread that
     * blocks in a read is waited for.
     *
     * @param request the message to write, empty for an empty one
     * @return the reply, of length 0 for an empty one
     * @throws TurnException if the mode or the turn does not allow to write now, or the mode is not one that asks, or the
     *     reply to an earlier exchange is still to be read; nothing was sent
     * @throws MessageTooLargeException if the request is over {@code maxMessageSize}, and nothing was sent; or if the reply
     *     is, and the connection is closed then
     * @throws PeerClosedException if the peer is gone without having replied
     * @throws IOException if the connection is closed, or the system reports a failure
     */
    byte[] exchange(byte[] request) throws IOException;

    /**
     * Writes a request and reads the reply to it, waiting at most a given time for both together; otherwise as
     * {@link #exchange(byte[])}.
     *
     * @param request the message to write, empty for an empty one
     * @param timeout how long to wait in all; zero for a reply that comes at once
     * @return the reply, of length 0 for an empty one
     * @throws PipeTimeoutException if it took too long. If its {@link PipeException#operation()} is {@code "write"}, nothing
     *     was sent, and the exchange can be made again. If it is {@code "read"}, the request was sent, and the reply is what
     *     the next {@link #read()} gives: it is in turn now, and another exchange is not
     * @throws TurnException if the mode or the turn does not allow it; nothing was sent
     * @throws MessageTooLargeException if the request is over {@code maxMessageSize}, and nothing was sent; or if the reply
     *     is, and the connection is closed then
     * @throws PeerClosedException if the peer is gone without having replied
     * @throws IOException if the connection is closed, or the system reports a failure
     * @throws IllegalArgumentException if the timeout is negative; nothing was sent
     */
    byte[] exchange(byte[] request, Duration timeout) throws IOException;

    /**
     * Writes what remains in one buffer as a request and reads the reply to it into another one, waiting without limit;
     * otherwise as {@link #exchange(byte[])}. Makes no garbage with direct buffers.
     *
     * @param request the message from position to limit; the position moves to the limit when it was sent, also if there is
     *     no reply then, and stays where it is when it was not
     * @param reply takes the reply at its position, which moves behind it
     * @return the size of the reply in bytes
     * @throws BufferTooSmallException if the reply does not fit; it is kept for the next {@link #read(ByteBuffer)}
     * @throws java.nio.ReadOnlyBufferException if the buffer for the reply is read-only; nothing was sent
     * @throws TurnException if the mode or the turn does not allow it; nothing was sent
     * @throws MessageTooLargeException if the request is over {@code maxMessageSize}, and nothing was sent; or if the reply
     *     is, and the connection is closed then
     * @throws PeerClosedException if the peer is gone without having replied
     * @throws IOException if the connection is closed, or the system reports a failure
     * @throws IllegalArgumentException if both are the same buffer; nothing was sent
     */
    int exchange(ByteBuffer request, ByteBuffer reply) throws IOException;

    /**
     * Writes what remains in one buffer as a request and reads the reply to it into another one, waiting at most a given
     * time for both together; otherwise as {@link #exchange(ByteBuffer, ByteBuffer)}.
     *
     * @param request the message from position to limit; the position moves to the limit when it was sent, also if there is
     *     no reply then, and stays where it is when it was not
     * @param reply takes the reply at its position, which moves behind it
     * @param timeout how long to wait in all; zero for a reply that comes at once
     * @return the size of the reply in bytes
     * @throws PipeTimeoutException if it took too long, as in {@link #exchange(byte[], Duration)}
     * @throws BufferTooSmallException if the reply does not fit; it is kept for the next {@link #read(ByteBuffer)}
     * @throws java.nio.ReadOnlyBufferException if the buffer for the reply is read-only; nothing was sent
     * @throws TurnException if the mode or the turn does not allow it; nothing was sent
     * @throws MessageTooLargeException if the request is over {@code maxMessageSize}, and nothing was sent; or if the reply
     *     is, and the connection is closed then
     * @throws PeerClosedException if the peer is gone without having replied
     * @throws IOException if the connection is closed, or the system reports a failure
     * @throws IllegalArgumentException if both are the same buffer, or the timeout is negative; nothing was sent
     */
    int exchange(ByteBuffer request, ByteBuffer reply, Duration timeout) throws IOException;

    /**
     * Reads one message, with no thread that waits for it. Does not block. Fails with what {@link #read()} throws.
     *
     * <p>The call takes its place behind earlier reads of this connection, blocking ones included, and the turn is looked at when
     * it has come to the front. Until then, and until there is a message, it can be taken back: by
     * {@link CompletableFuture#cancel}, by completing the future otherwise, or by
     * {@link CompletableFuture#orTimeout orTimeout}; a message that comes later is the next read's. Once its message has
     * been taken, an attempt to complete the future has no effect. Cancelling a stage that depends on it does nothing here.
     *
     * <p>Unless it is complete when this returns, the future is completed on a virtual thread where the JDK has them (21), else
     * in the common pool of the JDK; what depends on it runs there as well, and may block without holding up any other pipe,
     * provided that the common pool has a thread left. Who wants another thread gives its own executor to
     * {@link CompletableFuture#thenAcceptAsync(java.util.function.Consumer, java.util.concurrent.Executor) thenAcceptAsync}
     * and its like.
     *
     * @return the message to come
     */
    CompletableFuture<byte[]> readAsync();

    /**
     * Writes one message, with no thread that waits until the system has taken it. Does not block. Fails with what
     * {@link #write(byte[])} throws.
     *
     * <p>The message is copied, so the array may be used again at once; a call that does not complete at once holds the copy
     * until it does. How many there are at a time is up to the caller: who waits for one before the next holds one message.
     *
     * <p>Places, turns, threads and taking back are as with {@link #readAsync()}: a write that is taken back has sent nothing of
     * its message. If the system has taken the message before, the future completes normally. Follows CancelIoEx.
     *
     * @param message the message, empty for an empty one
     * @return completes when the system has taken the message
     */
    CompletableFuture<Void> writeAsync(byte[] message);

    /**
     * Writes what remains in a buffer as one message, as {@link #writeAsync(byte[])} does.
     *
     * @param message the message from position to limit, neither of which is changed; it is copied, and may be used again
     *     at once
     * @return completes when the system has taken the message
     */
    CompletableFuture<Void> writeAsync(ByteBuffer message);

    /**
     * Writes a request and reads the reply to it, with no thread that waits. Does not block. Fails with what
     * {@link #exchange(byte[])} throws.
     *
     * <p>Places, threads and taking back are as with {@link #readAsync()}: it can be taken back until the reply has come. If the
     * request was sent by then, the reply is what the next {@link #read()} gives: it is in turn now, and another exchange is
     * not.
     *
     * @param request the message to write, empty for an empty one; it is copied
     * @return the reply to come
     */
    CompletableFuture<byte[]> exchangeAsync(byte[] request);

    /**
     * The messages that come, for a subscriber that says how many it can take: reads one at a time, as {@link #readAsync()}
     * does, and only while there is demand; so a peer that writes faster is made to wait. Nothing is read before somebody
     * subscribes. Signals come on the threads that {@link #readAsync()} tells of, and may block.
     *
     * <p>When the peer is gone and all it sent was read, the subscriber is told that the messages are complete; whatever else
     * ends a read, a close of this end included, is an error to it. Where modes take turns, each message that is asked for must
     * be in turn. There is one subscriber at a time: another one gets an {@link IllegalStateException}. After a cancel the next
     * one can come; what has not been read by then is for it.
     *
     * @return the messages; the same object on every call
     */
    Flow.Publisher<byte[]> messages();

    /**
     * Who is at the other end. Asked for the first time, this asks the system, on a thread of its own, and the caller waits for that:
     * a fraction of a millisecond as a rule, and as long as it takes to find the name of an account of another machine. What
     * was answered once, with a user, is answered again at no cost, also after the peer has gone or this end was closed.
     * Follows GetNamedPipeClientProcessId and its like, and on a server ImpersonateNamedPipeClient and GetTokenInformation,
     * on a client GetKernelObjectSecurity; of all that the answer is that of the moment of connecting.
     *
     * @return what is known of the peer; without the user on a server whose client lends its identity message by message, as
     *     clients of other libraries do, as long as none was read: ask again then
     * @throws java.nio.channels.ClosedChannelException if this end is closed and was not asked before
     * @throws PeerClosedException if the peer is gone, and the system knows no more of it
     * @throws IOException if the system reports a failure
     */
    Peer peer() throws IOException;

    /**
     * Runs an action as the client of this server's connection: what it opens, it opens with the rights of the client's user, and the
     * system refuses what he may not do. The client must have lent that ({@link ImpersonationLevel#IMPERSONATION}), and
     * on Windows this process needs the privilege to impersonate, unless the client is the same user. Follows ImpersonateNamedPipeClient and
     * RevertToSelf.
     *
     * <p>The action runs on a platform thread of its own, which ends with it: so no other code ever runs as the client, neither on
     * the carrier of a virtual thread that calls this nor on a thread of a pool. The caller waits; an interrupt of it becomes one of
     * the action. Values of ThreadLocal are not there, the context class loader is. Classes that the action needs for the first time are
     * loaded as the client, too. Closing the connection does not end the action.
     *
     * @param action what to do
     * @param <R> what it gives
     * @param <X> what it throws
     * @return what the action gave
     * @throws X what the action threw
     * @throws PipeAccessDeniedException if the client did not lend as much; the action was not run
     * @throws java.nio.channels.ClosedChannelException if this end is closed; the action was not run
     * @throws IOException if the system reports a failure. Where the thread could not be given back its own identity the action has run, its
     *     own exception is suppressed in this one, and the thread ends as the client
     * @throws UnsupportedOperationException if this is a client's connection, or the backend cannot do it
     */
    <R, X extends Exception> R impersonate(ImpersonatedAction<R, X> action) throws IOException, X;

    /**
     * What this end reads, as a stream of the JDK. {@code read} waits for bytes as {@link #read(ByteBuffer)} does and gives -1
     * at the end, when the peer has gone or has ended its stream, and everything it sent was read. {@code available} is the
     * number of bytes that are there in one piece, or fewer; it may read ahead. {@code close} closes the whole connection. For
     * reads with a timeout there is {@link #read(ByteBuffer, Duration)}.
     *
     * @return the stream, the same every time; safe to use from any thread
     * @throws IllegalStateException if the framing is {@link Framing#MESSAGES}
     * @throws TurnException if the mode never reads
     */
    InputStream inputStream();

    /**
     * What this end writes, as a stream of the JDK. {@code write} waits until the system has taken all bytes, as
     * {@link #write(ByteBuffer)} does; nothing is held back, so many small writes are worth a
     * {@link java.io.BufferedOutputStream}, and {@code flush} has nothing to do. {@code close} closes the whole connection;
     * {@link #shutdownOutput()} ends the stream alone.
     *
     * @return the stream, the same every time; safe to use from any thread
     * @throws IllegalStateException if the framing is {@link Framing#MESSAGES}
     * @throws TurnException if the mode never writes
     */
    OutputStream outputStream();

    /**
     * This connection as a channel of the JDK, which blocks. Reads give -1 at the end, as those of {@link #inputStream()};
     * writes write all that remains in the buffer. A mode that never reads or never writes throws {@link TurnException}
     * from that call. {@code close} closes the connection.
     *
     * @return the channel, the same every time; safe to use from any thread, and also a
     *     {@link java.nio.channels.InterruptibleChannel}
     * @throws IllegalStateException if the framing is {@link Framing#MESSAGES}
     */
    ByteChannel byteChannel();

    /**
     * Whether this end can end its stream and read on: {@link #shutdownOutput()}.
     *
     * @return true if the framing is a stream, the mode writes, and the pipe is of type message, where an empty message is
     *     the end: so at a server with {@link Framing#BYTES_IN_MESSAGES}, and at its clients, those with
     *     {@link Framing#BYTES} too
     */
    boolean canShutdownOutput();

    /**
     * Ends the stream that this end writes, while it can still read; waits without limit until the system has taken that.
     * The peer's reads end once they have read everything, with {@link EndOfStreamException}, or -1 from its streams. Later
     * writes at this end throw {@link java.nio.channels.ClosedChannelException}. Has no effect a second time.
     *
     * @throws UnsupportedOperationException if not {@link #canShutdownOutput()}; says why
     * @throws PeerClosedException if the peer is gone
     * @throws IOException if the connection is closed, or the system reports a failure
     */
    void shutdownOutput() throws IOException;

    /**
     * The same, waiting at most a given time until the system has taken it.
     *
     * @param timeout how long to wait; zero for what the system takes at once
     * @throws PipeTimeoutException if the system did not take it in time: the stream has not ended, and goes on
     * @throws UnsupportedOperationException if not {@link #canShutdownOutput()}; says why
     * @throws PeerClosedException if the peer is gone
     * @throws IOException if the connection is closed, or the system reports a failure
     * @throws IllegalArgumentException if the timeout is negative
     */
    void shutdownOutput(Duration timeout) throws IOException;

    /**
     * Whether messages can still come or go: asks the system, without blocking.
     *
     * @return false once this end is closed, or the peer is known to be gone and everything it sent has been read. An
     *     end that only writes may learn that its peer is gone from its next write only
     */
    boolean isAlive();

    /**
     * Whether this end has not been closed, whatever the peer did.
     *
     * @return true until {@link #close}
     */
    @Override
    boolean isOpen();

    /**
     * Closes this end; follows CloseHandle, not DisconnectNamedPipe: what was written before can still be read by the
     * peer, and what was not read here is lost. Wakes every call that blocks on this connection. Idempotent; returns in
     * bounded time.
     *
     * @throws IOException if the system reports a failure; the connection is closed all the same
     */
    @Override
    void close() throws IOException;

    /**
     * Closes this end after the peer has had time to read what was written to it, since some peers take a close for the end
     * of everything. Follows FlushFileBuffers, with a time limit, and CloseHandle.
     *
     * @param linger how long to wait for the peer at most; zero: not at all
     * @return true if the peer's system has taken all that was written here; false if it has not in time, or if this end was
     *     closed before. If the peer goes meanwhile, false unless the system says that all was read before, which it may
     *     say wrongly. The connection is closed in any case
     * @throws IOException if the connection is closed by another thread or an interrupt meanwhile, or the system reports a
     *     failure; the connection is closed all the same
     * @throws IllegalArgumentException if the time is negative
     */
    boolean close(Duration linger) throws IOException;
}
