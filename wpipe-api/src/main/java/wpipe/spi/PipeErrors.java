package wpipe.spi;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serial;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.PipeTimeoutException;

/**
 * Makes the exceptions of pipes: the one place that knows which failure becomes which.
 *
 * @since 0.1
 */
public final class PipeErrors {
    private PipeErrors() {}

    /**
     * The exception for an error code of Win32, with the library's own text for it.
     *
     * @param operation what failed
     * @param pipe the path of the pipe
     * @param code a code of {@link WinError}
     * @return the exception, of the subclass that fits
     */
    public static PipeException of(String operation, String pipe, int code) {
        return of(operation, pipe, code, WinError.text(code));
    }

    /**
     * The exception for an error code of Win32.
     *
     * @param operation what failed
     * @param pipe the path of the pipe
     * @param code the error code
     * @param text what the system says that the code means
     * @return the exception, of the subclass that fits
     */
    public static PipeException of(String operation, String pipe, int code, String text) {
        return switch (code) {
            case WinError.ERROR_FILE_NOT_FOUND, WinError.ERROR_BAD_NETPATH ->
                new PipeNotFoundException(operation, pipe, code, text);
            case WinError.ERROR_ACCESS_DENIED, WinError.ERROR_BAD_IMPERSONATION_LEVEL ->
                new PipeAccessDeniedException(operation, pipe, code, text);
            case WinError.ERROR_PIPE_BUSY -> new PipeBusyException(operation, pipe, code, text);
            case WinError.ERROR_BROKEN_PIPE, WinError.ERROR_NO_DATA, WinError.ERROR_PIPE_NOT_CONNECTED ->
                new PeerClosedException(operation, pipe, code, text);
            default -> new PipeException(operation, pipe, code, text);
        };
    }

    /**
     * The exception for a deadline that passed.
     *
     * @param operation the call that waited
     * @param pipe the path of the pipe
     * @return the exception
     */
    public static PipeTimeoutException timeout(String operation, String pipe) {
        return new PipeTimeoutException(operation, pipe, PipeException.NO_CODE, "the time to wait has run out");
    }

    /**
     * The exception for a deadline that passed while a stream was written: nobody can tell how much of it has gone out.
     *
     * @param operation the call that waited
     * @param pipe the path of the pipe
     * @return the exception
     */
    public static PipeTimeoutException timeoutOfStream(String operation, String pipe) {
        return new PipeTimeoutException(
                operation,
                pipe,
                PipeException.NO_CODE,
                "the time to wait has run out, and the peer may have a part of what was written, so this end was closed");
    }

    /**
     * The exception for a thread that was interrupted while it waited for something that stays open. The caller sees to
     * the thread's interrupt status, which stays set.
     *
     * @param operation the call that waited
     * @param pipe the path of the pipe
     * @return the exception
     */
    public static InterruptedIOException interrupted(String operation, String pipe) {
        return new InterruptedIOException(operation + " on " + pipe + ": the thread was interrupted");
    }

    /**
     * The exception for a call on what was closed before.
     *
     * @param operation the call
     * @param pipe the path of the pipe
     * @return the exception
     */
    public static ClosedChannelException closed(String operation, String pipe) {
        return new Closed(operation + " on " + pipe + ": this end is closed");
    }

    /**
     * The exception for a call on what has closed itself, since the one exchange of its mode is over.
     *
     * @param operation the call
     * @param pipe the path of the pipe
     * @return the exception
     */
    public static ClosedChannelException closedAfterExchange(String operation, String pipe) {
        return new Closed(operation + " on " + pipe + ": this end has closed itself after its one exchange");
    }

    /**
     * The exception for a write after the end of the stream.
     *
     * @param operation the call
     * @param pipe the path of the pipe
     * @return the exception
     */
    public static ClosedChannelException outputShutDown(String operation, String pipe) {
        return new Closed(operation + " on " + pipe + ": the output of this end was shut down");
    }

    /**
     * The exception for a call that blocked while another thread closed what it blocked on.
     *
     * @param operation the call
     * @param pipe the path of the pipe
     * @return the exception
     */
    public static AsynchronousCloseException asynchronousClose(String operation, String pipe) {
        return new ClosedMeanwhile(operation + " on " + pipe + ": this end was closed by another thread meanwhile");
    }

    /**
     * The exception for a call that closed what it blocked on because its thread was interrupted.
     *
     * @param operation the call
     * @param pipe the path of the pipe
     * @return the exception
     */
    public static ClosedByInterruptException closedByInterrupt(String operation, String pipe) {
        return new ClosedByInterrupt(operation + " on " + pipe + ": the thread was interrupted, which closed this end");
    }

    /**
     * Puts a failure of releasing something behind the one that is already on its way.
     *
     * @param first the earlier failure, or null
     * @param next the later one
     * @return the earlier one with the later one suppressed, or the later one where it is the first
     */
    public static IOException also(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    // The JDK's three have no constructor with a message, and a failure without the name of its pipe helps nobody. They
    // print as what they are caught as.

    private static final class Closed extends ClosedChannelException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String text;

        Closed(String text) {
            this.text = text;
        }

        @Override
        public String getMessage() {
            return text;
        }

        @Override
        public String toString() {
            return ClosedChannelException.class.getName() + ": " + text;
        }
    }

    private static final class ClosedMeanwhile extends AsynchronousCloseException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String text;

        ClosedMeanwhile(String text) {
            this.text = text;
        }

        @Override
        public String getMessage() {
            return text;
        }

        @Override
        public String toString() {
            return AsynchronousCloseException.class.getName() + ": " + text;
        }
    }

    private static final class ClosedByInterrupt extends ClosedByInterruptException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String text;

        ClosedByInterrupt(String text) {
            this.text = text;
        }

        @Override
        public String getMessage() {
            return text;
        }

        @Override
        public String toString() {
            return ClosedByInterruptException.class.getName() + ": " + text;
        }
    }
}
