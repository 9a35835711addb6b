package wpipe.loopback;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;

/**
 * Where at most one thread, or one callback, waits for something that others bring about. They bring it about first and
 * call {@link #wake} then; whoever waits announces itself first and looks then. All four steps are volatile, so that one
 * of the two sees the other.
 */
final class WaitPoint {
    /** A thread, or a Runnable. */
    private final AtomicReference<@Nullable Object> waiting = new AtomicReference<>();

    /**
     * Waits until it has come, the deadline, or an interrupt of this thread, whose status is kept.
     *
     * @return false if the deadline or the interrupt came first
     */
    boolean await(BooleanSupplier come, long deadline) {
        Thread self = Thread.currentThread();
        while (true) {
            waiting.set(self);
            if (come.getAsBoolean()) {
                break;
            }
            long left = Deadline.NEVER;
            if (deadline == Deadline.NEVER) {
                LockSupport.park(this);
            } else if ((left = Deadline.remaining(deadline)) > 0) {
                LockSupport.parkNanos(this, left);
            }
            if (come.getAsBoolean()) {
                break;
            }
            // Unless somebody has woken this thread just now and counts on its looking once more.
            if ((left <= 0 || self.isInterrupted()) && waiting.compareAndSet(self, null)) {
                return false;
            }
        }
        waiting.setRelease(null);
        return true;
    }

    /** Lets a callback wait, which is run once, unless it is withdrawn: whoever announces it looks after that. */
    void announce(Runnable callback) {
        waiting.set(callback);
    }

    /** Whoever has announced a callback has seen by itself what it waits for. False if it was run already. */
    boolean withdraw(Runnable callback) {
        return waiting.compareAndSet(callback, null);
    }

    boolean isWaiting() {
        return waiting.get() != null;
    }

    /**
     * Wakes the thread or runs the callback that waits.
     *
     * @return whether a thread did; it looks once more before it gives up, whatever its deadline
     */
    boolean wake() {
        Object waiter = waiting.get();
        if (waiter == null || !waiting.compareAndSet(waiter, null)) {
            return false;
        }
        if (waiter instanceof Thread thread) {
            LockSupport.unpark(thread);
            return true;
        }
        ((Runnable) waiter).run();
        return false;
    }
}
