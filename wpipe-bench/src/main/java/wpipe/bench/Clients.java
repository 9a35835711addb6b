package wpipe.bench;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import wpipe.bench.link.Ways;
import wpipe.bench.peer.Crowd;

/**
 * How many round trips of 64 bytes does a server make in all, when many clients are at it at once? They are no threads of
 * JMH's: it adds up the speeds that its threads had each for itself, and those of threads that waited for the processor
 * until the time was over are beyond all measure.
 */
@State(Scope.Benchmark)
public class Clients {
    private static final int TRIPS = 500;

    /** A provider of the library. */
    @Param({"ffm", "jna", "loopback"})
    public String provider = "";

    /** How the server serves: as in {@link wpipe.bench.peer.Style}. */
    @Param("wait")
    public String style = "";

    /** Kind of the clients' threads. */
    @Param("platform")
    public String threads = "";

    /** How many there are. */
    @Param("16")
    public int clients;

    private ServingPartner server;
    private Crowd crowd;
    private long goal;

    /** Opens the server, and lets the clients begin. */
    @Setup
    public void open() throws IOException {
        server = new ServingPartner(provider, style);
        crowd = new Crowd(provider, Ways.pipeName(), clients, Threads.areVirtual(threads));
    }

    /** Leaves out what they did between two iterations. */
    @Setup(Level.Iteration)
    public void begin() {
        goal = crowd.trips();
    }

    /** Ends all of them. */
    @TearDown
    public void close() throws IOException {
        crowd.close();
        server.close();
    }

    /**
     * Some round trips, by whichever clients. What came after the last ones counts for these: so nothing is lost when this
     * thread comes late, nor is anything counted twice.
     */
    @Benchmark
    @OperationsPerInvocation(TRIPS)
    public void trips() throws IOException {
        goal += TRIPS;
        crowd.awaitTrips(goal);
    }
}
