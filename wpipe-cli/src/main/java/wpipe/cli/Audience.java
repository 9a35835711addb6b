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

/** Whether a server has clients: one thread takes them, and another, which has something to send, waits until there is one. */
final class Audience {
    private final Server server;

    // Guarded by this.
    private @Nullable IOException end;

    /** For a server whose clients the caller takes. */
    Audience(Server server) {
        this.server = server;
    }

    /** For a server whose clients nobody else takes: does so while it is open, and says who they are when they come. */
    static Audience start(Server server, Visitors visitors) {
        Audience audience = new Audience(server);
        Daemon.start("wpipe-arrivals", () -> audience.take(visitors));
        return audience;
    }

    private void take(Visitors visitors) {
        try {
            while (true) {
                Connection client = server.accept();
                grows();
                visitors.announce(client);
            }
        } catch (IOException e) {
            ends(e);
        }
    }

    /** A client has come. */
    synchronized void grows() {
        notifyAll();
    }

    /** No more clients are taken: whoever waits for one is told why. */
    synchronized void ends(IOException why) {
        end = why;
        notifyAll();
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
