package wpipe.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import wpipe.api.Connection;
import wpipe.api.Server;
import wpipe.spi.Deadline;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeErrors;

/** Takes the clients of a server whose own thread waits for its input, and says who they are when they come. */
final class Arrivals {
    private final Server server;
    private final Visitors visitors;

    // Guarded by this.
    private @Nullable IOException end;

    private Arrivals(Server server, Visitors visitors) {
        this.server = server;
        this.visitors = visitors;
    }

    /** Begins; it ends with the server. */
    static Arrivals start(Server server, Visitors visitors) {
        Arrivals arrivals = new Arrivals(server, visitors);
        Thread thread = new Thread(arrivals::run, "wpipe-arrivals");
        thread.setDaemon(true);
        thread.start();
        return arrivals;
    }

    private void run() {
        try {
            while (true) {
                Connection client = server.accept();
                synchronized (this) {
                    notifyAll();
                }
                visitors.announce(client);
            }
        } catch (IOException e) {
            synchronized (this) {
                end = e;
                notifyAll();
            }
        }
    }

    /**
     * Waits until there is a client.
     *
     * @param patience how long at most
     */
    synchronized void await(Duration patience) throws IOException {
        long deadline = Deadline.after(patience);
        while (server.clientCount() == 0) {
            if (end != null) {
                throw end;
            }
            long rest = Deadline.remaining(deadline);
            if (rest <= 0) {
                throw PipeErrors.timeout(
                        "accept", PipeAddress.local(server.name()).path());
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, rest);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("waiting for a client: the thread was interrupted");
            }
        }
    }
}
