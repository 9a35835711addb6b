package wpipe.api;

import java.io.Serial;

/**
 * A message does not fit into the buffer it was to be read into. The message is kept and nothing of it was put into the
 * buffer: a read with {@link #required()} bytes of room gets it.
 *
 * @since 0.1
 */
public final class BufferTooSmallException extends PipeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The size of the message in bytes. */
    private final int required;

    /**
     * Makes the exception.
     *
     * @param pipe the path of the pipe, with its prefix
     * @param required the size of the message in bytes
     * @param remaining the room in the buffer in bytes
     */
    public BufferTooSmallException(String pipe, int required, int remaining) {
        super(
                "read",
                pipe,
                NO_CODE,
                "a message of " + required + " bytes does not fit into a buffer with room for " + remaining
                        + "; it is kept for the next read");
        this.required = required;
    }

    /**
     * The room that the message needs.
     *
     * @return bytes
     */
    public int required() {
        return required;
    }
}
