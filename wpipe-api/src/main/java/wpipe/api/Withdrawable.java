package wpipe.api;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A future whose user may complete it as well, by {@link #cancel}, a timeout or otherwise: what it stands for is taken back
 * then. If that is no longer possible, the future completes with what has come of it, and the user's attempt is none.
 */
abstract class Withdrawable<T> extends CompletableFuture<T> {
    /**
     * Takes back what this stands for, if that is possible.
     *
     * @param completion completes this; called with no lock held, after what was taken back has left nothing behind
     * @return what the completion gave; false if it is too late
     */
    abstract boolean withdraw(BooleanSupplier completion);

    /** Completes this for its own reason. */
    final void succeed(T value) {
        super.complete(value);
    }

    /** Completes this for its own reason. */
    final void fail(Throwable cause) {
        super.completeExceptionally(cause);
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        return withdraw(() -> super.cancel(mayInterruptIfRunning)) || isCancelled();
    }

    @Override
    public final boolean complete(T value) {
        return withdraw(() -> super.complete(value));
    }

    @Override
    public final boolean completeExceptionally(Throwable cause) {
        Objects.requireNonNull(cause, "cause");
        return withdraw(() -> super.completeExceptionally(cause));
    }

    // The JDK's own complete on the one thread of all timeouts, which what depends on this would hold up.
    @Override
    public final CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        return after(timeout, unit, () -> completeExceptionally(new TimeoutException()));
    }

    @Override
    public final CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        return after(timeout, unit, () -> complete(value));
    }

    private CompletableFuture<T> after(long timeout, TimeUnit unit, Runnable end) {
        CompletableFuture<Boolean> timer = new CompletableFuture<Boolean>().completeOnTimeout(true, timeout, unit);
        CompletableFuture<?> unused = timer.thenAccept(late -> {
            if (late) {
                AsyncThreads.execute(end);
            }
        });
        // Ended in this way, and not cancelled, every JDK takes it out of its queue.
        unused = whenComplete((value, failure) -> timer.complete(false));
        return this;
    }

    // The JDK's own completes behind the back of complete.
    @Override
    public final CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        Objects.requireNonNull(supplier, "supplier");
        executor.execute(() -> {
            try {
                complete(supplier.get());
            } catch (RuntimeException | Error e) {
                completeExceptionally(e);
            }
        });
        return this;
    }
}
