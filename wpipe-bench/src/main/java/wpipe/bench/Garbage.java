package wpipe.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Counts the bytes that the two threads of a round trip allocate, and only those: what JMH itself allocates in an
 * iteration, which its profiler counts too, is some hundred bytes a message where messages are slow. The JVM does not
 * count for virtual threads; both stay 0 then.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Garbage {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Allocated by both threads, in bytes. */
    public long garbageBytes;

    /** Round trips in which that was. */
    public long garbageTrips;

    private long before;

    /** Begins to count; JMH sets both numbers to 0 after this. */
    @Setup(Level.Iteration)
    public void start(RoundTrip trip) {
        before = allocated(trip);
    }

    /** Has counted. */
    @TearDown(Level.Iteration)
    public void stop(RoundTrip trip) {
        garbageBytes = allocated(trip) - before;
        if (Thread.currentThread().isVirtual()) {
            garbageTrips = 0;
        }
    }

    private static long allocated(RoundTrip trip) {
        return Thread.currentThread().isVirtual()
                ? 0
                : THREADS.getCurrentThreadAllocatedBytes() + THREADS.getThreadAllocatedBytes(trip.partner());
    }
}
