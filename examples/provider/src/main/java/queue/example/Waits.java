package queue.example;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import wpipe.spi.Deadline;

/** The one lock of all pipes, and the one condition: that anything has changed. Right first, fast some other time. */
final class Waits {
    static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition CHANGED = LOCK.newCondition();

    private Waits() {}

    static void changed() {
        CHANGED.signalAll();
    }

    /** Waits until it has come, or the deadline: false. An interrupt does not end it: the library closes the channel. */
    static boolean await(BooleanSupplier come, long deadline) {
        boolean interrupted = false;
        try {
            while (!come.getAsBoolean()) {
                try {
                    if (!awaitChange(deadline)) {
                        return false;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until anything has changed; false if the deadline has passed. */
    static boolean awaitChange(long deadline) throws InterruptedException {
        if (deadline == Deadline.NEVER) {
            CHANGED.await();
            return true;
        }
        long left = Deadline.remaining(deadline);
        if (left > 0) {
            CHANGED.await(left, TimeUnit.NANOSECONDS);
        }
        return left > 0;
    }
}
