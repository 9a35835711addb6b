package wpipe.win32;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import wpipe.spi.WinError;

/**
 * What ties the handle of a channel to the completion port: made when packets are first needed, which of a client whose
 * threads wait by themselves is never. It takes two calls of the system, and clients come and go often.
 *
 * <p>An operation that needs no packet is reachable without it, from the thread that waits for its end.
 */
final class Registration {
    private final Engine engine;
    private final String path;
    private final long handle;
    private final CompletionPump.Target target;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean made;
    private int key;

    Registration(Engine engine, String path, long handle, CompletionPump.Target target) {
        this.engine = engine;
        this.path = path;
        this.handle = handle;
        this.target = target;
    }

    /** Makes it, if need be. The handle must not be closed meanwhile. */
    void ensure() throws IOException {
        if (made) {
            return;
        }
        lock.lock();
        try {
            if (!made) {
                make();
                made = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void make() throws IOException {
        int code = engine.kernel32()
                .SetFileCompletionNotificationModes(
                        handle, Win32.FILE_SKIP_COMPLETION_PORT_ON_SUCCESS | Win32.FILE_SKIP_SET_EVENT_ON_HANDLE);
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("SetFileCompletionNotificationModes", path, code);
        }
        key = engine.pump().register(handle, target);
    }

    /** Ends it, if it was made: once the handle has been closed. */
    void end() {
        if (made) {
            engine.pump().deregister(key);
        }
    }
}
