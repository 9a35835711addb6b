package wpipe.api;

import java.io.Serial;

/**
 * A call came out of turn: a read or a write that the {@link Mode} of the connection does not allow now, or ever. A
 * programmer's error, so unchecked; it changes nothing.
 *
 * @since 0.1
 */
public final class TurnException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param operation the call that came out of turn
     * @param pipe the path of the pipe, with its prefix
     * @param text the rule that it broke
     */
    public TurnException(String operation, String pipe, String text) {
        super(operation + " on " + pipe + ": " + text);
    }
}
