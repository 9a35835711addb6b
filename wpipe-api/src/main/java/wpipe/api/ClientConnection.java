package wpipe.api;

import java.io.IOException;
import java.util.Objects;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Deadline;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;

/** A client's connection: belongs to nobody but its user. */
final class ClientConnection extends PipeConnection implements Client {
    private ClientConnection(PipeAddress address, Mode mode, int maxMessageSize, PipeChannel channel) {
        super(address, mode, maxMessageSize, channel);
    }

    static Client connect(String name, Mode mode, ClientOptions options) throws IOException {
        Objects.requireNonNull(mode, "mode");
        PipeAddress address = PipeAddress.of(options.host(), name);
        long deadline = Deadline.after(options.connectTimeout());
        PipeChannel channel = Providers.select("connect", address, options.providerChoice())
                .connect(new ConnectRequest(
                        address, mode.direction(), options.maxMessageSize(), options.waitForServer(), deadline));
        return new ClientConnection(address, mode, options.maxMessageSize(), channel);
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
