package wpipe.cli;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import wpipe.api.Connection;

/** Says of each client of a server who it is, once, when it is first seen. */
final class Visitors {
    private final Consumer<String> notes;
    private final Map<Connection, Visit> visits = Collections.synchronizedMap(new WeakHashMap<>());

    /** One client's, and the lock of those who say who he is. */
    private static final class Visit {
        boolean said;
    }

    Visitors(Consumer<String> notes) {
        this.notes = notes;
    }

    /** Returns when it has been said, by whichever thread. */
    void announce(Connection client) {
        Visit visit = visits.computeIfAbsent(client, key -> new Visit());
        synchronized (visit) {
            if (!visit.said) {
                visit.said = true;
                notes.accept("a client connected: " + describe(client));
            }
        }
    }

    private static String describe(Connection client) {
        try {
            return client.peer().toString();
        } catch (IOException e) {
            // It may have gone already; what it sent is read all the same.
            return "unknown, " + Failures.text(e);
        }
    }
}
