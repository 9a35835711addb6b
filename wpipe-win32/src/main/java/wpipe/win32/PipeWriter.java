package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import wpipe.api.PipeException;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/**
 * Writes a message, or bytes of a stream: a write issues its operation and waits until the system has taken all of it. A
 * write that does not wait stays in the operation from {@link #begin} on until {@link #end} or {@link #cancel} has seen it
 * end, on whatever thread and after a close as well: so nobody else gets its memory earlier.
 *
 * <p>Of a message that the system did not take, nothing has gone out. Of bytes that it did not take, nobody can tell how
 * many have: so where a write of those was cancelled, it is not issued again.
 */
final class PipeWriter {
    private final PipeEnd end;
    private final Operation operation;
    private final Registration registration;
    private final boolean stream;
    private final Notice notice;

    /** Of what is written. */
    private int size;

    /** How much of it the system has taken. */
    private int written;

    /** Of a write that does not wait. */
    private Runnable news = () -> {};

    PipeWriter(PipeEnd end, Operation operation, Traffic traffic, Registration registration) {
        this.end = end;
        this.operation = operation;
        this.registration = registration;
        this.stream = traffic.stream();
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
            boolean inTime;
            do {
                issue(Threads.isVirtual());
                inTime = end.await(operation, deadline);
            } while (!isTaken(inTime));
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
            return written < size;
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
            if (isTaken(true)) {
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
            written = 0;
            // Also for an empty message: not every system takes one from nowhere.
            operation.ensureCapacity(Math.max(size, 1));
            operation.buffer().put(0, message, message.position(), size);
            copied = true;
        } finally {
            if (!copied) {
                operation.release();
            }
        }
    }

    /**
     * Of an operation that has ended: whether the system has taken everything. If not, the rest is to be issued.
     *
     * @param inTime whether it has ended by itself
     */
    private boolean isTaken(boolean inTime) throws IOException {
        int code = operation.result(end.handle().value());
        if (!inTime || !end.wasLost(code)) {
            finish(code);
        } else if (stream) {
            throw end.failure("WriteFile", code);
        }
        return written == size;
    }

    /** Of an operation that has ended: throws if the system has not taken the message, or no bytes of the stream. */
    private void finish(int code) throws IOException {
        if (code == WinError.ERROR_OPERATION_ABORTED) {
            throw end.cancelled("write");
        }
        if (code != WinError.ERROR_SUCCESS) {
            throw end.handle().isClosing()
                    ? PipeErrors.asynchronousClose("write", end.path())
                    : end.failure("WriteFile", code);
        }
        written += operation.transferred();
        if (stream ? operation.transferred() == 0 && size > 0 : written != size) {
            throw new PipeException(
                    "WriteFile",
                    end.path(),
                    PipeException.NO_CODE,
                    "the system took " + written + " of " + size + " bytes");
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
            if (packet) {
                registration.ensure();
            }
            operation.prepare(packet);
            int code = Operation.NOT_CALLED;
            try {
                code = end.kernel32()
                        .WriteFile(
                                end.handle().value(),
                                operation.bufferAddress() + written,
                                size - written,
                                operation.overlapped());
            } finally {
                operation.issued(code);
            }
        } finally {
            end.handle().exit();
        }
    }
}
