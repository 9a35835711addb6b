package wpipe.api;

import java.io.Serial;

/**
 * The peer has ended its stream and all that it sent was read, but it may still read: a half-close
 * ({@link Connection#shutdownOutput()} at its end).
 *
 * @since 0.1
 */
public final class EndOfStreamException extends PeerClosedException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param operation what was tried
     * @param pipe the path of the pipe, with its prefix
     */
    public EndOfStreamException(String operation, String pipe) {
        super(operation, pipe, NO_CODE, "the peer has ended its stream (half-close), and all it sent was read");
    }
}
