package meter.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** Answers each message with how many there were, from one thread for all clients. */
final class Meter implements Closeable {
    /** A client that does not take its answer for so long is let go: the others wait meanwhile. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Server server;
    private final Thread thread = new Thread(this::serve, "meter");
    private long asked;

    private Meter(Server server) {
        this.server = server;
    }

    /** Opens the pipe and begins to answer. */
    static Meter start(String pipe, ServerOptions options) throws IOException {
        Meter meter = new Meter(Server.open(pipe, Mode.SLAVE, options));
        meter.thread.start();
        return meter;
    }

    private void serve() {
        try {
            while (true) {
                for (Connection client : server.waitForData()) {
                    answer(client);
                }
            }
        } catch (ClosedChannelException e) {
            // By close.
        } catch (IOException e) {
            System.err.println("the meter has failed: " + e);
        }
    }

    /** What goes wrong with one client is the end of that one, and of nothing else. */
    private void answer(Connection client) throws IOException {
        try {
            client.read(Duration.ZERO);
            client.write(String.valueOf(asked + 1).getBytes(UTF_8), PATIENCE);
            asked++;
        } catch (IOException e) {
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
