package wpipe.api;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A server that serves: gives each request to a {@link RequestHandler} and sends back what that returns, until it is
 * closed. Made by {@link Server#serve(RequestHandler, ServeOptions)}. All methods are safe to call from any thread.
 *
 * @since 0.1
 */
public interface Service extends Closeable {
    /**
     * The server that serves.
     *
     * @return the server, closed when this is
     */
    Server server();

    /**
     * Whether it serves.
     *
     * @return true until it is closed, or its server is, or no requests can be had any more; also while {@link #shutdown} waits
     */
    boolean isOpen();

    /**
     * Waits until it is closed, by whomever; the program's main thread may have nothing else to do, since all threads of a
     * service are daemons.
     *
     * @throws InterruptedException if the thread is interrupted; the service stays open
     */
    void awaitClose() throws InterruptedException;

    /**
     * Ends in good order: takes no more clients and no more requests at once, waits at most a given time until all requests
     * that were taken have been answered, then closes as {@link #close} does. A client whose request was answered, or who
     * has asked nothing, is closed right away; what was written to it can still be read.
     *
     * @param timeout how long to wait; zero: close at once, and say whether there was nothing to wait for
     * @return true if everything that was begun was finished; false if something was cut off, by this or by a {@link #close}
     *     before or meanwhile
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits; its interrupt status is set, and the
     *     service is closed all the same
     * @throws IOException if the system reports a failure; the service is closed all the same
     * @throws IllegalArgumentException if the timeout is negative
     * @throws IllegalStateException if it is called by a handler, or by the error listener that is told of one, which would wait
     *     for itself; {@link #close} may be
     */
    boolean shutdown(Duration timeout) throws IOException;

    /**
     * Ends at once: closes the server and its connections, and interrupts the handlers that run, without waiting for them.
     * What they return is thrown away. Idempotent; returns in bounded time. Can be called by a handler.
     *
     * @throws IOException if the system reports a failure; the service is closed all the same
     */
    @Override
    void close() throws IOException;
}
