package wpipe.win32;

import wpipe.spi.Deadline;
import wpipe.spi.WinError;

/**
 * Whether the client of an instance that only writes has gone. No read can be issued that would tell, but ConnectNamedPipe
 * tells a connected instance (ERROR_PIPE_CONNECTED) from one whose client is gone (ERROR_NO_DATA).
 */
final class ClientProbe {
    private ClientProbe() {}

    /** Asks, with an operation that such an instance has no other use for. Does not block. */
    static boolean isGone(PipeEnd end, Operation operation) {
        if (!operation.acquire()) {
            return end.handle().isClosing(); // else another thread asks at the moment
        }
        try {
            if (!end.handle().enter()) {
                return true;
            }
            int code = Operation.NOT_CALLED;
            operation.prepare(false);
            try {
                code = end.kernel32().ConnectNamedPipe(end.handle().value(), operation.overlapped());
            } finally {
                operation.issued(code);
                end.handle().exit();
            }
            if (code == WinError.ERROR_IO_PENDING) {
                end.handle().cancel(operation);
                operation.awaitEvent(Deadline.NEVER);
            }
            return code != WinError.ERROR_PIPE_CONNECTED && code != WinError.ERROR_SUCCESS;
        } finally {
            operation.release();
        }
    }
}
