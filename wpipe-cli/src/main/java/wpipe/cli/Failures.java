package wpipe.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.ParameterException;

/** What a failure says to the person at the terminal. */
final class Failures {
    private Failures() {}

    /** The failure itself, out of what only carries it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof UncheckedIOException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The message of a failure that says what was wrong with its argument. */
    static String messageOf(IllegalArgumentException failure) {
        String message = failure.getMessage();
        return message != null ? message : failure.toString();
    }

    /** Its message, which is enough where it was made for people; else with the kind of failure. */
    static String text(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) {
            return failure.toString();
        }
        boolean forPeople = failure instanceof IOException
                || failure instanceof CommandFailure
                || failure instanceof ParameterException;
        return forPeople ? message : failure + " (a bug: --verbose shows where; please report it)";
    }
}
