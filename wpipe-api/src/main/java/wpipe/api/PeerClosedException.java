package wpipe.api;

import java.io.Serial;

/**
 * The other end of the connection is gone and all that it sent has been read, or can no longer be written to (Win32:
 * ERROR_BROKEN_PIPE, ERROR_PIPE_NOT_CONNECTED, ERROR_NO_DATA).
 *
 * @since 0.1
 */
public class PeerClosedException extends PipeException {
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
    public PeerClosedException(String operation, String pipe, int code, String text) {
        super(operation, pipe, code, text);
    }
}
