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

/** How many clients a second can connect one after the other, be answered once and go? */
@State(Scope.Benchmark)
public class Connects {
    /** A provider of the library, or another way to the client's end. */
    @Param({"ffm", "jna", "loopback"})
    public String provider = "";

    /** How the server serves: as in {@link wpipe.bench.peer.Style}. */
    @Param({"wait", "pooled"})
    public String style = "";

    private final ByteBuffer hello = new Hello(Hello.CONNECT, 0).message();
    private final ByteBuffer answer = ByteBuffer.allocateDirect(Hello.SIZE);
    private ServingPartner server;

    /** Opens the server. */
    @Setup
    public void open() throws IOException {
        server = new ServingPartner(provider, style);
    }

    /** Ends it. */
    @TearDown
    public void close() throws IOException {
        server.close();
    }

    /** One client from its connect to its close. */
    @Benchmark
    public void connect() throws IOException {
        try (Link link = Pipes.connect(provider, Ways.pipeName(), ServingPartner.MAX_MESSAGE_SIZE)) {
            link.write(hello.clear());
            link.read(answer.clear());
        }
    }
}
