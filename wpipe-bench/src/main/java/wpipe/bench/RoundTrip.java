package wpipe.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.bench.link.Ends;
import wpipe.bench.link.Link;
import wpipe.bench.link.Partner;
import wpipe.bench.link.Pipes;
import wpipe.bench.link.Ways;

/** How long does it take until the answer to a message is there, when nothing else goes on, and how much garbage does it make? */
@State(Scope.Benchmark)
public class RoundTrip {
    /** A provider of the library, or, in duplex, another way. */
    @Param({"ffm", "jna", "loopback"})
    public String provider = "";

    /** Of the message and of its answer, in bytes. */
    @Param({"64", "4096", "65536"})
    public int size;

    /**
     * How the library is used: in mode duplex with direct buffers, with turns (a master and a slave), by exchange, or in
     * duplex with buffers on the heap or with arrays.
     */
    @Param({"duplex", "turns", "exchange", "heap", "array"})
    public String via = "";

    /** Kind of both. */
    @Param("platform")
    public String threads = "";

    private Partner.Work trip;
    private Partner partner;

    /** Connects, and starts the thread that answers. */
    @Setup
    public void connect() throws IOException {
        boolean virtual = Threads.virtual(threads);
        if (via.equals("duplex")) {
            Ends ends = Ways.open(provider, size);
            trip = trip(ends.client(), ByteBuffer.allocateDirect(size));
            partner = new Partner(virtual, ends, answer(ends.server(), ByteBuffer.allocateDirect(size)));
            return;
        }
        boolean turns = via.equals("turns") || via.equals("exchange");
        Server server = Pipes.open(provider, Ways.pipeName(), turns ? Mode.SLAVE : Mode.DUPLEX, size);
        Client client = Pipes.connect(provider, Ways.pipeName(), turns ? Mode.MASTER : Mode.DUPLEX, size);
        Connection other = server.accept();
        Partner.Work answer;
        switch (via) {
            case "turns" -> {
                trip = trip(Pipes.link(client), ByteBuffer.allocateDirect(size));
                answer = answer(Pipes.link(other), ByteBuffer.allocateDirect(size));
            }
            case "exchange" -> {
                ByteBuffer message = ByteBuffer.allocateDirect(size);
                ByteBuffer reply = ByteBuffer.allocateDirect(size);
                trip = () -> client.exchange(message.clear(), reply.clear());
                answer = answer(Pipes.link(other), ByteBuffer.allocateDirect(size));
            }
            case "heap" -> {
                trip = trip(Pipes.link(client), ByteBuffer.allocate(size));
                answer = answer(Pipes.link(other), ByteBuffer.allocate(size));
            }
            case "array" -> {
                byte[] message = new byte[size];
                trip = () -> {
                    client.write(message);
                    client.read();
                };
                answer = () -> other.write(other.read());
            }
            default -> throw new IllegalArgumentException("via=" + via);
        }
        partner = new Partner(virtual, server, answer);
    }

    private static Partner.Work trip(Link client, ByteBuffer message) {
        return () -> {
            client.write(message.clear());
            client.read(message.clear());
        };
    }

    private static Partner.Work answer(Link server, ByteBuffer message) {
        return () -> {
            server.read(message.clear());
            server.write(message.flip());
        };
    }

    /** The number of the thread that answers. */
    long partner() {
        return partner.threadId();
    }

    /** Ends both. */
    @TearDown
    public void close() throws IOException {
        partner.close();
    }

    /** A message there and back. */
    @Benchmark
    public void trip(Garbage garbage) throws IOException {
        trip.once();
        garbage.garbageTrips++;
    }
}
