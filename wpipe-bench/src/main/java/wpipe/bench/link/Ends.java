package wpipe.bench.link;

import java.io.Closeable;
import java.io.IOException;

/**
 * Both ends of one connection, in one JVM.
 *
 * @param client the end that connected
 * @param server the other one
 * @param listener what the client came to, closed after both
 */
public record Ends(Link client, Link server, Closeable listener) implements Closeable {
    @Override
    public void close() throws IOException {
        try (listener;
                server) {
            client.close();
        }
    }
}
