package wpipe.win32;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import wpipe.spi.EventCount;

/**
 * Who takes packets from the completion port: the pump's thread, or a thread that waits for what packets tell.
 *
 * <p>A server's loop that waits, answers and waits again would pay for a change of threads on every round if the pump took
 * over whenever it answers. So the pump waits for {@link #LEASE_NANOS} after such a thread has left, unless somebody depends on
 * packets at once: a parked virtual thread, or another waiting thread.
 */
final class Leadership {
    /** How long packets may lie while the thread that took them is busy and nobody depends on them. */
    private static final long LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition pumpsTurn = lock.newCondition();
    private final Condition vacant = lock.newCondition();

    private volatile @Nullable Thread leader;
    private volatile @Nullable Thread pump;

    /** What the leader waits for; null if it is the pump, which waits for everything. */
    private volatile @Nullable EventCount awaited;

    private int dependents;
    private int candidates;
    private long leaderships;
    private long lastLeft;
    private boolean pumpSleeps;

    void pumpStarts() {
        pump = Thread.currentThread();
    }

    /** Whether another thread than this one takes packets in order to wait for that. */
    boolean isLedFor(EventCount events) {
        return awaited == events && leader != Thread.currentThread();
    }

    /**
     * Makes the current thread the leader, in place of the pump if need be.
     *
     * @param wakePump makes the pump return from taking packets
     * @return false if another waiting thread leads
     */
    boolean tryLead(EventCount events, Runnable wakePump) {
        lock.lock();
        try {
            if (leader != null && leader != pump) {
                return false;
            }
            if (leader != null) {
                candidates++;
                try {
                    wakePump.run();
                    while (leader == pump) {
                        vacant.awaitUninterruptibly();
                    }
                } finally {
                    candidates--;
                }
                if (leader != null) {
                    return false;
                }
            }
            leader = Thread.currentThread();
            leaderships++;
            // From here on who counts an event wakes this thread; it looks at the count after this.
            awaited = events;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            leader = null;
            awaited = null;
            lastLeft = System.nanoTime();
            if (candidates > 0) {
                vacant.signalAll();
            } else if (pumpSleeps || dependents > 0) {
                pumpsTurn.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void beginDependence() {
        lock.lock();
        try {
            dependents++;
            if (leader == null) {
                pumpsTurn.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void endDependence() {
        lock.lock();
        try {
            dependents--;
        } finally {
            lock.unlock();
        }
    }

    /** On the pump, each time before it takes packets: waits while others do. Nobody has a reason to interrupt the pump. */
    void awaitPumpsTurn() {
        lock.lock();
        try {
            if (leader == pump) {
                leader = null;
                vacant.signalAll();
            }
            long seen = -1;
            while (leader != null || candidates > 0 || leaseRuns()) {
                boolean settled = leader != null && leaderships == seen;
                seen = leaderships;
                if (settled) {
                    // The same leader for a whole lease: it waits for something that does not come soon, and wakes the
                    // pump when it leaves. Looking again and again is for those who come and go.
                    pumpSleeps = true;
                    pumpsTurn.awaitUninterruptibly();
                    pumpSleeps = false;
                } else {
                    awaitLease();
                }
            }
            leader = pump;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
    private void awaitLease() {
        try {
            pumpsTurn.awaitNanos(LEASE_NANOS);
        } catch (InterruptedException e) {
            // Looks again at once, and with the status cleared waits the next time.
        }
    }

    /** The pump takes no more packets, ever. */
    void pumpDied() {
        lock.lock();
        try {
            if (leader == pump) {
                leader = null;
            }
            vacant.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean leaseRuns() {
        return dependents == 0 && leaderships > 0 && System.nanoTime() - lastLeft < LEASE_NANOS;
    }
}
