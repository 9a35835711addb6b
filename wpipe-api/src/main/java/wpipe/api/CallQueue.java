package wpipe.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import wpipe.spi.Deadline;

/**
 * A lock that calls get in the order of coming: those that a thread waits for, and those that are called back when they have
 * it. It belongs to a call and to no thread, so any thread may release it. Who only looks at what the lock guards, for
 * microseconds, says so: others wait for such a one, but do not take it for a call.
 */
final class CallQueue {
    private static final int FREE = 0;
    private static final int LOOKED_AT = 1;
    private static final int HELD = 2;

    /** Held or looked at, and calls wait. */
    private static final int WANTED = 3;

    /** A look that another thread has begun takes microseconds, if that thread runs. */
    private static final int YIELDS = 100;

    private static final long LOOK_NANOS = 100_000;

    /** A call that waits. */
    private static final class Waiter {
        /** A thread, or a callback. */
        final Runnable call;

        volatile boolean granted;

        Waiter(Runnable call) {
            this.call = call;
        }

        void grant() {
            if (call instanceof Thread thread) {
                granted = true;
                LockSupport.unpark(thread);
            } else {
                call.run();
            }
        }
    }

    private final AtomicInteger state = new AtomicInteger(FREE);
    private final ReentrantLock guard = new ReentrantLock();

    /** Those who wait. Guarded; made small, since on most connections nobody ever does. */
    private final Deque<Waiter> waiting = new ArrayDeque<>(0);

    /** Acquires for a call, if nobody has it. */
    boolean tryAcquire() {
        return state.compareAndSet(FREE, HELD);
    }

    /**
     * Acquires for a call that this thread waits for. An interrupt does not end the wait, and is kept.
     *
     * @return false if the deadline came first
     */
    boolean acquire(long deadline) {
        if (tryAcquire()) {
            return true;
        }
        for (int tries = 0; Deadline.isOver(deadline); tries++) {
            if (state.get() >= HELD) {
                return false;
            }
            // A look is nothing to wait for.
            awaitLook(tries);
            if (tryAcquire()) {
                return true;
            }
        }
        Waiter waiter = new Waiter(Thread.currentThread());
        return enter(waiter) || await(waiter, deadline);
    }

    /**
     * Acquires for a call that nobody waits for.
     *
     * @param callback run when the call has the lock, unless it has it at once, by whoever had it before: must not block
     * @return true if it has it at once
     */
    boolean acquire(Runnable callback) {
        return tryAcquire() || enter(new Waiter(callback));
    }

    /** A call that is to be called back wants the lock no more; false if it has it or has been called. */
    boolean withdraw(Runnable callback) {
        return remove(callback);
    }

    /**
     * Acquires for a look.
     *
     * @return false if a call has it, or waits for it
     */
    boolean tryLook() {
        for (int tries = 0; !state.compareAndSet(FREE, LOOKED_AT); tries++) {
            if (state.get() >= HELD) {
                return false;
            }
            awaitLook(tries);
        }
        return true;
    }

    /** Leaves processor and carrier to the thread that looks, which may need them for it. */
    @SuppressWarnings("ThreadPriorityCheck") // only to be quicker, as a rule: that thread may have them already
    private static void awaitLook(int tries) {
        if (tries < YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Ends a call or a look: the call that has waited longest has the lock now. */
    void release() {
        int now = state.get();
        if (now == WANTED || !state.compareAndSet(now, FREE)) {
            grantNext();
        }
    }

    /** Waits in the queue; true if that is not necessary, since the lock has become free. */
    private boolean enter(Waiter waiter) {
        guard.lock();
        try {
            while (true) {
                int now = state.get();
                if (now == FREE) {
                    if (tryAcquire()) {
                        return true;
                    }
                } else if (now == WANTED || state.compareAndSet(now, WANTED)) {
                    waiting.add(waiter);
                    return false;
                }
            }
        } finally {
            guard.unlock();
        }
    }

    private void grantNext() {
        Waiter next;
        guard.lock();
        try {
            next = waiting.poll();
            state.set(next == null ? FREE : waiting.isEmpty() ? HELD : WANTED);
        } finally {
            guard.unlock();
        }
        if (next != null) {
            next.grant();
        }
    }

    private boolean await(Waiter waiter, long deadline) {
        boolean interrupted = false;
        try {
            while (!waiter.granted) {
                if (deadline == Deadline.NEVER) {
                    LockSupport.park(this);
                } else {
                    long left = Deadline.remaining(deadline);
                    if (left > 0) {
                        LockSupport.parkNanos(this, left);
                    } else if (remove(waiter.call)) {
                        return false;
                    } else if (!waiter.granted) {
                        // It is being granted at this moment. Looked at again, since the guard may have eaten the
                        // wake-up.
                        LockSupport.park(this);
                    }
                }
                interrupted |= Thread.interrupted();
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean remove(Runnable call) {
        guard.lock();
        try {
            boolean removed = waiting.removeIf(waiter -> waiter.call.equals(call));
            if (removed && waiting.isEmpty()) {
                // Nobody but who has the guard ends this state.
                state.set(HELD);
            }
            return removed;
        } finally {
            guard.unlock();
        }
    }
}
