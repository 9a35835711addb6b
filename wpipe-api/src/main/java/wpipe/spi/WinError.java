package wpipe.spi;

import java.util.Map;

/**
 * The error codes of Win32 that pipes give, by the names they have in winerror.h. A backend without Windows under it
 * uses them for the same happenings, so that a program meets the same codes everywhere.
 *
 * @since 0.1
 */
public final class WinError {
    /** All went well. */
    public static final int ERROR_SUCCESS = 0;
    /** No such pipe. */
    public static final int ERROR_FILE_NOT_FOUND = 2;
    /** The user, or the direction, is not allowed; or the first instance of a name exists already. */
    public static final int ERROR_ACCESS_DENIED = 5;
    /** The handle is not open. */
    public static final int ERROR_INVALID_HANDLE = 6;
    /** There is nothing more in the folder. */
    public static final int ERROR_NO_MORE_FILES = 18;
    /** No such machine. */
    public static final int ERROR_BAD_NETPATH = 53;
    /** An argument was not understood. */
    public static final int ERROR_INVALID_PARAMETER = 87;
    /** The peer has closed its end and all that it sent was read. */
    public static final int ERROR_BROKEN_PIPE = 109;
    /** A wait ran out of time. */
    public static final int ERROR_SEM_TIMEOUT = 121;
    /** All instances of the pipe have a client. */
    public static final int ERROR_PIPE_BUSY = 231;
    /** The peer is closing its end. */
    public static final int ERROR_NO_DATA = 232;
    /** Nobody is at the other end. */
    public static final int ERROR_PIPE_NOT_CONNECTED = 233;
    /** The message is larger than the buffer; the rest can still be read. */
    public static final int ERROR_MORE_DATA = 234;
    /** A wait ran out of time. */
    public static final int WAIT_TIMEOUT = 258;
    /** A client is at the other end already. */
    public static final int ERROR_PIPE_CONNECTED = 535;
    /** The pipe waits for a client. */
    public static final int ERROR_PIPE_LISTENING = 536;
    /** The operation was cancelled. */
    public static final int ERROR_OPERATION_ABORTED = 995;
    /** The operation has not ended yet. */
    public static final int ERROR_IO_INCOMPLETE = 996;
    /** The operation goes on by itself. */
    public static final int ERROR_IO_PENDING = 997;
    /** The client did not lend its identity as far as it would take. */
    public static final int ERROR_BAD_IMPERSONATION_LEVEL = 1346;
    /** There is nothing to cancel. */
    public static final int ERROR_NOT_FOUND = 1168;

    private static final Map<Integer, String> TEXTS = Map.of(
            ERROR_FILE_NOT_FOUND, "There is no pipe of that name.",
            ERROR_ACCESS_DENIED, "Access is denied.",
            ERROR_BAD_NETPATH, "There is no machine of that name.",
            ERROR_BROKEN_PIPE, "The pipe has been ended.",
            ERROR_SEM_TIMEOUT, "The time to wait has run out.",
            ERROR_PIPE_BUSY, "All pipe instances are busy.",
            ERROR_NO_DATA, "The pipe is being closed.",
            ERROR_BAD_IMPERSONATION_LEVEL, "The client has not lent its identity as far as that.",
            ERROR_PIPE_NOT_CONNECTED, "No process is on the other end of the pipe.");

    private WinError() {}

    /**
     * What a code means, for systems that have no text of their own for it.
     *
     * @param code the error code
     * @return a sentence, or "error" and the number where none is known here
     */
    public static String text(int code) {
        String text = TEXTS.get(code);
        return text != null ? text : "error " + code;
    }
}
