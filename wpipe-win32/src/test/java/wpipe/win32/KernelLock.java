package wpipe.win32;

import java.io.Serial;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock inside a fake kernel. A call of the system holds the carrier of a virtual thread, so a virtual thread that wants
 * this lock must not let go of its carrier either: it spins.
 */
final class KernelLock extends ReentrantLock {
    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public void lock() {
        if (!Threads.isVirtual()) {
            super.lock();
            return;
        }
        while (!tryLock()) {
            Thread.onSpinWait();
        }
    }

    /** Lets others have the lock for a moment, which is held. */
    void spin() {
        unlock();
        Thread.onSpinWait();
        lock();
    }
}
