package wpipe.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import wpipe.flight.Flight;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeProvider;

/** A client's connection: belongs to nobody but its user. */
final class ClientConnection extends PipeConnection implements Client {
    /** How the channel of a client is made. */
    interface Connector {
        PipeChannel connect(PipeProvider provider) throws IOException;
    }

    private ClientConnection(PipeAddress address, Mode mode, ClientOptions options, PipeChannel channel) {
        super(address, mode, options.framing(), Turn.firstOfClient(mode), options.maxMessageSize(), channel);
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
        Checks.framing(Mode.SINGLE_TRANSACTION, options.framing());
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
        Checks.framing(mode, options.framing());
        PipeAddress address = PipeAddress.of(options.host(), name);
        ConnectRequest request = request(address, mode.direction(), options, deadline);
        return connect(address, mode, options, provider -> provider.connect(request));
    }

    static ClientConnection connect(PipeAddress address, Mode mode, ClientOptions options, Connector connector)
            throws IOException {
        PipeProvider provider = Providers.select("connect", address, options.providerChoice());
        // Before anything is opened: a backend is not to be trusted with what would be left open if it threw.
        String providerName = provider.name();
        Object event = Flight.beginConnect();
        Throwable failure = null;
        try {
            return new ClientConnection(address, mode, options, connector.connect(provider));
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            Flight.endConnect(event, address.path(), mode, providerName, failure);
        }
    }

    /** What a backend is told of a pipe that is connected to with options. */
    static ConnectRequest request(PipeAddress address, Direction direction, ClientOptions options, long deadline) {
        return new ConnectRequest(
                address,
                direction,
                options.framing(),
                options.maxMessageSize(),
                options.waitForServer(),
                deadline,
                options.security());
    }

    @Override
    public <R, X extends Exception> R impersonate(ImpersonatedAction<R, X> action) {
        throw new UnsupportedOperationException(
                "impersonate on " + name() + ": this is the client; only a server can act as its client");
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
