package wpipe.api;

import java.io.Serial;

/**
 * A message is larger than {@code maxMessageSize}. On a write nothing of it was sent and the connection goes on; on a
 * read the connection has ended, since the message can be neither given whole nor skipped in silence.
 *
 * @since 0.1
 */
public final class MessageTooLargeException extends PipeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The size of the message in bytes. */
    private final long size;

    /** The largest size allowed, in bytes. */
    private final int limit;

    /**
     * Makes the exception.
     *
     * @param operation {@code read}, {@code write}, {@code exchange} or {@code call}
     * @param pipe the path of the pipe, with its prefix
     * @param size the size of the message in bytes, or as much of it as is known
     * @param limit the {@code maxMessageSize} of this end, in bytes
     */
    public MessageTooLargeException(String operation, String pipe, long size, int limit) {
        super(operation, pipe, NO_CODE, "a message of " + size + " bytes is over maxMessageSize, " + limit + " bytes");
        this.size = size;
        this.limit = limit;
    }

    /**
     * The size of the message.
     *
     * @return bytes
     */
    public long size() {
        return size;
    }

    /**
     * The largest message that this end takes.
     *
     * @return bytes
     */
    public int limit() {
        return limit;
    }
}
