package wpipe.api;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import wpipe.flight.Flight;

/** What Flight Recorder is told of one connection. */
final class ConnectionFlight {
    private final String path;
    private final Mode mode;
    private final AtomicBoolean broken = new AtomicBoolean();

    ConnectionFlight(String path, Mode mode) {
        this.path = path;
        this.mode = mode;
    }

    void read(@Nullable Object begun, int bytes) {
        Flight.endRead(begun, path, mode, bytes);
    }

    void written(@Nullable Object begun, int bytes) {
        Flight.endWrite(begun, path, mode, bytes);
    }

    /** The peer was found to be gone: told once, however many calls find it. */
    void broken(String operation) {
        if (!broken.get() && broken.compareAndSet(false, true)) {
            Flight.brokenPipe(path, mode, operation);
        }
    }
}
