package wpipe.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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

    // orTimeout and completeOnTimeout come here and above as well.
    @Override
    public final boolean completeExceptionally(Throwable cause) {
        return withdraw(() -> super.completeExceptionally(cause));
    }

    // The JDK's own completes behind the back of complete.
    @Override
    public final CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
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
