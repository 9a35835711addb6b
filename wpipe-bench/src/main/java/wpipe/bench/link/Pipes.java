package wpipe.bench.link;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Duration;
import org.scalasbt.ipcsocket.Win32NamedPipeSocket;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** Pipes as a user would open them: the library's, and what else Java has for the client's end of one. */
public final class Pipes {
    /** The client is a RandomAccessFile on the path of the pipe. */
    public static final String FILE = "file";

    /** The client is an AsynchronousFileChannel on the path of the pipe. */
    public static final String ASYNC_FILE = "asyncfile";

    /** The client is the socket of org.scala-sbt.ipcsocket, by JNA as is its default. */
    public static final String IPCSOCKET = "ipcsocket";

    /** What comes before the name in the path of a pipe. */
    public static final String PREFIX = "\\\\.\\pipe\\";

    private static final String SERVER_OF_OTHERS = "ffm";
    private static final int MAX_CLIENTS = 10_000;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

    private Pipes() {}

    /** Opens a server; other ways than the library's have none, so theirs is that of ffm. */
    public static Server open(String way, String name, Mode mode, int maxMessageSize) throws IOException {
        ServerOptions options = ServerOptions.defaults()
                .withProvider(isOurs(way) ? way : SERVER_OF_OTHERS)
                .withMaxClients(MAX_CLIENTS)
                .withMaxMessageSize(maxMessageSize);
        return Server.open(name, mode, options);
    }

    /** Connects a client of the library; waits for a server that is busy. */
    public static Client connect(String provider, String name, Mode mode, int maxMessageSize) throws IOException {
        ClientOptions options = ClientOptions.defaults()
                .withProvider(provider)
                .withConnectTimeout(CONNECT_TIMEOUT)
                .withMaxMessageSize(maxMessageSize);
        return Client.connect(name, mode, options);
    }

    /** Connects in duplex mode, or by one of the other ways. */
    public static Link connect(String way, String name, int maxMessageSize) throws IOException {
        return switch (way) {
            case FILE -> StreamLink.of(new RandomAccessFile(PREFIX + name, "rw"));
            case ASYNC_FILE -> AsyncFileLink.open(PREFIX + name);
            case IPCSOCKET -> StreamLink.of(new Win32NamedPipeSocket(PREFIX + name, false));
            default -> link(connect(way, name, Mode.DUPLEX, maxMessageSize));
        };
    }

    /** An end of the library's, to be used like the others. */
    public static Link link(Connection connection) {
        return new ConnectionLink(connection);
    }

    private static boolean isOurs(String way) {
        return !way.equals(FILE) && !way.equals(ASYNC_FILE) && !way.equals(IPCSOCKET);
    }
}
