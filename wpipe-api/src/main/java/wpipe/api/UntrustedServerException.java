package wpipe.api;

import java.io.Serial;

/**
 * A pipe exists by the name that a client wants to connect to, but it belongs to somebody else than the client insists on:
 * {@link ClientOptions#withServerOwner}. Nothing was sent to it.
 *
 * @since 0.1
 */
public final class UntrustedServerException extends PipeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The security identifier of the owner. */
    private final String owner;

    /**
     * Makes the exception.
     *
     * @param operation what was tried
     * @param pipe the path of the pipe, with its prefix
     * @param text what happened, for a person
     * @param owner see {@link #owner()}
     */
    public UntrustedServerException(String operation, String pipe, String text, String owner) {
        super(operation, pipe, NO_CODE, text);
        this.owner = owner;
    }

    /**
     * Whose pipe it is.
     *
     * @return the security identifier of the owner of the pipe; empty if it has none
     */
    public String owner() {
        return owner;
    }
}
