package wpipe.bench.link;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** A thread at the other end of a benchmark, which does one thing over and over until it is stopped. */
public final class Partner implements Closeable {
    /** What it does over and over. */
    public interface Work {
        /** Once; fails when the connection is closed. */
        void once() throws IOException;
    }

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Closeable connection;
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Starts it.
     *
     * @param virtual whether the thread is a virtual one
     * @param connection what to close so that the work ends
     * @param work what to do
     */
    public Partner(boolean virtual, Closeable connection, Work work) {
        this.connection = connection;
        this.thread = (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon())
                .name("partner")
                .start(() -> run(work));
    }

    private void run(Work work) {
        try {
            while (!stopped) {
                work.once();
            }
        } catch (IOException | RuntimeException | Error e) {
            if (!stopped) {
                failure.set(e);
            }
        }
    }

    /** The number of its thread. */
    public long threadId() {
        return thread.threadId();
    }

    /** Closes the connection, and ends the thread if that alone does not; fails if the work had failed before. */
    @Override
    public void close() throws IOException {
        stopped = true;
        connection.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IOException("the other end had failed", failed);
        }
    }
}
