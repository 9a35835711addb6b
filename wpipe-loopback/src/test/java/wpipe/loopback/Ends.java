package wpipe.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import wpipe.api.Framing;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;
import wpipe.spi.ListenSecurity;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;

/** A connection in a namespace of its own, and what tests need to make messages and requests. */
record Ends(LoopbackListener listener, PipeChannel server, PipeChannel client) {
    static final int QUOTA = 4096;
    static final PipeAddress ADDRESS = PipeAddress.local("Pipe");

    /** A deadline that has passed. */
    static long now() {
        return Deadline.after(Duration.ZERO);
    }

    static Ends connected() throws IOException {
        return connected(1 << 20);
    }

    static Ends connected(int maxMessageSize) throws IOException {
        return connected(
                listen(ADDRESS, Direction.BOTH, 2, maxMessageSize),
                connect(ADDRESS, Direction.BOTH, maxMessageSize, false, Deadline.NEVER));
    }

    /** Of a server and a client with each a framing of its own. */
    static Ends connected(Framing server, Framing client) throws IOException {
        return connected(listen(ADDRESS, Direction.BOTH, server, 2, 1 << 20), connect(client));
    }

    private static Ends connected(ListenRequest listen, ConnectRequest connect) throws IOException {
        Namespace pipes = new Namespace();
        LoopbackListener listener = pipes.listen(listen);
        PipeChannel client = pipes.connect(connect);
        PipeChannel server = listener.pollClient();
        if (server == null) {
            throw new AssertionError("the client did not arrive");
        }
        return new Ends(listener, server, client);
    }

    static ListenRequest listen(PipeAddress address, Direction direction, int maxInstances, int maxMessageSize) {
        return listen(address, direction, Framing.MESSAGES, maxInstances, maxMessageSize);
    }

    static ListenRequest listen(
            PipeAddress address, Direction direction, Framing framing, int maxInstances, int maxMessageSize) {
        return new ListenRequest(
                address,
                direction,
                framing,
                maxInstances,
                1,
                maxMessageSize,
                QUOTA,
                Duration.ofMillis(100),
                ListenSecurity.DEFAULT);
    }

    static ConnectRequest connect(Framing framing) {
        return new ConnectRequest(
                ADDRESS, Direction.BOTH, framing, 1 << 20, false, Deadline.NEVER, ConnectSecurity.DEFAULT);
    }

    static ConnectRequest connect(
            PipeAddress address, Direction direction, int maxMessageSize, boolean waitForServer, long deadline) {
        return new ConnectRequest(
                address, direction, Framing.MESSAGES, maxMessageSize, waitForServer, deadline, ConnectSecurity.DEFAULT);
    }

    static ByteBuffer message(String text) {
        return UTF_8.encode(text);
    }

    static String text(ByteBuffer message) {
        return UTF_8.decode(message.duplicate()).toString();
    }
}
