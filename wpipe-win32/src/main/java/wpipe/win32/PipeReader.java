package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/**
 * Reads on demand: a read issues its operation and waits for it. {@link #poll} may leave one read pending, which the next
 * read takes over; that is all that is ever read ahead. What a read asks for and what its end means is the subclasses'.
 */
abstract sealed class PipeReader permits MessageReader, ByteReader {
    /** The largest buffer that a connection has before a message has needed a larger one. */
    static final int FIRST_CAPACITY = 65536;

    private final PipeEnd end;
    private final Operation operation;
    private final Registration registration;

    /** A read was issued and its result was not taken yet. */
    private boolean issued;

    /** The room that it offered. */
    private int issuedSize;

    private @Nullable ByteBuffer view;

    /** Poll found nothing, and the listener is to be told when that changes. */
    private final AtomicBoolean armed = new AtomicBoolean();

    /** The same for a callback. */
    private final Notice notice;

    PipeReader(PipeEnd end, Operation operation, Registration registration) {
        this.end = end;
        this.operation = operation;
        this.registration = registration;
        this.notice = new Notice(end.engine().pump());
    }

    static PipeReader of(PipeEnd end, Operation operation, Traffic traffic, Registration registration) {
        return traffic.stream()
                ? new ByteReader(end, operation, registration, traffic)
                : new MessageReader(end, operation, registration, traffic);
    }

    /** Issues the next read, by {@link #issue}. */
    abstract void issueNext(boolean packet) throws IOException;

    /** Whether a read ended without anything that may be told of, and another one must take its place. */
    abstract boolean isVoid(int code);

    /** Whether there is more to do before what has ended can be taken: if another read takes its place, it was issued. */
    abstract boolean goesOn(int code) throws IOException;

    /** What a read that ended with ERROR_MORE_DATA has brought: it takes up all the room that there was. */
    abstract ByteBuffer filled() throws IOException;

    final PipeEnd end() {
        return end;
    }

    final Operation operation() {
        return operation;
    }

    final int issuedSize() {
        return issuedSize;
    }

    final ByteBuffer read(long deadline) throws IOException {
        if (!operation.acquire()) {
            throw PipeErrors.closed("read", end.path());
        }
        notice.withdraw();
        try {
            while (true) {
                if (!issued) {
                    issueNext(Threads.isVirtual());
                }
                boolean inTime = end.await(operation, deadline);
                int code = operation.result(end.handle().value());
                issued = false;
                if (!goesOn(code) && !(inTime && end.wasLost(code))) {
                    return finish(code);
                }
            }
        } finally {
            operation.release();
        }
    }

    /**
     * What a read would meet now.
     *
     * @param news told, in place of the listener, if that is nothing and then changes; null for the listener
     */
    final Readiness poll(@Nullable Runnable news) throws IOException {
        if (!operation.acquire()) {
            return Readiness.ENDED;
        }
        try {
            while (true) {
                if (!issued) {
                    issueNext(true);
                }
                // Armed before the look: it may end after the look, and then the pump must know that it is to tell.
                arm(news);
                if (!operation.isDone()) {
                    checkTold();
                    return Readiness.NOTHING;
                }
                disarm();
                int code = operation.result(end.handle().value());
                if (!isVoid(code) && !end.wasLost(code)) {
                    return readiness(code);
                }
                issued = false;
            }
        } catch (ClosedChannelException e) {
            return Readiness.ENDED;
        } finally {
            operation.release();
        }
    }

    /** Whether a read would meet the end. Leaves no read pending, unless there is one. */
    final boolean hasEnded() throws IOException {
        if (!operation.acquire()) {
            return true;
        }
        try {
            if (!issued) {
                return Peek.bytesLeft(end, operation) == Peek.ENDED;
            }
        } finally {
            operation.release();
        }
        return poll(null) == Readiness.ENDED;
    }

    private void arm(@Nullable Runnable news) {
        if (news != null) {
            notice.announce(news);
        } else {
            notice.withdraw();
            armed.set(true);
        }
    }

    private void disarm() {
        armed.set(false);
        notice.withdraw();
    }

    /** A callback has no other way to learn that nobody will tell it of anything. */
    private void checkTold() throws IOException {
        try {
            end.engine().pump().checkAlive();
        } catch (IOException e) {
            if (notice.withdraw()) {
                throw e;
            }
        }
    }

    /** From whoever takes packets: gives notice if the operation has ended. */
    final void wake() {
        operation.wake();
        if (operation.isDone()) {
            notice.give();
        }
    }

    /** The channel is closed, or nobody takes packets any more. */
    final void wakeLast() {
        operation.wake();
        notice.give();
    }

    /** Whether poll wanted the listener to know and there is news now; true once. */
    final boolean takeNews() {
        return operation.isDone() && armed.compareAndSet(true, false);
    }

    private Readiness readiness(int code) throws IOException {
        if (code == WinError.ERROR_SUCCESS || code == WinError.ERROR_MORE_DATA) {
            return Readiness.MESSAGE;
        }
        if (PipeEnd.meansPeerGone(code) || end.handle().isClosing()) {
            return Readiness.ENDED;
        }
        issued = false;
        throw end.failure("ReadFile", code);
    }

    final void issue(int size, boolean packet) throws IOException {
        if (packet) {
            end.engine().pump().start();
        }
        if (!end.handle().enter()) {
            throw PipeErrors.closed("read", end.path());
        }
        try {
            if (packet) {
                registration.ensure();
            }
            operation.prepare(packet);
            issued = true;
            issuedSize = size;
            int code = Operation.NOT_CALLED;
            try {
                code = end.kernel32()
                        .ReadFile(end.handle().value(), operation.bufferAddress(), size, operation.overlapped());
            } finally {
                operation.issued(code);
            }
        } finally {
            end.handle().exit();
        }
    }

    private ByteBuffer finish(int code) throws IOException {
        return switch (code) {
            case WinError.ERROR_SUCCESS -> view(operation.transferred());
            case WinError.ERROR_MORE_DATA -> filled();
            case WinError.ERROR_OPERATION_ABORTED -> throw end.cancelled("read");
            // The end that the system reports, unless it is our own close that it reports.
            default ->
                throw end.handle().isClosing()
                        ? PipeErrors.asynchronousClose("read", end.path())
                        : end.failure("ReadFile", code);
        };
    }

    /** What is in the buffer, as an object that is made once for each buffer. */
    final ByteBuffer view(int size) {
        ByteBuffer result = view;
        ByteBuffer buffer = operation.buffer();
        if (result == null || result.capacity() != buffer.capacity()) {
            result = buffer.duplicate();
            view = result;
        }
        return result.limit(size).position(0);
    }
}
