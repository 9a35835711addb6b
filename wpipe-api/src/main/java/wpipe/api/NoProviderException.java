package wpipe.api;

import java.io.Serial;

/**
 * No backend can be used. The message lists each one that was found, why it was passed over, and what to do about it.
 *
 * @since 0.1
 */
public final class NoProviderException extends PipeException {
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
    public NoProviderException(String operation, String pipe, int code, String text) {
        super(operation, pipe, code, text);
    }
}
