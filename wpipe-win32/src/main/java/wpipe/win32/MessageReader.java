package wpipe.win32;

import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import wpipe.api.MessageTooLargeException;
import wpipe.api.PipeException;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/** Reads whole messages. */
final class MessageReader extends PipeReader {
    /** Up to this size a buffer that must grow takes any message from then on. */
    private static final int FULL_CAPACITY = 1 << 24;

    private final int maxMessageSize;

    /** Whether a read of 0 bytes waits for a message: to another machine it would go nowhere, and end at once. */
    private final boolean looksFirst;

    MessageReader(PipeEnd end, Operation operation, Registration registration, Traffic traffic) {
        super(end, operation, registration);
        this.maxMessageSize = traffic.maxMessageSize();
        this.looksFirst = !traffic.remote();
    }

    /**
     * Issues a read of the next message, whole. If the buffer may be too small for it, the read is one of 0 bytes, which
     * ends when there is a message and takes nothing of it: a message read in pieces could be cut, since a writer that
     * gives up takes back what has not been read yet, and the next message would pass for the rest.
     */
    @Override
    void issueNext(boolean packet) throws IOException {
        if (maxMessageSize <= FIRST_CAPACITY || !looksFirst) {
            operation().ensureCapacity(maxMessageSize);
        }
        boolean fits = operation().buffer().capacity() >= maxMessageSize;
        issue(fits ? maxMessageSize : 0, packet);
    }

    /** An empty message is a message. */
    @Override
    boolean isVoid(int code) {
        return false;
    }

    @Override
    boolean goesOn(int code) throws IOException {
        boolean found = code == WinError.ERROR_MORE_DATA && issuedSize() == 0;
        if (found) {
            issueWhole();
        }
        return found;
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
            operation().ensureCapacity(Math.max(size, Math.min(maxMessageSize, FULL_CAPACITY)));
        } else {
            operation().ensureCapacity(FIRST_CAPACITY);
        }
        issue(operation().buffer().capacity(), Threads.isVirtual());
    }

    /** The message is larger than a buffer that takes any within the limit: what is read next is its rest. */
    @Override
    ByteBuffer filled() throws IOException {
        throw overflow();
    }

    private PipeException overflow() {
        int got = operation().transferred();
        int left;
        try {
            left = bytesLeft();
        } catch (IOException e) {
            CutMessageException cut = new CutMessageException(end().path(), got);
            cut.initCause(e);
            return cut;
        }
        return tooLarge((long) got + left);
    }

    private PipeException tooLarge(long size) {
        // Within the limit only where a message over 64 KiB took the place of a smaller one that its writer has taken
        // back.
        return size > maxMessageSize
                ? new MessageTooLargeException("read", end().path(), size, maxMessageSize)
                : new CutMessageException(end().path(), operation().transferred());
    }

    /** The bytes of the message that would be read next, as far as they have not been read. */
    private int bytesLeft() throws IOException {
        int left = Peek.bytesLeft(end(), operation());
        if (left == Peek.ENDED) {
            throw end().handle().isClosing()
                    ? PipeErrors.asynchronousClose("read", end().path())
                    : end().failure("NtFsControlFile", WinError.ERROR_BROKEN_PIPE);
        }
        return left;
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
