package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a future gives or fails with, as a blocking call would. */
final class Async {
    private Async() {}

    static <T> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(Rules.GUARD.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("the future is never completed: " + future, e);
        }
    }

    static <X extends Throwable> X failure(Class<X> kind, CompletableFuture<?> future) throws Exception {
        Object result;
        try {
            result = get(future);
        } catch (Exception e) {
            return assertInstanceOf(kind, e);
        }
        throw new AssertionError("the future gave " + result + " instead of failing with " + kind.getSimpleName());
    }

    /** Cancels; true if it was in time, and then the future says so. */
    static boolean cancel(CompletableFuture<?> future) throws Exception {
        if (future.cancel(true)) {
            failure(CancellationException.class, future);
            return true;
        }
        return false;
    }
}
