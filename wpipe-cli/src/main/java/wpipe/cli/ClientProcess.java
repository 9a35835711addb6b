package wpipe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import wpipe.api.Connection;
import wpipe.api.EndOfStreamException;
import wpipe.api.PeerClosedException;

/**
 * One process and the client that it was started for. Its input, its output and its standard error have a thread each; the
 * first of process and client to end is the end of the other.
 */
final class ClientProcess {
    private static final int CHUNK = 1 << 16;

    /** How long a client whose process has ended has to read what that wrote. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    /** How often it is looked whether a client has gone that has ended its input before. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Process process;
    private final Connection client;
    private final Duration grace;
    private final PrintStream err;
    private volatile boolean ended;

    private ClientProcess(Process process, Connection client, Duration grace, PrintStream err) {
        this.process = process;
        this.client = client;
        this.grace = grace;
        this.err = err;
    }

    static ClientProcess start(List<String> command, Connection client, Duration grace, PrintStream err)
            throws IOException {
        return new ClientProcess(new ProcessBuilder(command).start(), client, grace, err);
    }

    /** Runs it to its end, and gives its exit code. */
    int run() throws IOException, InterruptedException {
        Daemon.start("wpipe-input", this::copyInput);
        Thread errors = Daemon.start("wpipe-errors", this::copyErrors);
        copyOutput();
        int exit = process.waitFor();
        errors.join();
        client.close(LINGER);
        return exit;
    }

    /** What the client sends, to the process; in the end, its end. */
    private void copyInput() {
        try {
            boolean mayRead = copyInputUntilEnd();
            while (mayRead && !process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                mayRead = client.isAlive();
            }
            if (!process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    /** Gives whether the client has only ended its input, and may still read. */
    private boolean copyInputUntilEnd() {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (OutputStream to = process.getOutputStream()) {
            while (true) {
                int count = client.read(chunk.clear());
                to.write(chunk.array(), 0, count);
                if (!client.canRead()) {
                    to.flush();
                }
            }
        } catch (EndOfStreamException e) {
            return true;
        } catch (PeerClosedException | ClosedChannelException e) {
            return false;
        } catch (IOException e) {
            // The process takes no more: what becomes of it, its exit code tells. The client is read no more either.
            return client.isOpen();
        }
    }

    private void copyOutput() throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream from = process.getInputStream()) {
            int count;
            while ((count = from.read(chunk)) >= 0) {
                client.write(ByteBuffer.wrap(chunk, 0, count));
            }
        } catch (PeerClosedException e) {
            // The client takes no more; the process learns of that by the end of its input, and a broken pipe.
            ended = true;
        } catch (IOException e) {
            if (!ended) {
                throw e;
            }
        }
    }

    private void copyErrors() {
        byte[] chunk = new byte[CHUNK];
        try (InputStream from = process.getErrorStream()) {
            int count;
            while ((count = from.read(chunk)) >= 0) {
                err.write(chunk, 0, count);
                err.flush();
            }
        } catch (IOException e) {
            if (!ended) {
                err.println("wpipe: the standard error of a process: " + Failures.text(e));
            }
        }
    }

    /** Ends both by force, if they have not ended. */
    void end() {
        if (process.isAlive()) {
            ended = true;
            // Those that it has started first: a shell that is gone no longer has them.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        try {
            client.close();
        } catch (IOException e) {
            err.println("wpipe: closing a client: " + Failures.text(e));
        }
    }

    /** Whether the process was ended by force, or has lost its client: its exit code says nothing then. */
    boolean wasEnded() {
        return ended;
    }
}
