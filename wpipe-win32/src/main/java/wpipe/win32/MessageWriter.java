package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import wpipe.api.PipeException;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/**
 * Writes whole messages: a write issues its operation and waits until the system has taken the message. A write that does not
 * wait stays in the operation from {@link #begin} on until {@link #end} or {@link #cancel} has seen it end, on whatever thread
 * and after a close as well: so nobody else gets its memory earlier.
 */
final class MessageWriter {
    private final PipeEnd end;
    private final Operation operation;
    private final Notice notice;

    /** Of the message that is written. */
    private int size;

    /** Of a write that does not wait. */
    private Runnable news = () -> {};

    MessageWriter(PipeEnd end, Operation operation) {
        this.end = end;
        this.operation = operation;
        this.notice = new Notice(end.engine().pump());
    }

    Operation operation() {
        return operation;
    }

    /** From whoever takes packets: gives notice if the operation has ended. */
    void wake() {
        operation.wake();
        if (operation.isDone()) {
            notice.give();
        }
    }

    /** The channel is closed, or nobody takes packets any more. */
    void wakeLast() {
        operation.wake();
        notice.give();
    }

    void write(ByteBuffer message, long deadline) throws IOException {
        enter(message);
        try {
            int code;
            boolean inTime;
            do {
                issue(Threads.isVirtual());
                inTime = end.await(operation, deadline);
                code = operation.result(end.handle().value());
            } while (inTime && end.wasLost(code));
            finish(code);
        } finally {
            operation.release();
        }
    }

    /** Begins a write; true if the system has taken the message. */
    boolean begin(ByteBuffer message, Runnable news) throws IOException {
        enter(message);
        this.news = news;
        boolean pending = false;
        try {
            issue(true);
            pending = isPending();
            return !pending;
        } finally {
            if (!pending) {
                operation.release();
            }
        }
    }

    /** After the news: true if the system has taken the message. */
    boolean end() throws IOException {
        boolean pending = false;
        try {
            pending = isPending();
            return !pending;
        } finally {
            if (!pending) {
                operation.release();
            }
        }
    }

    /** Ends a write that has begun; true if nothing of the message went out. */
    boolean cancel() throws IOException {
        try {
            notice.withdraw();
            end.cancel(operation);
            int code = operation.result(end.handle().value());
            if (end.wasLost(code)) {
                return true;
            }
            finish(code);
            return false;
        } finally {
            operation.release();
        }
    }

    /** Whether news will come; if not, the system has taken the message. */
    private boolean isPending() throws IOException {
        while (true) {
            if (!operation.isDone()) {
                notice.announce(news);
                if (!operation.isDone() && end.engine().pump().isAlive()) {
                    return true;
                }
                notice.withdraw();
                // Nothing is left to do, or nobody would tell of the end.
                end.cancel(operation);
            }
            int code = operation.result(end.handle().value());
            if (!end.wasLost(code)) {
                finish(code);
                return false;
            }
            issue(true);
        }
    }

    /** Enters the operation, with a copy of the message. */
    private void enter(ByteBuffer message) throws IOException {
        if (!operation.acquire()) {
            throw PipeErrors.closed("write", end.path());
        }
        boolean copied = false;
        try {
            size = message.remaining();
            operation.ensureCapacity(size);
            operation.buffer().put(0, message, message.position(), size);
            copied = true;
        } finally {
            if (!copied) {
                operation.release();
            }
        }
    }

    /** Of an operation that has ended: throws if the system has not taken the message. */
    private void finish(int code) throws IOException {
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
    }

    private void issue(boolean packet) throws IOException {
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
