package wpipe.win32;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A callback that waits for the end of an operation, in place of a thread: whoever announces it looks after that whether
 * the operation has ended; whoever learns that it may have gives the notice. While one is announced, packets are taken at
 * once.
 */
final class Notice {
    private final CompletionPump pump;
    private final AtomicReference<@Nullable Runnable> announced = new AtomicReference<>();

    Notice(CompletionPump pump) {
        this.pump = pump;
    }

    /** Announces a callback in place of the one before. */
    void announce(Runnable callback) {
        if (announced.getAndSet(callback) == null) {
            pump.beginDependence();
        }
    }

    /** Nobody waits any more; false if nobody has, or the callback was run. */
    boolean withdraw() {
        return announced.get() != null && take() != null;
    }

    /** Runs the callback, if there is one. */
    void give() {
        Runnable callback = announced.get() == null ? null : take();
        if (callback == null) {
            return;
        }
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            // Nobody else tells what depends on it: at the latest the close gives it again.
            if (announced.compareAndSet(null, callback)) {
                pump.beginDependence();
            }
            throw e;
        }
    }

    private @Nullable Runnable take() {
        Runnable callback = announced.getAndSet(null);
        if (callback != null) {
            pump.endDependence();
        }
        return callback;
    }
}
