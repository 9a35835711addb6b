package wpipe.loopback;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;

/**
 * Where at most one thread waits for something that others bring about. They bring it about first and call
 * {@link #wake} then; the waiting thread announces itself first and looks then. All four steps are volatile, so that
 * one of the two sees the other.
 */
final class WaitPoint {
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

    /**
     * Waits until it has come, or the deadline. An interrupt does not end the wait, and the status is kept.
     *
     * @return false if the deadline came first
     */
    boolean await(BooleanSupplier come, long deadline) {
        Thread self = Thread.currentThread();
        boolean interrupted = false;
        try {
            while (true) {
                waiting.set(self);
                if (come.getAsBoolean()) {
                    break;
                }
                if (deadline == Deadline.NEVER) {
                    LockSupport.park(this);
                } else {
                    long left = Deadline.remaining(deadline);
                    if (left > 0) {
                        LockSupport.parkNanos(this, left);
                    } else if (waiting.compareAndSet(self, null)) {
                        return false;
                    }
                    // Else somebody has woken this thread just now and counts on its looking once more.
                }
                if (come.getAsBoolean()) {
                    break;
                }
                // With the status set, every park would return at once and this would spin.
                interrupted |= Thread.interrupted();
            }
            waiting.setRelease(null);
            return true;
        } finally {
            if (interrupted) {
                self.interrupt();
            }
        }
    }

    boolean isWaiting() {
        return waiting.get() != null;
    }

    /**
     * Wakes the thread that waits.
     *
     * @return whether one did; it looks once more before it gives up, whatever its deadline
     */
    boolean wake() {
        Thread thread = waiting.get();
        if (thread == null || !waiting.compareAndSet(thread, null)) {
            return false;
        }
        LockSupport.unpark(thread);
        return true;
    }
}
