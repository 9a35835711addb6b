package wpipe.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong while a {@link Service} served, for the {@linkplain ServeOptions#errorListener() error listener}.
 *
 * @param client the connection to the client that was being served. It is closed after the listener has returned; until then
 *     a reply can still be written to it, unless it is what has failed. Null if it is the service that has failed, which is
 *     closed then
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
        /** Waiting for clients and their requests. */
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
