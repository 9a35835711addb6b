package wpipe.bench.peer;

import java.io.IOException;
import java.time.Duration;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** What is measured: a provider of the library, as a user would open its pipes, or another way to a pipe for clients only. */
record Subject(String name) {
    /** The limit that a user with messages of 64 KiB would set. */
    static final int MAX_MESSAGE_SIZE = 65_536;

    private static final int MAX_CLIENTS = 10_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    Server open(String pipe) throws IOException {
        ServerOptions options = ServerOptions.defaults()
                .withProvider(name)
                .withMaxClients(MAX_CLIENTS)
                .withMaxMessageSize(MAX_MESSAGE_SIZE);
        return Server.open(pipe, Mode.DUPLEX, options);
    }

    Link connect(String pipe) throws IOException {
        ClientOptions options = ClientOptions.defaults()
                .withProvider(name)
                .withConnectTimeout(CONNECT_TIMEOUT)
                .withMaxMessageSize(MAX_MESSAGE_SIZE);
        return new ClientLink(Client.connect(pipe, Mode.DUPLEX, options));
    }
}
