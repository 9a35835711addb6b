package wpipe.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import wpipe.flight.Flight;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Deadline;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeProvider;

/** A client's connection: belongs to nobody but its user. */
final class ClientConnection extends PipeConnection implements Client {
    private ClientConnection(PipeAddress address, Mode mode, int maxMessageSize, PipeChannel channel) {
        super(address, mode, Turn.firstOfClient(mode), maxMessageSize, channel);
    }

    static Client connect(String name, Mode mode, ClientOptions options) throws IOException {
        return connect(name, mode, options, Deadline.after(options.connectTimeout()));
    }

    static byte[] call(String name, byte[] request, ClientOptions options) throws IOException {
        return call(name, request, options, Deadline.after(options.connectTimeout()), Deadline.NEVER);
    }

    static byte[] call(String name, byte[] request, Duration timeout, ClientOptions options) throws IOException {
        long deadline = Deadline.after(timeout);
        return call(name, request, options, deadline, deadline);
    }

    private static byte[] call(String name, byte[] request, ClientOptions options, long connected, long replied)
            throws IOException {
        if (request.length > options.maxMessageSize()) {
            String path = PipeAddress.of(options.host(), name).path();
            throw new MessageTooLargeException("call", path, request.length, options.maxMessageSize());
        }
        try (ClientConnection client = connect(name, Mode.SINGLE_TRANSACTION, options, connected)) {
            return client.exchange(request, replied);
        }
    }

    private static ClientConnection connect(String name, Mode mode, ClientOptions options, long deadline)
            throws IOException {
        Objects.requireNonNull(mode, "mode");
        PipeAddress address = PipeAddress.of(options.host(), name);
        PipeProvider provider = Providers.select("connect", address, options.providerChoice());
        ConnectRequest request = new ConnectRequest(
                address,
                mode.direction(),
                Framing.MESSAGES,
                options.maxMessageSize(),
                options.waitForServer(),
                deadline,
                options.security());
        // Before anything is opened: a backend is not to be trusted with what would be left open if it threw.
        String providerName = provider.name();
        Object event = Flight.beginConnect();
        Throwable failure = null;
        try {
            return new ClientConnection(address, mode, options.maxMessageSize(), provider.connect(request));
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            Flight.endConnect(event, address.path(), mode, providerName, failure);
        }
    }

    @Override
    void changed() {
        // Nobody watches a client.
    }

    @Override
    void looked() {
        // Nobody watches a client.
    }

    @Override
    void closed() {
        // No list to leave.
    }
}
