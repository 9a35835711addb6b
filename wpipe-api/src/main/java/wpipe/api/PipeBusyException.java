package wpipe.api;

import java.io.Serial;

/**
 * The pipe exists, and for the whole time that a client was willing to wait no instance of it was free (Win32:
 * ERROR_PIPE_BUSY).
 *
 * @since 0.1
 */
public final class PipeBusyException extends PipeException {
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
    public PipeBusyException(String operation, String pipe, int code, String text) {
        super(operation, pipe, code, text);
    }
}
