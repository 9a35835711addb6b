package wpipe.api;

import java.io.Serial;

/**
 * There is no pipe of that name (Win32: ERROR_FILE_NOT_FOUND), or no machine of that name (ERROR_BAD_NETPATH). With {@link
 * ClientOptions#waitForServer()} the first comes only after the connect timeout.
 *
 * @since 0.1
 */
public final class PipeNotFoundException extends PipeException {
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
    public PipeNotFoundException(String operation, String pipe, int code, String text) {
        super(operation, pipe, code, text);
    }
}
