package wpipe.cli;

import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import wpipe.api.Connection;

/** Says of each client of a server who it is, once, when it is first seen. */
final class Visitors {
    private final Consumer<String> notes;
    private final Set<Connection> known = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    Visitors(Consumer<String> notes) {
        this.notes = notes;
    }

    void announce(Connection client) {
        if (known.add(client)) {
            notes.accept("a client connected: " + describe(client));
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
