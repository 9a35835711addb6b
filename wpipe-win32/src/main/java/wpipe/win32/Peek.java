package wpipe.win32;

import java.io.IOException;

/**
 * What there is to read, asked as PeekNamedPipe asks it, but for the wait: where the system answers STATUS_PENDING, that
 * function waits until the handle itself is set, which it never is (FILE_SKIP_SET_EVENT_ON_HANDLE), and which reads and writes
 * of other threads would clear.
 */
final class Peek {
    /** What is told where the peer is gone and nothing is left to read. */
    static final int ENDED = -1;

    // Of ntifs.h, which windows.h does not go along with: the code, and offsets in a FILE_PIPE_PEEK_BUFFER.
    static final int FSCTL_PIPE_PEEK = 0x0011_400C;
    static final int MESSAGE_LENGTH = 12;
    private static final int DATA = 16;

    private static final int STATUS_BLOCK = DATA;

    /** The room behind an OVERLAPPED that this takes, and that is enough for others. */
    static final int SCRATCH_SIZE = STATUS_BLOCK + Layout.IO_STATUS_BLOCK.SIZE;

    private Peek() {}

    /**
     * Looks, with the event and the scratch of an operation that has ended. A local pipe answers at once.
     *
     * @return the bytes of the next message that were not read yet, of a stream those that were written together; 0 also where
     *     there is none; {@link #ENDED} also where this end is closed
     */
    static int bytesLeft(PipeEnd end, Operation operation) throws IOException {
        if (!end.handle().enter()) {
            return ENDED;
        }
        int status;
        try {
            status = ask(end, operation);
        } finally {
            end.handle().exit();
        }
        return switch (status) {
            // It does not fit into no room.
            case Win32.STATUS_SUCCESS, Win32.STATUS_BUFFER_OVERFLOW -> operation.scratch(MESSAGE_LENGTH);
            case Win32.STATUS_PIPE_BROKEN, Win32.STATUS_PIPE_CLOSING, Win32.STATUS_PIPE_DISCONNECTED -> ENDED;
            default ->
                throw Engine.ofStatus(
                        "NtFsControlFile", end.path(), status, "the system does not say what there is to read");
        };
    }

    private static int ask(PipeEnd end, Operation operation) {
        long answer = operation.scratchAddress();
        int status = end.engine()
                .advapi32()
                .NtFsControlFile(
                        end.handle().value(),
                        operation.event().handle(),
                        answer + STATUS_BLOCK,
                        FSCTL_PIPE_PEEK,
                        answer,
                        DATA);
        if (status != Win32.STATUS_PENDING) {
            return status;
        }
        // Nothing else sets the event meanwhile, and the system writes the status before.
        operation.event().awaitSet(Kernel32.INFINITE);
        return operation.scratch(STATUS_BLOCK + Layout.IO_STATUS_BLOCK.Status);
    }
}
