package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import wpipe.api.PipeException;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/** Writes whole messages: a write issues its operation and waits until the system has taken the message. */
final class MessageWriter {
    private final PipeEnd end;
    private final Operation operation;

    MessageWriter(PipeEnd end, Operation operation) {
        this.end = end;
        this.operation = operation;
    }

    Operation operation() {
        return operation;
    }

    void write(ByteBuffer message, long deadline) throws IOException {
        if (!operation.acquire()) {
            throw PipeErrors.closed("write", end.path());
        }
        try {
            int size = message.remaining();
            operation.ensureCapacity(size);
            operation.buffer().put(0, message, message.position(), size);
            int code;
            boolean inTime;
            do {
                issue(size);
                inTime = end.await(operation, deadline);
                code = operation.result(end.handle().value());
            } while (inTime && end.wasLost(code));
            if (code == WinError.ERROR_OPERATION_ABORTED) {
                throw end.cancelled("write");
            }
            if (code != WinError.ERROR_SUCCESS) {
                throw end.handle().isClosing()
                        ? PipeErrors.asynchronousClose("write", end.path())
                        : end.failure("WriteFile", code);
            }
            if (operation.transferred() != size) {
                throw new PipeException(
                        "WriteFile",
                        end.path(),
                        PipeException.NO_CODE,
                        "the system took " + operation.transferred() + " of " + size + " bytes of a message");
            }
        } finally {
            operation.release();
        }
    }

    private void issue(int size) throws IOException {
        boolean packet = Threads.isVirtual();
        if (packet) {
            end.engine().pump().start();
        }
        if (!end.handle().enter()) {
            throw PipeErrors.closed("write", end.path());
        }
        try {
            operation.prepare(packet);
            int code = Operation.NOT_CALLED;
            try {
                code = end.kernel32()
                        .WriteFile(end.handle().value(), operation.bufferAddress(), size, operation.overlapped());
            } finally {
                operation.issued(code);
            }
        } finally {
            end.handle().exit();
        }
    }
}
