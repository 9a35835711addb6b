package wpipe.api;

import java.io.Serial;

/**
 * The time that a blocking call was given ran out. As a rule nothing was lost, and the call can be made again: what was to be
 * read can still be read, nothing of what was to be written went out, and the turn is what it was.
 *
 * <p>Two calls differ. A write to a stream of bytes may have sent a part of them, and has closed the connection. Of an exchange
 * {@link #operation()} says how far it came: after {@code "write"} nothing was sent; after {@code "read"} the request was, and
 * it is the turn to read the reply.
 *
 * @since 0.1
 */
public final class PipeTimeoutException extends PipeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception; the arguments are those of {@link PipeException}.
     *
     * @param operation what was tried
     * @param pipe the path of the pipe, with its prefix
     * @param code the error code of the operating system, or {@link PipeException#NO_CODE}
     * @param text what happened, for a person
     */
    public PipeTimeoutException(String operation, String pipe, int code, String text) {
        super(operation, pipe, code, text);
    }
}
