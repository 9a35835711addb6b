package wpipe.win32;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A call on another thread, with what came of it. */
final class Background<T> {
    /** What kind of thread. */
    enum Kind {
        PLATFORM,
        VIRTUAL
    }

    /** Far beyond what anything here takes; a guard against hanging. */
    private static final long GUARD_SECONDS = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private T result;
    private Throwable failure;
    private boolean interrupted;

    private Background(Kind kind, Callable<T> task) {
        Runnable run = () -> {
            try {
                result = task.call();
            } catch (Throwable e) {
                failure = e;
            } finally {
                interrupted = Thread.currentThread().isInterrupted();
                ended.countDown();
            }
        };
        thread = kind == Kind.VIRTUAL ? startVirtual(run) : new Thread(run, "background");
        if (kind == Kind.PLATFORM) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    static <T> Background<T> start(Kind kind, Callable<T> task) {
        return new Background<>(kind, task);
    }

    static <T> Background<T> platform(Callable<T> task) {
        return start(Kind.PLATFORM, task);
    }

    static <T> Background<T> virtual(Callable<T> task) {
        return start(Kind.VIRTUAL, task);
    }

    /** Tests are compiled for the Java that the module is for, which does not know virtual threads. */
    private static Thread startVirtual(Runnable run) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, run);
        } catch (NoSuchMethodException e) {
            return Assumptions.abort("this Java has no virtual threads");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Thread.startVirtualThread", e);
        }
    }

    Thread thread() {
        return thread;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** What the call returned; what it threw is thrown. */
    T get() throws Exception {
        join();
        if (failure instanceof Exception e) {
            throw e;
        }
        if (failure != null) {
            throw new AssertionError(failure);
        }
        return result;
    }

    /** What the call threw. */
    <E extends Throwable> E failure(Class<E> expected) throws InterruptedException {
        join();
        return Assertions.assertThrows(expected, this::get);
    }

    /** Whether the thread's interrupt status was set at the end of the call. */
    boolean endedInterrupted() throws InterruptedException {
        join();
        return interrupted;
    }

    private void join() throws InterruptedException {
        if (!ended.await(GUARD_SECONDS, TimeUnit.SECONDS)) {
            AssertionError hangs = new AssertionError("the call hangs");
            hangs.setStackTrace(thread.getStackTrace());
            throw hangs;
        }
    }

    /** Waits until the thread waits for something, and is not held by an interrupt that it has yet to see. */
    void awaitBlocked() {
        until(this::isBlocked);
    }

    boolean isBlocked() {
        Thread.State state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) && !thread.isInterrupted();
    }

    /** Waits for something that only another thread's progress brings about. */
    @SuppressWarnings("ThreadPriorityCheck") // there is nothing that tells of a thread's state
    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GUARD_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("what was waited for did not happen");
            }
            Thread.yield();
        }
    }
}
