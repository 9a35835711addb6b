package wpipe.api;

import java.io.Serial;

/**
 * The system refuses access to the pipe: this user may not open it, or not in this direction (Win32:
 * ERROR_ACCESS_DENIED); or a server its client's identity, which he has not lent (ERROR_BAD_IMPERSONATION_LEVEL).
 *
 * @since 0.1
 */
public final class PipeAccessDeniedException extends PipeException {
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
    public PipeAccessDeniedException(String operation, String pipe, int code, String text) {
        super(operation, pipe, code, text);
    }
}
