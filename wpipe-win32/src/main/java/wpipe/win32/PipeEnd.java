package wpipe.win32;

import java.io.IOException;
import wpipe.spi.Deadline;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/** One end of an instance, as its reader and its writer see it: where it is, its handle, and how it fails. */
record PipeEnd(Engine engine, String path, PipeHandle handle) {
    Kernel32 kernel32() {
        return engine.kernel32();
    }

    /**
     * Waits for an operation that was issued. It has ended when this returns or throws: at the deadline, or if the pump
     * that was to tell of its end has died, it is cancelled.
     *
     * @return whether it ended before the deadline
     */
    boolean await(Operation operation, long deadline) throws IOException {
        boolean ended = false;
        try {
            ended = operation.await(deadline);
            return ended;
        } finally {
            if (!ended) {
                cancel(operation);
            }
        }
    }

    /** Cancels an operation, and returns when it has ended, in whatever way. */
    void cancel(Operation operation) {
        if (operation.isDone()) {
            return;
        }
        if (handle.cancel(operation)) {
            operation.awaitEvent(Deadline.NEVER);
        } else {
            // Whoever closes the handle cancels, and may need this thread's carrier for it.
            operation.awaitClosed();
        }
    }

    /**
     * Whether an operation was cancelled by nobody who waits for it: the system cancels what a thread has issued when that
     * thread ends, and a drain can only be cancelled along with all else. Nothing came of it, so it is issued again.
     */
    boolean wasLost(int code) {
        return code == WinError.ERROR_OPERATION_ABORTED && !handle.isClosing();
    }

    /** Why an operation of a method was cancelled: this end was closed, or its time ran out. */
    IOException cancelled(String method) {
        return handle.isClosing() ? PipeErrors.asynchronousClose(method, path) : PipeErrors.timeout(method, path);
    }

    IOException failure(String function, int code) {
        return engine.failure(function, path, code);
    }

    static boolean meansPeerGone(int code) {
        return code == WinError.ERROR_BROKEN_PIPE
                || code == WinError.ERROR_NO_DATA
                || code == WinError.ERROR_PIPE_NOT_CONNECTED;
    }
}
