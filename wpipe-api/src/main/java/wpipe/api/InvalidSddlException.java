package wpipe.api;

import java.io.Serial;

/**
 * The system does not understand the security descriptor that {@link Access#sddl} was given; no pipe was made.
 *
 * @since 0.1
 */
public final class InvalidSddlException extends PipeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Where the part begins that is refused, or -1. */
    private final int index;

    /**
     * Makes the exception; the first four arguments are those of {@link PipeException}.
     *
     * @param operation what was tried
     * @param pipe the path of the pipe, with its prefix
     * @param code the error code of the operating system, or {@link PipeException#NO_CODE}
     * @param text what happened, for a person
     * @param index see {@link #index()}
     */
    public InvalidSddlException(String operation, String pipe, int code, String text, int index) {
        super(operation, pipe, code, text);
        this.index = index;
    }

    /**
     * Where the first part begins that the system does not understand even by itself: an entry of a list, an owner, a group. The
     * system says no position; each part was tried.
     *
     * @return an index of the descriptor's text; -1 if it understands each part but not the whole
     */
    public int index() {
        return index;
    }
}
