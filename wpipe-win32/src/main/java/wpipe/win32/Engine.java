package wpipe.win32;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import wpipe.api.PipeException;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/** What all pipes of one binding share: the binding, the completion pump, idle operations, and the system's texts. */
final class Engine {
    private static final int TEXT_CHARS = 512;

    /** The pseudo handle that GetCurrentProcess gives. */
    private static final long THIS_PROCESS = -1;

    private final Kernel32 kernel32;
    private final Advapi32 advapi32;
    private final CompletionPump pump;
    private final OperationPool operations;
    private final ConcurrentMap<Integer, String> texts = new ConcurrentHashMap<>();

    Engine(String name, Bindings bindings) throws IOException {
        this.kernel32 = bindings.kernel32();
        this.advapi32 = bindings.advapi32();
        this.pump = new CompletionPump(name, kernel32);
        this.operations = new OperationPool(kernel32, pump);
    }

    Kernel32 kernel32() {
        return kernel32;
    }

    Advapi32 advapi32() {
        return advapi32;
    }

    CompletionPump pump() {
        return pump;
    }

    OperationPool operations() {
        return operations;
    }

    /** The exception for an error code that a function gave, with the system's own text for it. */
    PipeException failure(String function, String pipe, int code) {
        return PipeErrors.of(function, pipe, code, text(code));
    }

    /** The exception for a status, for which the system has no text, of a function of ntdll. */
    static PipeException ofStatus(String function, String pipe, int status, String text) {
        return new PipeException(function, pipe, status, text + " (status 0x" + Integer.toHexString(status) + ")");
    }

    /** What the system says that an error code means. */
    String text(int code) {
        return texts.computeIfAbsent(code, this::systemText);
    }

    /** Closes a handle because something else has failed; a failure of this goes along with that one. */
    void closeAfter(Throwable cause, long handle, String path) {
        int code = kernel32.CloseHandle(handle);
        if (code != WinError.ERROR_SUCCESS) {
            cause.addSuppressed(failure("CloseHandle", path, code));
        }
    }

    /** The same for what closes itself. */
    static void closeAfter(Throwable cause, Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    OptionalLong openHandles() {
        ByteBuffer count = memory(Integer.BYTES);
        int code = kernel32.GetProcessHandleCount(THIS_PROCESS, kernel32.address(count));
        // A process without handles is one whose system does not count them.
        return code == WinError.ERROR_SUCCESS && count.getInt(0) > 0
                ? OptionalLong.of(count.getInt(0))
                : OptionalLong.empty();
    }

    private String systemText(int code) {
        ByteBuffer buffer = memory(TEXT_CHARS * Character.BYTES);
        int chars = kernel32.FormatMessage(
                Win32.FORMAT_MESSAGE_FROM_SYSTEM | Win32.FORMAT_MESSAGE_IGNORE_INSERTS,
                code,
                kernel32.address(buffer),
                TEXT_CHARS);
        buffer.limit(chars * Character.BYTES);
        String text = StandardCharsets.UTF_16LE.decode(buffer).toString().strip();
        return text.isEmpty() ? "the system has no text for this error" : text;
    }

    /** Native memory in the byte order of the machine; lives as long as the buffer is reachable. */
    static ByteBuffer memory(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    /** A string as Win32 takes it. */
    static ByteBuffer wideString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        return memory(bytes.length + Character.BYTES).put(bytes).putChar('\0').flip();
    }
}
