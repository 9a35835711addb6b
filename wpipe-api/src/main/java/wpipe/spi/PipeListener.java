package wpipe.spi;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A pipe that is listened on: takes clients in the background, and tells of those that came and of those channels that
 * can be read.
 *
 * <p>Whenever fewer than {@link ListenRequest#maxInstances()} channels of it are open, instances of the pipe are
 * waiting for clients, without anybody calling anything here: a client that connects, writes and goes before anybody
 * looks is not lost. The next instance waits before a client is handed out. Closing a channel makes room for a client.
 *
 * <p>Waiting goes by tickets, so that no wake-up is lost between looking and waiting: take a {@link #ticket()}, look
 * ({@link #pollClient()}, {@link #pollReady()}), and if there was nothing, {@link #await} with that ticket returns as
 * soon as anything happened since it was taken. All methods are safe to call from many threads.
 *
 * @since 0.1
 */
public interface PipeListener extends Closeable {
    /**
     * The next client that has connected, in the order of connecting. Never blocks.
     *
     * <p>A failure of taking clients that happened in the background is thrown by one call, once all clients that came
     * before are handed out; the next call tries again to have an instance that waits.
     *
     * @return its channel, which is the caller's from now on; null if there is no new client, or this is closed
     * @throws IOException if taking clients has failed
     */
    @Nullable
    PipeChannel pollClient() throws IOException;

    /**
     * A channel that has become readable, or has ended, since {@link PipeChannel#poll} found nothing on it. Each such
     * answer brings the channel here once at the most. In the order in which it happened. Never blocks.
     *
     * @return a channel, maybe one that was read or closed since; null if there is none
     */
    @Nullable
    PipeChannel pollReady();

    /**
     * A ticket for {@link #await}.
     *
     * @return a number that changes whenever a client comes, a channel becomes ready, {@link #wakeup} or {@link #close}
     *     is called
     */
    long ticket();

    /**
     * Waits until something happened after the ticket was taken, or the deadline. Returns at once after {@link #close}. An
     * interrupt may end the wait as well, as if something had happened; the thread's interrupt status stays set.
     *
     * @param ticket from {@link #ticket()}
     * @param deadline a {@link Deadline}
     * @return false if the deadline came first
     * @throws IOException if the backend can no longer tell what happens
     */
    boolean await(long ticket, long deadline) throws IOException;

    /** Changes the ticket, so that every thread in {@link #await} returns. */
    void wakeup();

    /**
     * Stops listening: takes no more clients, closes those that nobody took, and wakes every thread in {@link #await}.
     * Channels that were handed out stay open. Idempotent; returns in bounded time.
     *
     * @throws IOException if the system reports a failure; it is closed all the same
     */
    @Override
    void close() throws IOException;
}
