package wpipe.api;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that no thread waits for. It waits for its place in a queue, and then for what the backend tells, by callbacks; each
 * time it goes on for a moment on a thread of {@link AsyncThreads}, where it is completed as well. So neither a thread that
 * brings news nor one that has a lock ever runs what depends on it.
 */
abstract class AsyncCall<T> extends Withdrawable<T> implements Runnable {
    private final String operation;
    private final InterruptibleGate gate;
    private final Runnable tried;
    private final ReentrantLock guard = new ReentrantLock();

    /** It is completed, or about to be. Guarded. */
    private boolean over;

    /** @param tried called at the end of a call that had its place, with no lock held */
    AsyncCall(String operation, InterruptibleGate gate, Runnable tried) {
        this.operation = operation;
        this.gate = gate;
        this.tried = tried;
    }

    /** Makes a call, or throws why it cannot be begun. */
    interface Maker<T> {
        AsyncCall<T> make() throws IOException;
    }

    static <T> CompletableFuture<T> begin(String operation, InterruptibleGate gate, Maker<T> maker) {
        AsyncCall<T> call;
        try {
            gate.checkOpen(operation);
            call = maker.make();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (call.enter()) {
            call.step();
        }
        return call;
    }

    /** Takes its place; true if that is in front. Else this is run when it is. */
    abstract boolean enter();

    /** Leaves the queue, if it is not in front yet. */
    abstract boolean leaveQueue();

    /** Leaves the place in front. */
    abstract void unlock();

    /**
     * Goes on, from the place in front: never blocks.
     *
     * @return false if it must wait, and there will be news
     */
    abstract boolean goOn() throws IOException;

    /**
     * Gives up, in front: returns in bounded time.
     *
     * @return false if it is done all the same
     */
    abstract boolean giveUp() throws IOException;

    /** What it has brought, when it is done. */
    abstract T result();

    /** There is news, or the place in front: from a thread that must not be held up. */
    @Override
    public final void run() {
        AsyncThreads.execute(this::step);
    }

    private void step() {
        @Nullable Throwable failure = null;
        guard.lock();
        try {
            if (over || !goOn()) {
                return;
            }
            over = true;
        } catch (IOException | RuntimeException | Error e) {
            over = true;
            failure = e;
        } finally {
            guard.unlock();
        }
        leave();
        end(failure);
    }

    @Override
    final boolean withdraw(BooleanSupplier completion) {
        boolean queued = false;
        boolean givenUp = false;
        @Nullable Throwable failure = null;
        guard.lock();
        try {
            if (over) {
                return false;
            }
            over = true;
            queued = leaveQueue();
            givenUp = queued || giveUp();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            guard.unlock();
        }
        if (!queued) {
            leave();
        }
        if (givenUp) {
            return completion.getAsBoolean();
        }
        end(failure);
        return false;
    }

    private void leave() {
        unlock();
        tried.run();
    }

    private void end(@Nullable Throwable failure) {
        if (failure == null) {
            succeed(result());
        } else {
            fail(gate.reason(operation, failure));
        }
    }
}
