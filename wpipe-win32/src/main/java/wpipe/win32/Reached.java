package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import wpipe.api.ServerOwner;
import wpipe.api.UntrustedServerException;
import wpipe.spi.ConnectRequest;
import wpipe.spi.WinError;

/** The pipe that a client has just opened: whether it is one that it wanted, which is asked before anything is sent. */
final class Reached {
    // Of ntifs.h, which windows.h does not go along with.
    static final int FILE_PIPE_MESSAGE_TYPE = 1;
    private static final int FILE_PIPE_OUTBOUND = 1;

    private static final int STATUS = Layout.FILE_PIPE_LOCAL_INFORMATION.SIZE;
    private static final int MODE = STATUS + Layout.IO_STATUS_BLOCK.SIZE;
    static final int SCRATCH_SIZE = MODE + Integer.BYTES;

    private final Engine engine;
    private final ConnectRequest request;
    private final String path;
    private final long handle;

    /** For what is asked of it: the answer, the status, and the mode to set. */
    private final BufferPool.Buffer scratch;

    /** @param scratch room for {@link #SCRATCH_SIZE} bytes, the caller's again afterwards */
    Reached(Engine engine, ConnectRequest request, long handle, BufferPool.Buffer scratch) {
        this.engine = engine;
        this.request = request;
        this.path = request.address().path();
        this.handle = handle;
        this.scratch = scratch;
    }

    /**
     * Makes it ready for messages, if it is one of those.
     *
     * @return whether it is of type message, and not of type byte
     */
    boolean prepare() throws IOException {
        checkOwner();
        ByteBuffer pipe = localInformation();
        checkDirection(pipe.getInt(Layout.FILE_PIPE_LOCAL_INFORMATION.NamedPipeConfiguration));
        boolean messageType =
                (pipe.getInt(Layout.FILE_PIPE_LOCAL_INFORMATION.NamedPipeType) & FILE_PIPE_MESSAGE_TYPE) != 0;
        request.checkType(messageType);
        if (messageType && request.direction().reads()) {
            readMessages();
        }
        return messageType;
    }

    private void checkOwner() throws IOException {
        ServerOwner wanted = request.security().serverOwner();
        if (wanted.isAnyone()) {
            return;
        }
        Sid owner = Sid.ofOwner(engine, path, handle);
        String sid = owner == null ? "" : owner.text();
        if (!wanted.accepts(sid, wanted.equals(ServerOwner.currentUser()) ? currentUser() : List.of())) {
            throw new UntrustedServerException(
                    "connect",
                    path,
                    "the pipe belongs to " + (owner == null ? "nobody" : sid) + ", and not to " + wanted,
                    sid);
        }
    }

    /** Whose process this is, and the owner of what it makes: for an elevated one, the administrators. */
    private List<String> currentUser() throws IOException {
        try (Token process = Token.ofThisProcess(engine, path)) {
            return List.of(process.sid(Win32.TokenUser), process.sid(Win32.TokenOwner));
        }
    }

    /** What GetNamedPipeInfo makes its answer of, and which way the pipe goes as well, by one call. */
    private ByteBuffer localInformation() throws IOException {
        long address = scratch.address();
        int status = engine.advapi32()
                .NtQueryInformationFile(
                        handle,
                        address + STATUS,
                        address,
                        Layout.FILE_PIPE_LOCAL_INFORMATION.SIZE,
                        Win32.FilePipeLocalInformation);
        if (status != Win32.STATUS_SUCCESS) {
            throw Engine.ofStatus(
                    "NtQueryInformationFile", path, status, "the system does not say of what type the pipe is");
        }
        return scratch.memory();
    }

    /**
     * Windows has refused a writer that the pipe has no room for, but not every system looks at FILE_WRITE_DATA (Wine looks
     * at GENERIC_WRITE alone).
     */
    private void checkDirection(int configuration) throws IOException {
        if (request.rights().writes() && configuration == FILE_PIPE_OUTBOUND) {
            throw engine.failure("CreateFile", path, WinError.ERROR_ACCESS_DENIED);
        }
    }

    private void readMessages() throws IOException {
        scratch.memory().putInt(MODE, Win32.PIPE_READMODE_MESSAGE | Win32.PIPE_WAIT);
        int code = engine.kernel32().SetNamedPipeHandleState(handle, scratch.address() + MODE);
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("SetNamedPipeHandleState", path, code);
        }
    }
}
