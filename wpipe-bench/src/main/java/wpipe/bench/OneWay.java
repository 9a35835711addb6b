package wpipe.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import wpipe.bench.link.Ends;
import wpipe.bench.link.Partner;
import wpipe.bench.link.Ways;

/** How many messages a second go one way, from a thread that writes to one that reads? */
@State(Scope.Benchmark)
public class OneWay {
    /** A provider of the library, or another way. */
    @Param({"ffm", "jna", "loopback"})
    public String provider = "";

    /** Of a message, in bytes. */
    @Param({"64", "4096", "65536", "1048576"})
    public int size;

    /** Kind of both. */
    @Param("platform")
    public String threads = "";

    private Ends ends;
    private Partner reader;
    private ByteBuffer message;

    /** Connects, and starts the reader. */
    @Setup
    public void connect() throws IOException {
        boolean virtual = Threads.virtual(threads);
        ends = Ways.open(provider, size);
        message = ByteBuffer.allocateDirect(size);
        ByteBuffer read = ByteBuffer.allocateDirect(size);
        reader = new Partner(virtual, ends, () -> ends.server().read(read.clear()));
    }

    /** Ends both. */
    @TearDown
    public void close() throws IOException {
        reader.close();
    }

    /** One message, as soon as there is room for it. */
    @Benchmark
    public void write() throws IOException {
        ends.client().write(message.clear());
    }
}
