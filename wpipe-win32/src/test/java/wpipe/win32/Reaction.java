package wpipe.win32;

import java.nio.charset.StandardCharsets;
import wpipe.spi.WinError;

/** What a function does when it is called, and which code it gives; runs on the calling thread and may block it. */
interface Reaction {
    int react(Call call);

    /** For ConnectNamedPipe, ReadFile and WriteFile. */
    interface Overlapped {
        int react(OverlappedCall call);
    }

    /** The function fails at once, and OVERLAPPED and buffer are as they were. */
    static Overlapped fails(int code) {
        return call -> code;
    }

    /** The operation is pending until the test ends it. */
    static Overlapped pends() {
        return call -> call.pend();
    }

    /** ReadFile gives a whole message at once. */
    static Overlapped gives(String message) {
        return call -> call.now(Win32.STATUS_SUCCESS, bytes(message), WinError.ERROR_SUCCESS, false);
    }

    /** ReadFile gives as much of a message as there is room for, at once. */
    static Overlapped givesFirst(String message, boolean packet) {
        return call -> call.now(Win32.STATUS_BUFFER_OVERFLOW, bytes(message), WinError.ERROR_MORE_DATA, packet);
    }

    /** WriteFile takes that many bytes at once. */
    static Overlapped takes(int bytes) {
        return call -> call.now(Win32.STATUS_SUCCESS, bytes, WinError.ERROR_SUCCESS, false);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
