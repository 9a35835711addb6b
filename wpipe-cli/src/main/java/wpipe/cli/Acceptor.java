package wpipe.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import wpipe.api.Connection;

/**
 * Takes the clients of a server that is to go on: that one could not be taken, since the system lacked memory, say, is told,
 * and is no reason to end those who are there.
 */
final class Acceptor {
    /** After so many failures in a row there is no hope. */
    static final int MOST_FAILURES = 10;

    /** Where clients come from: {@link wpipe.api.Server#accept()}. */
    @FunctionalInterface
    interface Source {
        Connection accept() throws IOException;
    }

    private final Source source;
    private final Duration pause;
    private final Consumer<String> notes;

    /**
     * Makes one.
     *
     * @param pause between a failure and the next try
     * @param notes is told of failures
     */
    Acceptor(Source source, Duration pause, Consumer<String> notes) {
        this.source = source;
        this.pause = pause;
        this.notes = notes;
    }

    /** The next client. Throws when the server is closed, the thread is interrupted, or trying again is of no use. */
    Connection next() throws IOException {
        for (int failures = 1; ; failures++) {
            try {
                return source.accept();
            } catch (ClosedChannelException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (failures == MOST_FAILURES) {
                    throw e;
                }
                notes.accept("trying again: " + Failures.text(e));
            }
            try {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("waiting for a client: the thread was interrupted");
            }
        }
    }
}
