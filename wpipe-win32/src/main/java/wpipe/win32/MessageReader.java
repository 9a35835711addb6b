package wpipe.win32;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import wpipe.api.MessageTooLargeException;
import wpipe.api.PipeException;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/**
 * Reads whole messages, on demand: a read issues its operation and waits for it. {@link #poll} may leave one read pending,
 * which the next read takes over; that is all that is ever read ahead.
 */
final class MessageReader {
    /** The largest buffer that a connection has before a message has needed a larger one. */
    private static final int FIRST_CAPACITY = 65536;

    /** Up to this size a buffer that must grow takes any message from then on. */
    private static final int FULL_CAPACITY = 1 << 24;

    private final PipeEnd end;
    private final Operation operation;
    private final int maxMessageSize;

    /** A read was issued and its result was not taken yet. */
    private boolean issued;

    /** The room that it offered. */
    private int issuedSize;

    private @Nullable ByteBuffer view;

    /** Poll found nothing, and the listener is to be told when that changes. */
    private final AtomicBoolean armed = new AtomicBoolean();

    /** The same for a callback. */
    private final Notice notice;

    MessageReader(PipeEnd end, Operation operation, int maxMessageSize) {
        this.end = end;
        this.operation = operation;
        this.maxMessageSize = maxMessageSize;
        this.notice = new Notice(end.engine().pump());
    }

    Operation operation() {
        return operation;
    }

    ByteBuffer read(long deadline) throws IOException {
        if (!operation.acquire()) {
            throw PipeErrors.closed("read", end.path());
        }
        notice.withdraw();
        try {
            while (true) {
                if (!issued) {
                    issueFirst(Threads.isVirtual());
                }
                boolean inTime = end.await(operation, deadline);
                int code = operation.result(end.handle().value());
                issued = false;
                if (code == WinError.ERROR_MORE_DATA && issuedSize == 0) {
                    issueWhole();
                } else if (!inTime || !end.wasLost(code)) {
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
    Readiness poll(@Nullable Runnable news) throws IOException {
        if (!operation.acquire()) {
            return Readiness.ENDED;
        }
        try {
            while (true) {
                if (!issued) {
                    issueFirst(true);
                }
                // Armed before the look: it may end after the look, and then the pump must know that it is to tell.
                arm(news);
                if (!operation.isDone()) {
                    checkTold();
                    return Readiness.NOTHING;
                }
                disarm();
                if (!end.wasLost(operation.result(end.handle().value()))) {
                    return readiness();
                }
                issued = false;
            }
        } catch (ClosedChannelException e) {
            return Readiness.ENDED;
        } finally {
            operation.release();
        }
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

    /** Whether poll wanted the listener to know and there is news now; true once. */
    boolean takeNews() {
        return operation.isDone() && armed.compareAndSet(true, false);
    }

    private Readiness readiness() throws IOException {
        int code = operation.result(end.handle().value());
        if (code == WinError.ERROR_SUCCESS || code == WinError.ERROR_MORE_DATA) {
            return Readiness.MESSAGE;
        }
        if (PipeEnd.meansPeerGone(code) || end.handle().isClosing()) {
            return Readiness.ENDED;
        }
        issued = false;
        throw end.failure("ReadFile", code);
    }

    /**
     * Issues a read of the next message, whole. If the buffer may be too small for it, the read is one of 0 bytes, which
     * ends when there is a message and takes nothing of it: a message read in pieces could be cut, since a writer that
     * gives up takes back what has not been read yet, and the next message would pass for the rest.
     */
    private void issueFirst(boolean packet) throws IOException {
        if (maxMessageSize <= FIRST_CAPACITY) {
            operation.ensureCapacity(maxMessageSize);
        }
        boolean fits = operation.buffer().capacity() >= maxMessageSize;
        issue(fits ? operation.buffer().capacity() : 0, packet);
    }

    /**
     * Issues the read of the message that a read of 0 bytes has found, unless its writer has taken it back meanwhile. If
     * he does so from here on, the read waits for the next message.
     */
    private void issueWhole() throws IOException {
        int size = bytesLeft();
        if (size == 0) {
            return;
        }
        if (size > maxMessageSize) {
            throw tooLarge(size);
        }
        if (size > FIRST_CAPACITY) {
            operation.ensureCapacity(Math.max(size, Math.min(maxMessageSize, FULL_CAPACITY)));
        } else {
            operation.ensureCapacity(FIRST_CAPACITY);
        }
        issue(operation.buffer().capacity(), Threads.isVirtual());
    }

    private void issue(int size, boolean packet) throws IOException {
        if (packet) {
            end.engine().pump().start();
        }
        if (!end.handle().enter()) {
            throw PipeErrors.closed("read", end.path());
        }
        try {
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
            case WinError.ERROR_MORE_DATA -> throw overflow();
            case WinError.ERROR_OPERATION_ABORTED -> throw end.cancelled("read");
            // The end that the system reports, unless it is our own close that it reports.
            default ->
                throw end.handle().isClosing()
                        ? PipeErrors.asynchronousClose("read", end.path())
                        : end.failure("ReadFile", code);
        };
    }

    /** The message is larger than a buffer that takes any within the limit: what is read next is its rest. */
    private PipeException overflow() {
        int got = operation.transferred();
        int left;
        try {
            left = bytesLeft();
        } catch (IOException e) {
            CutMessageException cut = new CutMessageException(end.path(), got);
            cut.initCause(e);
            return cut;
        }
        return tooLarge((long) got + left);
    }

    private PipeException tooLarge(long size) {
        // Within the limit only where a message over 64 KiB took the place of a smaller one that its writer has taken
        // back.
        return size > maxMessageSize
                ? new MessageTooLargeException("read", end.path(), size, maxMessageSize)
                : new CutMessageException(end.path(), operation.transferred());
    }

    /** The bytes of the message that would be read next, as far as they have not been read. */
    private int bytesLeft() throws IOException {
        if (!end.handle().enter()) {
            throw PipeErrors.asynchronousClose("read", end.path());
        }
        try {
            long scratch = operation.scratchAddress();
            int code = end.kernel32().PeekNamedPipe(end.handle().value(), scratch, scratch + Integer.BYTES);
            if (code != WinError.ERROR_SUCCESS) {
                throw end.failure("PeekNamedPipe", code);
            }
            return operation.scratch(Integer.BYTES);
        } finally {
            end.handle().exit();
        }
    }

    /** The message in the buffer, as an object that is made once for each buffer. */
    private ByteBuffer view(int size) {
        ByteBuffer result = view;
        ByteBuffer buffer = operation.buffer();
        if (result == null || result.capacity() != buffer.capacity()) {
            result = buffer.duplicate();
            view = result;
        }
        return result.limit(size).position(0);
    }

    /** A message of which only the first part could be read: the connection cannot go on, since its rest may be missing. */
    static final class CutMessageException extends PipeException {
        @Serial
        private static final long serialVersionUID = 1L;

        CutMessageException(String path, int got) {
            super(
                    "read",
                    path,
                    NO_CODE,
                    "a message took the place of another while it was read; got " + got + " bytes");
        }
    }
}
