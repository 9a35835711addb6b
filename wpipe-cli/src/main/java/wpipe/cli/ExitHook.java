package wpipe.cli;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;

/**
 * Closes a server or client in an orderly way when the JVM is told to end, by Ctrl+C for example: what was written
 * still arrives, and what was received is printed.
 */
final class ExitHook implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 2000;

    private final Closeable end;
    private final Flushable output;
    private final Thread thread = new Thread(this::run, "wpipe-exit");
    private volatile boolean exiting;

    private ExitHook(Closeable end, Flushable output) {
        this.end = end;
        this.output = output;
    }

    static ExitHook add(Closeable end, Flushable output) {
        ExitHook hook = new ExitHook(end, output);
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    private void run() {
        exiting = true;
        // In a thread that may be left behind: whoever should read the output may have stopped, and the JVM is to end.
        Thread flushing = Daemon.start("wpipe-flush", this::flush);
        try (end) {
            flushing.join(PATIENCE_MILLIS);
        } catch (IOException | InterruptedException e) {
            System.err.println("wpipe: while ending: " + Failures.text(e));
        }
    }

    private void flush() {
        try {
            output.flush();
        } catch (IOException e) {
            System.err.println("wpipe: while ending: " + Failures.text(e));
        }
    }

    /** Whether the JVM is about to end, so that a pipe which is closed now is no failure. */
    boolean isExiting() {
        return exiting;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook at work.
            exiting = true;
        }
    }
}
