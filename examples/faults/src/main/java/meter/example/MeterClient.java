package meter.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeTimeoutException;

/** Asks a {@link Meter}, on a connection that is made anew when it breaks. For one thread. */
final class MeterClient implements Closeable {
    private static final int TRIES = 5;

    private final String pipe;
    private final ClientOptions options;
    private final Duration patience;
    private Client connection;

    /**
     * Makes a client, which connects when it is needed.
     *
     * @param pipe the name of the pipe
     * @param options how to connect
     * @param patience how long to wait for an answer
     */
    MeterClient(String pipe, ClientOptions options, Duration patience) {
        this.pipe = pipe;
        this.options = options;
        this.patience = patience;
    }

    /** Asks, as often as it takes, but not for ever. */
    long ask() throws IOException {
        IOException failure = new IOException("the meter does not answer, after " + TRIES + " tries");
        for (int i = 0; i < TRIES; i++) {
            try {
                return askOnce();
            } catch (PeerClosedException | PipeTimeoutException | PipeBusyException | PipeAccessDeniedException e) {
                // Nobody knows how far the last question came: a new connection is the way back to a known turn.
                failure.addSuppressed(e);
                close();
            }
        }
        throw failure;
    }

    private long askOnce() throws IOException {
        if (connection == null) {
            connection = Client.connect(pipe, Mode.MASTER, options);
        }
        connection.write("how often?".getBytes(UTF_8), patience);
        return Long.parseLong(new String(connection.read(patience), UTF_8));
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
