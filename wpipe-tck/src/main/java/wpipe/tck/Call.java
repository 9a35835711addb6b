package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import wpipe.api.PeerClosedException;

/**
 * A call on a thread of its own. Nobody outside can know that a thread has got as far as blocking in a system's call,
 * so what is tested with this must be right whether it has or not; {@link #settle} makes both happen over several
 * rounds.
 */
final class Call<T> {
    private static final int SPINS_A_ROUND = 1000;

    /** The system property that puts all calls in the background on virtual threads. */
    private static final boolean ALL_VIRTUAL = Boolean.getBoolean("wpipe.tck.virtual-threads");

    private final String what;
    private final FutureTask<T> task;
    private final Thread thread;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean interruptStatus;
    private volatile boolean judged;

    private Call(String what, boolean virtual, Callable<T> body) {
        this.what = what;
        this.task = new FutureTask<>(() -> {
            begun.countDown();
            try {
                return body.call();
            } finally {
                interruptStatus = Thread.currentThread().isInterrupted();
            }
        });
        this.thread = virtual ? VirtualThreads.startThread(task) : platformThread();
    }

    /** On a platform thread, unless a property wants virtual ones. */
    static <T> Call<T> start(String what, Callable<T> body) {
        return start(what, ALL_VIRTUAL, body);
    }

    static <T> Call<T> start(String what, boolean virtual, Callable<T> body) {
        return new Call<>(virtual ? what + ", on a virtual thread" : what, virtual, body);
    }

    private Thread platformThread() {
        Thread started = new Thread(task, "wpipe-tck: " + what);
        started.setDaemon(true);
        started.start();
        return started;
    }

    /** Lets the thread get into its call: not at all in round 0, further in every round, until it is seen to wait. */
    void settle(int round) throws InterruptedException {
        assertTrue(begun.await(Rules.GUARD.toSeconds(), TimeUnit.SECONDS), () -> what + " did not begin");
        for (int i = 0; i < round * SPINS_A_ROUND; i++) {
            Thread.State state = thread.getState();
            if (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) {
                return;
            }
            Thread.onSpinWait();
        }
    }

    void interrupt() {
        thread.interrupt();
    }

    boolean isDone() {
        return task.isDone();
    }

    /** Where its thread is at the moment, in one line. */
    String place() {
        return what + " at " + List.of(thread.getStackTrace());
    }

    /** What the call gave, or threw. */
    T get() throws Exception {
        judged = true;
        try {
            return task.get(Rules.GUARD.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        } catch (TimeoutException e) {
            throw hangs();
        }
    }

    /** What the call threw, which must be of a kind. */
    <X extends Throwable> X failure(Class<X> kind) throws Exception {
        judged = true;
        try {
            T result = task.get(Rules.GUARD.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError(what + " gave " + result + " instead of throwing " + kind.getSimpleName());
        } catch (ExecutionException e) {
            return assertInstanceOf(kind, e.getCause(), what);
        } catch (TimeoutException e) {
            throw hangs();
        }
    }

    /** Whether the thread's interrupt status was set when its call ended. */
    boolean interruptStatus() {
        return interruptStatus;
    }

    /** Waits until it has ended. Where nobody asked what came of it, it is no worse than a pipe that was closed. */
    void end() {
        try {
            thread.join(Rules.GUARD.toMillis());
            if (thread.isAlive()) {
                throw hangs();
            }
            if (!judged) {
                task.get();
            }
        } catch (InterruptedException e) {
            // By the guard of the whole test, which says so itself.
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ClosedChannelException || e.getCause() instanceof PeerClosedException)) {
                throw new AssertionError(what + " failed in the background: " + e.getCause(), e.getCause());
            }
        }
    }

    private AssertionError hangs() {
        AssertionError error = new AssertionError(what + " hangs; its stack is below");
        AssertionError there = new AssertionError("the thread that hangs");
        there.setStackTrace(thread.getStackTrace());
        error.addSuppressed(there);
        return error;
    }
}
