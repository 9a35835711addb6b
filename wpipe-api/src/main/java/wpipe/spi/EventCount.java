package wpipe.spi;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts happenings, and lets threads wait for the next one without losing any: take the {@link #ticket()}, look whether
 * there is something to do, and if not, {@link #await} returns as soon as anything has happened since the ticket. What a
 * {@link PipeListener} needs for its three methods of that kind. Safe from any thread; counting costs next to nothing
 * while nobody waits.
 *
 * @since 0.1
 */
public final class EventCount {
    private final AtomicLong count = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition happened = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Makes a count of nothing yet. */
    public EventCount() {}

    /**
     * A ticket for {@link #await}.
     *
     * @return a number that changes with every {@link #advance}
     */
    public long ticket() {
        return count.get();
    }

    /** Something happened: every thread that waits with an earlier ticket returns. */
    public void advance() {
        count.incrementAndGet();
        // A waiter announces itself before it looks at the count for the last time: one of the two sees the other.
        if (waiting.get() > 0) {
            lock.lock();
            try {
                happened.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Waits until something has happened since the ticket was taken, or the deadline. An interrupt ends the wait as well,
     * as if something had happened; the thread's interrupt status stays set.
     *
     * @param ticket from {@link #ticket()}
     * @param deadline a {@link Deadline}
     * @return false if the deadline came first
     */
    public boolean await(long ticket, long deadline) {
        if (count.get() != ticket) {
            return true;
        }
        lock.lock();
        try {
            waiting.incrementAndGet();
            while (count.get() == ticket) {
                if (deadline == Deadline.NEVER) {
                    happened.await();
                } else {
                    long remaining = Deadline.remaining(deadline);
                    if (remaining <= 0) {
                        return false;
                    }
                    happened.await(remaining, TimeUnit.NANOSECONDS);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }
}
