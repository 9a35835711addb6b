package wpipe.api;

import java.io.Serial;

/**
 * The pipe has another framing than the client asked for: its server made it one of bytes, and the client wants messages, or
 * the half-close that only messages carry. Nothing was sent; {@link Framing#BYTES} connects.
 *
 * @since 0.1
 */
public final class FramingMismatchException extends PipeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param operation what was tried
     * @param pipe the path of the pipe, with its prefix
     * @param framing the client's
     */
    public FramingMismatchException(String operation, String pipe, Framing framing) {
        super(
                operation,
                pipe,
                NO_CODE,
                "the pipe is one of bytes (PIPE_TYPE_BYTE), not of messages, so it cannot be had with framing "
                        + framing + ", only with " + Framing.BYTES);
    }
}
