package wpipe.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import wpipe.api.ServerConnection.Watch;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeListener;
import wpipe.spi.Readiness;

/**
 * What is known of a server's clients: which ones are to be looked at, and which ones can be read, in the order in which
 * they became so. All but {@link #look} is guarded by the lock of their {@link ClientList}.
 */
final class ReadyClients {
    private static final System.Logger LOG = System.getLogger("wpipe.api");

    private final PipeListener listener;
    private final PipeAddress address;
    private final Set<ServerConnection> unknown = new LinkedHashSet<>();
    private final Set<ServerConnection> ready = new LinkedHashSet<>();

    ReadyClients(PipeListener listener, PipeAddress address) {
        this.listener = listener;
        this.address = address;
    }

    boolean isEmpty() {
        return ready.isEmpty();
    }

    int size() {
        return ready.size();
    }

    List<Connection> all() {
        return List.copyOf(ready);
    }

    /** Those that are to be looked at. */
    List<ServerConnection> unknown() {
        return List.copyOf(unknown);
    }

    /** Takes some out: nobody looks at them, or is given them, until they are armed again. */
    <T> List<T> take(int most, Function<ServerConnection, T> claim) {
        List<T> taken = new ArrayList<>();
        Iterator<ServerConnection> next = ready.iterator();
        while (taken.size() < most && next.hasNext()) {
            ServerConnection client = next.next();
            next.remove();
            client.watch = Watch.TAKEN;
            taken.add(claim.apply(client));
        }
        return taken;
    }

    void remove(ServerConnection client) {
        unknown.remove(client);
        ready.remove(client);
    }

    /** What was known may no longer hold: the client is looked at before the next wait. */
    void forget(ServerConnection client) {
        ready.remove(client);
        unknown.add(client);
        client.watch = Watch.UNKNOWN;
    }

    /** Looks at a client, unless there is no need to. Gives false if it has gone, and left nothing to read. */
    boolean inspect(ServerConnection client) {
        if (client.watch == Watch.TAKEN || (client.watch == Watch.READY && client.isTurnToRead())) {
            return true;
        }
        remove(client);
        // Before the look: a reader that ends from here on calls changed, and finds that there is something to change.
        client.watch = Watch.RESTING;
        Readiness readiness = look(client);
        if (readiness == Readiness.NOTHING) {
            client.watch = Watch.ARMED;
        } else if (readiness == Readiness.MESSAGE && client.isTurnToRead()) {
            client.watch = Watch.READY;
            ready.add(client);
            // Whoever looked may not be the one who waits for it, and the backend tells of it only once.
            listener.wakeup();
        }
        return readiness != Readiness.ENDED;
    }

    /**
     * Whether a client has gone, and left nothing to read. Costs less than {@link #inspect} where nothing is known of it, since
     * nothing is left behind that would tell of a change.
     */
    boolean hasGone(ServerConnection client) {
        if (client.watch != Watch.UNKNOWN) {
            return !inspect(client);
        }
        try {
            return client.hasEnded();
        } catch (IOException e) {
            isNews(e);
            return false;
        }
    }

    @Nullable
    Readiness look(ServerConnection client) {
        try {
            return client.tryLook();
        } catch (IOException e) {
            isNews(e);
            return Readiness.MESSAGE;
        }
    }

    /** A failure to look at a client: whoever reads it meets it. */
    private void isNews(IOException failure) {
        LOG.log(System.Logger.Level.DEBUG, "looking at a client of " + address, failure);
    }
}
