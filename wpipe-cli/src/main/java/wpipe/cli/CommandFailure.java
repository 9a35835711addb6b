package wpipe.cli;

import java.io.Serial;

/** A command cannot do what it was asked to; its message is the one line to show. */
final class CommandFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }
}
