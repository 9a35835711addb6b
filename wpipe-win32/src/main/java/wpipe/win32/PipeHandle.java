package wpipe.win32;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.WinError;

/**
 * The handle of one end of a pipe, which is closed once and never used after that: a call of the system with it is
 * bracketed by {@link #enter} and {@link #exit}, and lasts microseconds, since no such call blocks. Closing lets nobody in
 * any more, waits for those inside, cancels what they have issued, waits for its end, and closes.
 */
final class PipeHandle {
    private static final int CLOSING = 1 << 31;

    private final Kernel32 kernel32;
    private final long handle;

    /** How many threads are in a call with the handle; the highest bit says that it is closing. */
    private final AtomicInteger users = new AtomicInteger();

    /** Waits for those inside. */
    private volatile @Nullable Thread closer;

    PipeHandle(Kernel32 kernel32, long handle) {
        this.kernel32 = kernel32;
        this.handle = handle;
    }

    /** The number, for calls between enter and exit. */
    long value() {
        return handle;
    }

    /** Begins a call with the handle; false if it is closing, and then the call must not be made. */
    boolean enter() {
        int n;
        do {
            n = users.get();
            if (n < 0) {
                return false;
            }
        } while (!users.compareAndSet(n, n + 1));
        return true;
    }

    void exit() {
        if (users.decrementAndGet() == CLOSING) {
            LockSupport.unpark(closer);
        }
    }

    boolean isClosing() {
        return users.get() < 0;
    }

    /** Lets nobody in any more; false if somebody else has done that before. Returns when nobody is inside. */
    boolean beginClose() {
        int n;
        do {
            n = users.get();
            if (n < 0) {
                return false;
            }
        } while (!users.compareAndSet(n, n | CLOSING));
        // Published before the next look: the last one inside, who leaves after it, sees whom to wake. It takes
        // microseconds, but
        // whoever is inside may need this thread's processor or carrier for them: so no spinning.
        closer = Thread.currentThread();
        boolean interrupted = false;
        while (users.get() != CLOSING) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        closer = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** Cancels all that was issued and waits until it has ended: after beginClose. */
    void cancelAll(Operation... operations) {
        for (Operation operation : operations) {
            if (!operation.isDone()) {
                // It may end by itself meanwhile (ERROR_NOT_FOUND): all that counts is that it ends.
                kernel32.CancelIoEx(handle, operation.overlapped());
            }
        }
        for (Operation operation : operations) {
            operation.awaitEvent(Deadline.NEVER);
        }
    }

    /** Closes the handle: last of all. */
    int close() {
        return kernel32.CloseHandle(handle);
    }

    /**
     * Cancels one operation: the thread that waits for it does so.
     *
     * @return false if the handle is closing, which cancels all that was issued
     */
    boolean cancel(Operation operation) {
        return cancel(operation.overlapped());
    }

    /** Cancels everything that was issued with this handle, without closing it; false as in the other form. */
    boolean cancelEverything() {
        return cancel(0);
    }

    private boolean cancel(long overlapped) {
        if (!enter()) {
            return false;
        }
        try {
            requestCancel(overlapped);
            return true;
        } finally {
            exit();
        }
    }

    /** Cancels everything that was issued with this handle: for whoever closes it, after beginClose. */
    void cancelEverythingForClose() {
        requestCancel(0);
    }

    private void requestCancel(long overlapped) {
        int code = kernel32.CancelIoEx(handle, overlapped);
        if (code != WinError.ERROR_SUCCESS && code != WinError.ERROR_NOT_FOUND) {
            throw new IllegalStateException("CancelIoEx: error " + code);
        }
    }
}
