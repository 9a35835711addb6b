package wpipe.win32;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CheckedKernel32} has found. A misuse is thrown where it happens, logged, since it may be caught there, and
 * remembered: no pipe can be opened any more after the first, so that whatever runs does not end well.
 */
final class Misuses {
    private static final System.Logger LOG = System.getLogger("wpipe.win32");

    private final AtomicReference<@Nullable AssertionError> first = new AtomicReference<>();

    AssertionError found(String what) {
        AssertionError misuse = new AssertionError(
                what + " (on thread " + Thread.currentThread().getName() + ")");
        first.compareAndSet(null, misuse);
        LOG.log(System.Logger.Level.ERROR, "kernel32 is misused", misuse);
        return misuse;
    }

    void verifyNone() {
        AssertionError misuse = first.get();
        if (misuse != null) {
            throw new AssertionError("kernel32 was misused before: " + misuse.getMessage(), misuse);
        }
    }
}
