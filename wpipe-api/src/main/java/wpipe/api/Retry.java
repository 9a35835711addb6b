package wpipe.api;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import wpipe.spi.Deadline;

/**
 * When what has failed is tried again: soon, and after each failure that follows twice as late, up to a limit. For one
 * thread.
 */
final class Retry {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LAST = Duration.ofSeconds(10);

    private final Consumer<IOException> listener;
    private Duration pause = FIRST;
    private long due = Deadline.NEVER;

    /** What fails until then follows the failure before: the pause that it made. */
    private long calm = Deadline.NEVER;

    /**
     * Makes one that has not failed.
     *
     * @param listener is told of each failure
     */
    Retry(Consumer<IOException> listener) {
        this.listener = listener;
    }

    /** Whether it is to be tried now; if so, it is taken for a success until it fails, which may be told a while later. */
    boolean begin() {
        if (due != Deadline.NEVER) {
            if (!Deadline.isOver(due)) {
                return false;
            }
            due = Deadline.NEVER;
            calm = Deadline.after(pause);
        } else if (Deadline.isOver(calm)) {
            pause = FIRST;
            calm = Deadline.NEVER;
        }
        return true;
    }

    void failed(IOException cause) {
        due = Deadline.after(pause);
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(LAST) < 0 ? next : LAST;
        listener.accept(cause);
    }

    /** When it is to be tried again, whatever happens until then; {@link Deadline#NEVER} if there was no failure. */
    long deadline() {
        return due;
    }
}
