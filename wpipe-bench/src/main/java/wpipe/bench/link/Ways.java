package wpipe.bench.link;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import wpipe.api.Mode;
import wpipe.api.Server;

/** Connections between two threads by the name of the way: a provider of the library, or what a user would pick instead. */
public final class Ways {
    /** A connection over the loopback address. */
    public static final String TCP = "tcp";

    /** As deep as a pipe is that holds a few messages. */
    private static final int QUEUE_CAPACITY = 64;

    private Ways() {}

    /**
     * Opens both ends.
     *
     * @param way such as {@code ffm} or {@code tcp}
     * @param maxMessageSize the largest message that either end will write, in bytes
     * @throws IllegalArgumentException if there is no such way
     */
    public static Ends open(String way, int maxMessageSize) throws IOException {
        return switch (way) {
            case "ffm", "jna", "loopback", Pipes.FILE, Pipes.ASYNC_FILE, Pipes.IPCSOCKET -> pipe(way, maxMessageSize);
            case TCP -> tcp();
            case "unix" -> unix();
            case "nio-pipe" -> nioPipes();
            case "synchronous-queue" -> queues(SynchronousQueue::new);
            case "array-queue" -> queues(() -> new ArrayBlockingQueue<>(QUEUE_CAPACITY));
            case "transfer-queue" -> queues(LinkedTransferQueue::new);
            case "jctools" -> queues(() -> new MpscBlockingConsumerArrayQueue<>(QUEUE_CAPACITY));
            default -> throw new IllegalArgumentException("way '" + way + "'");
        };
    }

    /** A pipe's name that no other process has. */
    public static String pipeName() {
        return "wpipe-bench-" + ProcessHandle.current().pid();
    }

    private static Ends pipe(String way, int maxMessageSize) throws IOException {
        Server server = Pipes.open(way, pipeName(), Mode.DUPLEX, maxMessageSize);
        Link client = Pipes.connect(way, pipeName(), maxMessageSize);
        return new Ends(client, Pipes.link(server.accept()), server);
    }

    private static Ends tcp() throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel client = SocketChannel.open(listener.getLocalAddress());
        SocketChannel server = listener.accept();
        for (SocketChannel each : new SocketChannel[] {client, server}) {
            each.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return new Ends(new ChannelLink(client, client), new ChannelLink(server, server), listener);
    }

    private static Ends unix() throws IOException {
        Path file = Files.createTempDirectory("wpipe-bench").resolve("socket");
        SocketAddress address = UnixDomainSocketAddress.of(file);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(address);
        SocketChannel client = SocketChannel.open(address);
        SocketChannel server = listener.accept();
        Closeable all = () -> {
            listener.close();
            Files.delete(file);
            Files.delete(file.getParent());
        };
        return new Ends(new ChannelLink(client, client), new ChannelLink(server, server), all);
    }

    private static Ends nioPipes() throws IOException {
        Pipe there = Pipe.open();
        Pipe back = Pipe.open();
        return new Ends(
                new ChannelLink(back.source(), there.sink()), new ChannelLink(there.source(), back.sink()), () -> {});
    }

    private static Ends queues(Supplier<BlockingQueue<byte[]>> kind) {
        BlockingQueue<byte[]> there = kind.get();
        BlockingQueue<byte[]> back = kind.get();
        return new Ends(new QueueLink(back, there), new QueueLink(there, back), () -> {});
    }
}
