package wpipe.loopback;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Tells a listener that there is something, once for each look that found nothing. */
final class Notice {
    private final @Nullable Runnable listener;

    /** The last look found nothing, and the listener is to be told when that changes. */
    private final AtomicBoolean armed = new AtomicBoolean();

    /** @param listener called by those who give the notice; null if nobody wants it */
    Notice(@Nullable Runnable listener) {
        this.listener = listener;
    }

    boolean isWanted() {
        return listener != null;
    }

    /** False if it was armed before. */
    boolean arm() {
        return armed.compareAndSet(false, true);
    }

    /** False if it was not armed, or has been given. */
    boolean disarm() {
        return armed.compareAndSet(true, false);
    }

    void give() {
        if (listener != null && armed.get() && disarm()) {
            listener.run();
        }
    }
}
