package wpipe.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wpipe.api.Providers.Found;
import wpipe.spi.Reach;

/**
 * What one run of the rules is about.
 *
 * @param server the backend of the servers
 * @param client the backend of the clients
 */
record Pair(String server, String client) {
    /**
     * The pairs to test: each backend with itself, then each with each other where both make pipes of the machine.
     *
     * @param found the backends
     * @param only the one to test, with itself; null for all
     */
    static List<Pair> of(List<Found> found, @Nullable String only) {
        List<Found> usable = found.stream()
                .filter(Found::available)
                .filter(f -> only == null || f.name().equalsIgnoreCase(only))
                .toList();
        List<Pair> pairs = new ArrayList<>();
        usable.forEach(f -> pairs.add(new Pair(f.name(), f.name())));
        for (Found server : usable) {
            for (Found client : usable) {
                if (!server.equals(client) && server.reach() == Reach.MACHINE && client.reach() == Reach.MACHINE) {
                    pairs.add(new Pair(server.name(), client.name()));
                }
            }
        }
        return pairs;
    }

    @Override
    public String toString() {
        return server + " server, " + client + " client";
    }
}
