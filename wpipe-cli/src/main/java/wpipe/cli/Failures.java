package wpipe.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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

    /** What went wrong with a file: the message of most kinds is the name of the file, and nothing else. */
    static String reason(FileSystemException failure) {
        if (failure.getReason() != null) {
            return failure.getReason();
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        return failure instanceof AccessDeniedException
                ? "access denied"
                : failure.getClass().getSimpleName();
    }

    /** Its message, which is enough where it was made for people; else with the kind of failure. */
    static String text(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) {
            return failure.toString();
        }
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile() + ": " + reason(file);
        }
        boolean forPeople = failure instanceof IOException
                || failure instanceof CommandFailure
                || failure instanceof ParameterException;
        return forPeople ? message : failure + " (a bug: --verbose shows where; please report it)";
    }
}
