package wpipe.api;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A call on a platform thread that does nothing else, before or after: for what a backend does to the thread itself, which may
 * be another user for a while. The caller waits for it, a virtual thread without holding its carrier. An interrupt of the caller
 * becomes one of the call, and one that the call leaves unanswered becomes one of the caller again: as if the caller had made
 * the call.
 */
final class OwnThread<R> {
    private final FutureTask<R> task;
    private final ReentrantLock lock = new ReentrantLock();

    /** The call has ended, and an interrupt does not reach it any more. Guarded by the lock. */
    private boolean ended;

    /** There is an interrupt that the call has not answered, or that came too late for it. Guarded by the lock. */
    private boolean interrupted;

    private OwnThread(Callable<R> body) {
        task = new FutureTask<>(() -> {
            try {
                return body.call();
            } finally {
                end();
            }
        });
    }

    /** What the call gives; what it throws is thrown in an ExecutionException. */
    static <R> R call(String name, Callable<R> body) throws ExecutionException {
        OwnThread<R> own = new OwnThread<>(body);
        Thread thread = new Thread(own.task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return own.await(thread);
        } finally {
            if (own.wasInterrupted()) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private R await(Thread thread) throws ExecutionException {
        while (true) {
            try {
                return task.get();
            } catch (InterruptedException e) {
                passOn(thread);
            }
        }
    }

    private void passOn(Thread thread) {
        lock.lock();
        try {
            if (ended) {
                interrupted = true;
            } else {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            interrupted = Thread.currentThread().isInterrupted();
        } finally {
            lock.unlock();
        }
    }

    private boolean wasInterrupted() {
        lock.lock();
        try {
            return interrupted;
        } finally {
            lock.unlock();
        }
    }
}
