package wpipe.win32;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import wpipe.api.PipeInfo;
import wpipe.spi.PipeAddress;
import wpipe.spi.WinError;

/**
 * The folder of the file system of pipes, in which each pipe is a file: its size is how many instances there are, and the
 * size that is allocated for it is how many there may be.
 */
final class PipeFolder {
    private static final String PATH = PipeAddress.LOCAL_PREFIX;
    private static final int BUFFER_SIZE = 1 << 16;
    private static final int UNLIMITED = -1;

    private final Engine engine;
    private final long handle;
    private final ByteBuffer buffer;
    private final List<PipeInfo> pipes = new ArrayList<>();

    private PipeFolder(Engine engine, ByteBuffer buffer) throws IOException {
        this.engine = engine;
        this.buffer = buffer;
        // Last: what throws leaves no handle.
        this.handle = open(engine);
    }

    static List<PipeInfo> list(Engine engine) throws IOException {
        PipeFolder folder = new PipeFolder(engine, Engine.memory(BUFFER_SIZE));
        try {
            folder.read();
        } catch (IOException | RuntimeException | Error e) {
            engine.closeAfter(e, folder.handle, PATH);
            throw e;
        }
        int code = engine.kernel32().CloseHandle(folder.handle);
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("CloseHandle", PATH, code);
        }
        return folder.pipes;
    }

    private static long open(Engine engine) throws IOException {
        ByteBuffer path = Engine.wideString(PATH);
        long handle;
        try {
            handle = engine.kernel32()
                    .CreateFile(
                            engine.kernel32().address(path),
                            Win32.GENERIC_READ,
                            Win32.FILE_SHARE_READ | Win32.FILE_SHARE_WRITE | Win32.FILE_SHARE_DELETE,
                            0,
                            Win32.OPEN_EXISTING,
                            Win32.FILE_FLAG_BACKUP_SEMANTICS,
                            0);
        } finally {
            Reference.reachabilityFence(path);
        }
        if (handle <= 0) {
            throw engine.failure("CreateFile", PATH, (int) -handle);
        }
        return handle;
    }

    private void read() throws IOException {
        int code = fill(Win32.FileFullDirectoryRestartInfo);
        if (code == WinError.ERROR_FILE_NOT_FOUND) {
            return; // there is no pipe at all
        }
        while (code == WinError.ERROR_SUCCESS) {
            addAll();
            code = fill(Win32.FileFullDirectoryInfo);
        }
        if (code != WinError.ERROR_NO_MORE_FILES) {
            throw engine.failure("GetFileInformationByHandleEx", PATH, code);
        }
    }

    private int fill(int infoClass) {
        try {
            return engine.kernel32()
                    .GetFileInformationByHandleEx(
                            handle, infoClass, engine.kernel32().address(buffer), BUFFER_SIZE);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    private void addAll() {
        int entry = 0;
        int next;
        do {
            add(entry);
            next = buffer.getInt(entry + Layout.FILE_FULL_DIR_INFO.NextEntryOffset);
            entry += next;
        } while (next != 0);
    }

    private void add(int entry) {
        int length = buffer.getInt(entry + Layout.FILE_FULL_DIR_INFO.FileNameLength);
        ByteBuffer name = buffer.slice(entry + Layout.FILE_FULL_DIR_INFO.FileName, length);
        // 64 bits each, of which the file system sets the lower half.
        int instances = buffer.getInt(entry + Layout.FILE_FULL_DIR_INFO.EndOfFile);
        int most = buffer.getInt(entry + Layout.FILE_FULL_DIR_INFO.AllocationSize);
        pipes.add(new PipeInfo(
                StandardCharsets.UTF_16LE.decode(name).toString(),
                instances,
                most == UNLIMITED ? OptionalInt.empty() : OptionalInt.of(most)));
    }
}
