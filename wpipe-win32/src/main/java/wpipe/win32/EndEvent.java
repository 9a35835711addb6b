package wpipe.win32;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import wpipe.spi.WinError;

/**
 * The event that the system sets at the end of an operation, and the wait for that end. A hint like any other: it may come a
 * moment later than the status, when the next operation is under way already.
 */
final class EndEvent {
    private final Kernel32 kernel32;
    private final long handle;
    private final BooleanSupplier isDone;

    /** Threads that count on {@link #makeUp}. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Whoever makes up has it, and each of those threads for a moment before it leaves. */
    private final ReentrantLock making = new ReentrantLock();

    /** @param isDone whether the operation has ended */
    EndEvent(Kernel32 kernel32, long handle, BooleanSupplier isDone) {
        this.kernel32 = kernel32;
        this.handle = handle;
        this.isDone = isDone;
    }

    long handle() {
        return handle;
    }

    /** Waits until the operation has ended; false if the deadline came first. */
    boolean await(long deadline) {
        while (!isDone.getAsBoolean()) {
            int millis = Millis.until(deadline);
            if (millis == 0) {
                return false;
            }
            if (awaitSet(millis)) {
                clearIfStale();
            }
        }
        return true;
    }

    /** Waits until the event is set; false if the time, in milliseconds, was over first. */
    boolean awaitSet(int millis) {
        int code = kernel32.WaitForSingleObject(handle, millis);
        if (code == WinError.WAIT_TIMEOUT) {
            return false;
        }
        check("WaitForSingleObject", code);
        return true;
    }

    /** The same where the event may come before the status, and be cleared as it tells of nothing: {@link #makeUp} helps. */
    boolean awaitOrMakeUp(long deadline) {
        // Before the next look: whoever learns of the status after it sees that somebody waits.
        waiting.incrementAndGet();
        try {
            return await(deadline);
        } finally {
            // From here on nobody sets the event for the sake of this thread: it may be closed, or another operation's.
            making.lock();
            try {
                waiting.decrementAndGet();
            } finally {
                making.unlock();
            }
        }
    }

    /** Sets the event if the operation has ended and somebody waits for that. */
    void makeUp() {
        if (waiting.get() == 0 || !isDone.getAsBoolean()) {
            return;
        }
        making.lock();
        try {
            if (waiting.get() > 0) {
                set();
            }
        } finally {
            making.unlock();
        }
    }

    private void set() {
        check("SetEvent", kernel32.SetEvent(handle));
    }

    /** After a wait that the event has ended: whoever has issued the next operation finds the event set for the one before. */
    private void clearIfStale() {
        if (isDone.getAsBoolean()) {
            return;
        }
        check("ResetEvent", kernel32.ResetEvent(handle));
        if (isDone.getAsBoolean()) {
            // What was cleared may have been the end of this operation, which others may wait for as well.
            set();
        }
    }

    private static void check(String function, int code) {
        if (code != WinError.ERROR_SUCCESS) {
            throw new IllegalStateException(function + " on the event of an operation: error " + code);
        }
    }
}
