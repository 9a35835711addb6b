package wpipe.spi;

import org.jspecify.annotations.Nullable;
import wpipe.flight.Flight;

/**
 * The time in which a connect waits, since the pipe is busy or absent: a backend brackets its waiting with this, and Flight
 * Recorder has an event for it. For one thread.
 *
 * @since 0.1
 */
public final class BusyWait {
    private final PipeAddress address;
    private final @Nullable Object event = Flight.beginBusyWait();

    private BusyWait(PipeAddress address) {
        this.address = address;
    }

    /**
     * Begins to wait.
     *
     * @param address the pipe
     * @return what ends it
     */
    public static BusyWait begin(PipeAddress address) {
        return new BusyWait(address);
    }

    /** Ends the waiting, whatever came of it. */
    public void end() {
        Flight.endBusyWait(event, address.path());
    }
}
