package wpipe.cli;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import wpipe.api.Connection;

/** The processes of {@link ExecCommand}, one for each client. */
final class Processes implements Closeable {
    private final List<String> command;
    private final Duration grace;
    private final Wpipe wpipe;
    private final Visitors visitors;

    // Guarded by this.
    private final Set<ClientProcess> running = new HashSet<>();
    private long failed;
    private boolean closed;

    Processes(List<String> command, Duration grace, Wpipe wpipe) {
        this.command = List.copyOf(command);
        this.grace = grace;
        this.wpipe = wpipe;
        this.visitors = new Visitors(wpipe::note);
    }

    /** Runs the command for a client, on threads of its own. */
    void start(Connection client) throws IOException {
        ClientProcess process;
        try {
            process =
                    ClientProcess.start(command, client, grace, wpipe.streams().err());
        } catch (IOException e) {
            failed("no process for a client: " + Failures.text(e));
            client.close();
            return;
        }
        synchronized (this) {
            running.add(process);
            if (closed) {
                process.end();
            }
        }
        Daemon.start("wpipe-client", () -> attend(process, client));
    }

    private void attend(ClientProcess process, Connection client) {
        try {
            // Not before: a name that takes long to be found holds up nobody else.
            visitors.announce(client);
            int exit = process.run();
            if (exit != 0 && !process.wasEnded()) {
                wpipe.note("the process of a client ended with exit code " + exit);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            failed("a client was let go: " + Failures.text(e));
        } finally {
            process.end();
            synchronized (this) {
                running.remove(process);
                notifyAll();
            }
        }
    }

    private void failed(String text) {
        boolean noted;
        synchronized (this) {
            noted = !closed;
            if (noted) {
                failed++;
            }
        }
        if (noted) {
            wpipe.note(text);
        }
    }

    /** Waits until all have ended. */
    synchronized void awaitAll() throws InterruptedException {
        while (!running.isEmpty()) {
            wait();
        }
    }

    synchronized void outcome() throws CommandFailure {
        if (failed > 0) {
            throw new CommandFailure(
                    failed + (failed == 1 ? " client was" : " clients were") + " not served to the end");
        }
    }

    /** Ends all by force: what a JVM has started outlives it on some systems. */
    @Override
    public synchronized void close() {
        closed = true;
        running.forEach(ClientProcess::end);
    }
}
