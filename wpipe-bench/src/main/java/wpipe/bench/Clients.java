package wpipe.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import wpipe.bench.link.Link;
import wpipe.bench.link.Pipes;
import wpipe.bench.link.Ways;
import wpipe.bench.peer.Hello;

/** How many round trips of 64 bytes does a server make in all, when many clients (the threads of JMH) are at it at once? */
@State(Scope.Benchmark)
public class Clients {
    /** A provider of the library. */
    @Param({"ffm", "jna", "loopback"})
    public String provider = "";

    /** How the server serves: as in {@link wpipe.bench.peer.Style}. */
    @Param("wait")
    public String style = "";

    /** Kind of the clients' threads. */
    @Param("platform")
    public String threads = "";

    private ServingPartner server;

    /** Opens the server. */
    @Setup
    public void open() throws IOException {
        Threads.virtual(threads);
        server = new ServingPartner(provider, style);
    }

    /** Ends it. */
    @TearDown
    public void close() throws IOException {
        server.close();
    }

    /** One client with a connection of its own. */
    @State(Scope.Thread)
    public static class Talker {
        private Link link;
        private ByteBuffer message;

        /** Connects. */
        @Setup
        public void connect(Clients clients) throws IOException {
            link = Pipes.connect(clients.provider, Ways.pipeName(), ServingPartner.MAX_MESSAGE_SIZE);
            link.write(new Hello(Hello.ECHO, Hello.SIZE).message());
            message = ByteBuffer.allocateDirect(Hello.SIZE);
        }

        /** Goes. */
        @TearDown
        public void close() throws IOException {
            link.close();
        }
    }

    /** A message of one client there and back. */
    @Benchmark
    public void trip(Talker talker) throws IOException {
        talker.link.write(talker.message.clear());
        talker.link.read(talker.message.clear());
    }
}
