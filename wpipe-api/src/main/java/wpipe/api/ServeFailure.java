package wpipe.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong while a {@link Service} served, for the {@linkplain ServeOptions#errorListener() error listener}.
 *
 * @param client the connection to the client that was being served. It is closed after the listener has returned; until then
 *     a reply can still be written to it, unless it is what has failed. Null if it was not about a client
 *     that is there: in phase {@link Phase#ACCEPT} the service goes on, in phase {@link Phase#WAIT} it is closed then
 * @param phase what was being done
 * @param cause what was thrown
 * @since 0.1
 */
public record ServeFailure(@Nullable Connection client, Phase phase, Throwable cause) {
    /**
     * What is done for a request, and before it comes.
     *
     * @since 0.1
     */
    public enum Phase {
        /**
         * Taking new clients, such as when the system has no memory for another instance of the pipe. Those who are there are
         * served on, and it is tried again after 100 ms, and after each failure that follows twice as late, up to 10 s.
         */
        ACCEPT,
        /** Waiting for clients and their requests: no more of them can be had, so the service is closed. */
        WAIT,
        /** Reading a request. */
        READ,
        /** Answering it: what failed is the handler, or the executor that was to run it. */
        HANDLE,
        /** Writing the reply: it is too large, was not taken in time, or the client has gone. */
        REPLY
    }

    /**
     * Makes one.
     *
     * @param client the connection, or null
     * @param phase what was being done
     * @param cause what was thrown
     */
    public ServeFailure {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(cause, "cause");
    }
}
