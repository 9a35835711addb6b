package wpipe.api;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * The end of a pipe that clients come to. Takes clients by itself, up to {@link ServerOptions#maxClients()} at a time,
 * and has a {@link Connection} for each.
 *
 * {@snippet file="wpipe/api/JavadocSnippets.java" region="waitForData" :
 * try (Server server = Server.open("echo", Mode.SLAVE)) {
 *     while (true) {
 *         for (Connection client : server.waitForData()) {
 *             try {
 *                 client.write(client.read());
 *             } catch (IOException e) {
 *                 client.close(); // it has gone, or broke a limit: the others go on
 *             }
 *         }
 *     }
 * }
 * }
 *
 * <p>Iterating gives the connections of the moment. A client that has gone stays among them until all that it sent has
 * been read; then it is closed and makes room for the next one. Those who prefer one thread a client call
 * {@link #accept()}. All methods are safe to call from any thread. An interrupt ends {@code accept} and
 * {@code waitForData} with {@link java.io.InterruptedIOException}, the thread's interrupt status stays set, and the
 * server stays open: unlike a read or write, neither has anything half done that would be in doubt.
 *
 * @since 0.1
 */
public interface Server extends Iterable<Connection>, Closeable {
    /**
     * Opens a server with the default options; see {@link #open(String, Mode, ServerOptions)}.
     *
     * @param name the name of the pipe, without prefix
     * @param mode the mode of this end, the complement of the clients'
     * @return the server, to which clients can connect
     * @throws PipeNameInUseException if there is a pipe of that name already
     * @throws IOException if the system reports a failure, or no backend can be used
     * @throws IllegalArgumentException if the name breaks a rule
     */
    static Server open(String name, Mode mode) throws IOException {
        return open(name, mode, ServerOptions.defaults());
    }

    /**
     * Opens a server: when this returns, clients can connect. Does not block. Follows CreateNamedPipe with
     * PIPE_TYPE_MESSAGE (with {@link Framing#BYTES} PIPE_TYPE_BYTE), PIPE_REJECT_REMOTE_CLIENTS and
     * FILE_FLAG_FIRST_PIPE_INSTANCE.
     *
     * @param name the name of the pipe, without prefix: 1 to 247 characters, no backslash, slash or control character, no
     *     dot or space at the end; case is ignored
     * @param mode the mode of this end, the complement of the clients'
     * @param options the options
     * @return the server
     * @throws PipeNameInUseException if there is a pipe of that name already
     * @throws InvalidSddlException if the system does not understand the access list; nothing was opened
     * @throws NoProviderException if no backend can be used
     * @throws IOException if the system reports another failure
     * @throws IllegalArgumentException if the name breaks a rule, or the framing does not go with the mode
     */
    static Server open(String name, Mode mode, ServerOptions options) throws IOException {
        return PipeServer.open(name, mode, options);
    }

    /**
     * The name of the pipe.
     *
     * @return the name as it was given to open, without prefix
     */
    String name();

    /**
     * The mode of the server's end.
     *
     * @return the mode it was opened with
     */
    Mode mode();

    /**
     * The name of the backend.
     *
     * @return such as {@code ffm}, {@code jna} or {@code loopback}
     */
    String provider();

    /**
     * The clients of this moment, in the order in which they connected: a snapshot, which what happens later does not
     * change. A client may know that it has connected a moment before the server does. Does not block; costs one look at
     * each client.
     *
     * @return an iterator that does not support remove; empty after close
     * @throws java.io.UncheckedIOException if taking clients has failed, as {@link #accept()} tells of; not while it serves
     */
    @Override
    Iterator<Connection> iterator();

    /**
     * How many clients an iteration would give now. Does not block; costs one look at each client.
     *
     * @return 0 to {@code maxClients}; 0 after close
     * @throws java.io.UncheckedIOException if taking clients has failed, as {@link #accept()} tells of; not while it serves
     */
    int clientCount();

    /**
     * Waits without limit for the next client that no call of this has given yet. Clients are given in the order in which
     * they connected; those that have gone and left nothing to read are passed over. Follows ConnectNamedPipe.
     *
     * <p>When a client cannot be taken, or an instance for the next one not be made, such as for lack of memory, one call
     * tells of it: this one or, once it has given the clients that there were, {@link #waitForData()} or an iteration. Those who
     * are there go on, and the next call tries again. Until then clients may find the pipe busy, or absent if no client is
     * connected; a name that somebody else has taken meanwhile is not shared, but told as {@link PipeNameInUseException}.
     *
     * @return the connection to the client, which is also among those of the iteration
     * @throws java.nio.channels.AsynchronousCloseException if the server is closed meanwhile
     * @throws java.nio.channels.ClosedChannelException if the server is closed
     * @throws java.io.InterruptedIOException if the thread is interrupted; its interrupt status is set
     * @throws IOException if taking clients has failed; the next call tries again
     * @throws IllegalStateException if the server serves ({@link #serve(RequestHandler)})
     */
    Connection accept() throws IOException;

    /**
     * Waits at most a given time for the next client that no call of {@code accept} has given yet.
     *
     * @param timeout how long to wait; zero for a client that must be there already. It is not passed on to the connection
     * @return the connection to the client
     * @throws PipeTimeoutException if no client came in time
     * @throws java.nio.channels.AsynchronousCloseException if the server is closed meanwhile
     * @throws java.nio.channels.ClosedChannelException if the server is closed
     * @throws java.io.InterruptedIOException if the thread is interrupted; its interrupt status is set
     * @throws IOException if taking clients has failed; the next call tries again
     * @throws IllegalArgumentException if the timeout is negative
     * @throws IllegalStateException if the server serves ({@link #serve(RequestHandler)})
     */
    Connection accept(Duration timeout) throws IOException;

    /**
     * Waits without limit until a client can be read, and gives those that can, in the order in which they became so. The
     * cost grows with the clients that are ready, not with those that are connected.
     *
     * @return at least one connection, each with {@link Connection#canRead()} true unless another thread reads it first
     * @throws TurnException if the mode of the server never reads
     * @throws java.nio.channels.AsynchronousCloseException if the server is closed meanwhile
     * @throws java.nio.channels.ClosedChannelException if the server is closed
     * @throws java.io.InterruptedIOException if the thread is interrupted; its interrupt status is set
     * @throws IOException if the system reports a failure
     * @throws IllegalStateException if the server serves ({@link #serve(RequestHandler)})
     */
    List<Connection> waitForData() throws IOException;

    /**
     * Waits at most a given time until a client can be read, and gives those that can.
     *
     * @param timeout how long to wait; zero for clients that must be ready already
     * @return at least one connection
     * @throws PipeTimeoutException if no client became ready in time
     * @throws TurnException if the mode of the server never reads
     * @throws java.nio.channels.AsynchronousCloseException if the server is closed meanwhile
     * @throws java.nio.channels.ClosedChannelException if the server is closed
     * @throws java.io.InterruptedIOException if the thread is interrupted; its interrupt status is set
     * @throws IOException if the system reports a failure
     * @throws IllegalArgumentException if the timeout is negative
     * @throws IllegalStateException if the server serves ({@link #serve(RequestHandler)})
     */
    List<Connection> waitForData(Duration timeout) throws IOException;

    /**
     * Serves with the default options; see {@link #serve(RequestHandler, ServeOptions)}.
     *
     * @param handler answers the requests
     * @return the service, for ending it
     * @throws TurnException if the mode of the server does not answer requests, or its framing is a stream of bytes
     * @throws IllegalStateException if the server serves already
     * @throws java.nio.channels.ClosedChannelException if the server is closed
     * @throws IOException if the system reports a failure
     */
    Service serve(RequestHandler handler) throws IOException;

    /**
     * Serves from now on: each request of each client is given to a handler, and what it returns is the reply. Returns at
     * once. For modes {@link Mode#SLAVE}, {@link Mode#SINGLE_TRANSACTION} and {@link Mode#DUPLEX}.
     *
     * {@snippet file="wpipe/api/JavadocSnippets.java" region="serve" :
     * try (Server server = Server.open("clock", Mode.SLAVE)) {
     *     Service service =
     *             server.serve((client, request) -> Instant.now().toString().getBytes(UTF_8));
     *     System.in.read(); // until somebody presses Enter
     *     service.shutdown(Duration.ofSeconds(5));
     * }
     * }
     *
     * <p><b>Threads.</b> One thread waits for all clients. Handlers run on a virtual thread for each client that has asked (for
     * each request, if {@link ServeOptions#maxConcurrent()} is set), or on an executor that was given. A client that has
     * asked nothing has no thread. A client has one request handled at a time, in the order of sending; clients do not wait
     * for each other. <b>Failures</b>, of a handler or of a client, go to the error listener and end that client's connection
     * only. <b>The end</b> is {@link Service#shutdown} in good order, or {@link Service#close},
     * or {@link #close} of this, at once.
     *
     * <p>Meanwhile the server's clients can be counted and iterated over, and in mode duplex written to; {@code accept} and
     * {@code waitForData} throw {@link IllegalStateException}.
     *
     * @param handler answers the requests; it is called by many threads at once
     * @param options the options
     * @return the service, for ending it; all its threads are daemons
     * @throws TurnException if the mode of the server does not answer requests, or its framing is a stream of bytes
     * @throws IllegalStateException if the server serves already
     * @throws java.nio.channels.ClosedChannelException if the server is closed
     * @throws IOException if the system reports a failure
     */
    Service serve(RequestHandler handler, ServeOptions options) throws IOException;

    /**
     * Whether the server has not been closed.
     *
     * @return true until {@link #close}
     */
    boolean isOpen();

    /**
     * Stops the server: the same as {@link #close}, by PyWPipe's name.
     *
     * @throws IOException if the system reports a failure; the server is closed all the same
     */
    default void shutdown() throws IOException {
        close();
    }

    /**
     * Takes no more clients and closes the connections to all it has; what was written to them before can still be read
     * by them. Wakes every call that blocks on the server or on a connection of it. Idempotent; returns in bounded time.
     *
     * @throws IOException if the system reports a failure; the server is closed all the same
     */
    @Override
    void close() throws IOException;
}
