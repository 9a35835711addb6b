package wpipe.api;

import java.io.IOException;
import java.io.Serial;

/**
 * A pipe could not do what it was asked to. Says which operation, on which pipe, with which error code of the operating
 * system and which text.
 *
 * <p>The subclasses are the cases that a program tells apart; everything else that the system reports is a
 * {@code PipeException} itself.
 *
 * @since 0.1
 */
public class PipeException extends IOException {
    /** The {@link #code()} of a failure that the operating system has no part in. */
    public static final int NO_CODE = 0;

    @Serial
    private static final long serialVersionUID = 1L;

    /** What was tried. */
    private final String operation;

    /** The path of the pipe. */
    private final String pipe;

    /** The error code, or {@link #NO_CODE}. */
    private final int code;

    /**
     * Makes an exception whose message is made of its parts.
     *
     * @param operation what was tried: a method's name, or the Win32 function's where one failed
     * @param pipe the path of the pipe, with its prefix
     * @param code the error code of the operating system (GetLastError), or {@link #NO_CODE}
     * @param text what happened, for a person
     */
    public PipeException(String operation, String pipe, int code, String text) {
        super(operation + " on " + pipe + ": " + text + (code == NO_CODE ? "" : " (error " + code + ")"));
        this.operation = operation;
        this.pipe = pipe;
        this.code = code;
    }

    /**
     * What was tried.
     *
     * @return the name of a method of this library or of a Win32 function
     */
    public final String operation() {
        return operation;
    }

    /**
     * The pipe that it was tried on.
     *
     * @return the path with its prefix, such as {@code \\.\pipe\name}
     */
    public final String pipe() {
        return pipe;
    }

    /**
     * The error code of the operating system, as GetLastError gives it.
     *
     * @return the code, or {@link #NO_CODE} if the system has no part in the failure; a backend without an operating
     *     system under it uses the code that Windows would give
     */
    public final int code() {
        return code;
    }
}
