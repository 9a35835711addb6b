package wpipe.win32;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import wpipe.spi.WinError;

/** The wait of an instance for its client: the operation that reads later is that of ConnectNamedPipe until then. */
final class ClientWait {
    private final PipeEnd end;
    private final Operation operation;
    private final AtomicBoolean waiting = new AtomicBoolean();

    ClientWait(PipeEnd end, Operation operation) {
        this.end = end;
        this.operation = operation;
    }

    /**
     * Begins to wait.
     *
     * @return true if it waits; the listener is told when the client has come. False if it has come already
     */
    boolean start() throws IOException {
        operation.prepare(true);
        // After that: a late packet of whoever had this memory before finds it pending, and not the client.
        waiting.set(true);
        int code = Operation.NOT_CALLED;
        try {
            code = end.kernel32().ConnectNamedPipe(end.handle().value(), operation.overlapped());
        } finally {
            operation.issued(code);
        }
        if (code == WinError.ERROR_IO_PENDING) {
            return true;
        }
        waiting.set(false);
        check(code);
        return false;
    }

    /** From whoever takes packets: whether the wait has ended; true once. */
    boolean takeEnd() {
        return operation.isDone() && waiting.compareAndSet(true, false);
    }

    /**
     * After the listener was told: takes the client that has come.
     *
     * @return false if it has not come and this waits for it again: the system cancels what a thread has issued when that
     *     thread ends
     */
    boolean accepted() throws IOException {
        int code = operation.result(end.handle().value());
        if (end.handle().isClosing()) {
            return false;
        }
        if (end.wasLost(code)) {
            return !start();
        }
        check(code);
        return true;
    }

    private void check(int code) throws IOException {
        switch (code) {
            case WinError.ERROR_SUCCESS,
                    // It came between CreateNamedPipe and ConnectNamedPipe.
                    WinError.ERROR_PIPE_CONNECTED,
                    // It came and went in between: what it wrote can still be read.
                    WinError.ERROR_NO_DATA -> {}
            default -> throw end.failure("ConnectNamedPipe", code);
        }
    }
}
