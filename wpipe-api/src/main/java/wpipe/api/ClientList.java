package wpipe.api;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import wpipe.api.ServerConnection.Watch;
import wpipe.flight.Flight;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;
import wpipe.spi.Readiness;

/**
 * The clients of a server: who is there, who was not handed out yet, who can be read.
 *
 * <p>To find those that can be read, only connections with news are looked at: those that were read, written or came
 * since the last time, and those that the backend names. The order of locks is: this list, then a connection's, then the
 * backend's; nothing is called back with a connection's lock held.
 */
final class ClientList {
    private static final System.Logger LOG = System.getLogger("wpipe.api");

    private final PipeListener listener;
    private final PipeAddress address;
    private final Mode mode;
    private final ServerOptions options;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<PipeChannel, ServerConnection> byChannel = new HashMap<>();
    private final Set<ServerConnection> members = new LinkedHashSet<>();
    private final Deque<ServerConnection> unaccepted = new ArrayDeque<>();
    private final ReadyClients ready;
    private boolean closed;

    /** Why a client could not be taken, until somebody has been told: nobody tries again before. */
    private @Nullable IOException failure;

    /** Nobody new is let in, and nobody is taken any more. */
    private boolean draining;

    ClientList(PipeListener listener, PipeAddress address, Mode mode, ServerOptions options) {
        this.listener = listener;
        this.address = address;
        this.mode = mode;
        this.options = options;
        this.ready = new ReadyClients(listener, address);
    }

    /**
     * The clients of this moment, after those that have gone were let go.
     *
     * @param tell whether the caller is the one to be told of failures
     */
    List<Connection> snapshot(boolean tell) throws IOException {
        lock.lock();
        try {
            if (tell) {
                tellFailure();
            }
            takeNew();
            if (tell && members.isEmpty()) {
                tellFailure();
            }
            for (ServerConnection client : List.copyOf(members)) {
                inspect(client);
            }
            return List.copyOf(members);
        } finally {
            lock.unlock();
        }
    }

    /** The next client that was not handed out yet and has not gone; null if there is none. */
    @Nullable
    Connection nextUnaccepted() throws IOException {
        lock.lock();
        try {
            takeNew();
            while (true) {
                ServerConnection client = unaccepted.peek();
                if (client == null) {
                    if (members.size() >= options.maxClients()) {
                        // Full: only a client that goes makes room, and only one that is watched is seen to go.
                        inspectNews();
                    }
                    tellFailure();
                    return null;
                }
                if (!ready.hasGone(client)) {
                    unaccepted.remove();
                    return client;
                }
                letGo(client);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those that can be read now, in the order in which they became so. */
    List<Connection> readable() throws IOException {
        lock.lock();
        try {
            tellFailure();
            takeNew();
            inspectNews();
            if (ready.isEmpty()) {
                tellFailure();
            } else {
                Flight.queueDepth(address.path(), ready.size(), members.size());
            }
            return ready.all();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes those that can be read now, in the order in which they became so: they are the caller's alone, and given to
     * nobody else, until they are given back.
     *
     * @param most how many at most
     * @param claim is called for each, with the lock held
     * @param newOnes whether those that came are to be let in
     */
    <T> List<T> take(int most, Function<ServerConnection, T> claim, boolean newOnes) throws IOException {
        lock.lock();
        try {
            if (newOnes) {
                tellFailure();
                takeNew();
            }
            inspectNews();
            if (newOnes && ready.isEmpty()) {
                tellFailure();
            }
            if (draining || ready.isEmpty()) {
                return List.of();
            }
            Flight.queueDepth(address.path(), ready.size(), members.size());
            return ready.take(most, claim);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives back one that was taken. Looks at it without the lock, so that those who give back do not wait for each other.
     *
     * @return false if nobody is going to take it any more
     */
    boolean giveBack(ServerConnection client) {
        lock.lock();
        try {
            if (draining) {
                return false;
            }
            if (!members.contains(client)) {
                return true;
            }
            // Before the look: what the backend tells from here on counts.
            client.watch = Watch.ARMED;
        } finally {
            lock.unlock();
        }
        if (ready.look(client) != Readiness.NOTHING) {
            changed(client);
        }
        return true;
    }

    /** Lets nobody in and nobody be taken any more, and gives those that are not taken now. */
    List<ServerConnection> drain() {
        lock.lock();
        try {
            draining = true;
            return members.stream()
                    .filter(client -> client.watch != Watch.TAKEN)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** A connection was read or written: what was known of it may no longer hold. */
    void changed(ServerConnection client) {
        lock.lock();
        try {
            if (client.watch != Watch.TAKEN && members.contains(client)) {
                ready.forget(client);
                // Whoever waits must look at it again: it may have become readable, and nobody else will tell.
                listener.wakeup();
            }
        } finally {
            lock.unlock();
        }
    }

    void remove(ServerConnection client) {
        lock.lock();
        try {
            if (members.remove(client)) {
                byChannel.remove(client.channel());
                unaccepted.remove(client);
                ready.remove(client);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the list: gives all who are in it, and takes nobody from now on. */
    List<Connection> close() {
        lock.lock();
        try {
            closed = true;
            return List.copyOf(members);
        } finally {
            lock.unlock();
        }
    }

    /** Takes those that came; keeps the failure that it meets, for {@link #tellFailure}. */
    private void takeNew() {
        while (!closed && !draining && failure == null) {
            PipeChannel channel;
            try {
                channel = listener.pollClient();
            } catch (IOException e) {
                failure = e;
                return;
            }
            if (channel == null) {
                return;
            }
            ServerConnection client = new ServerConnection(address, mode, options, channel, this);
            byChannel.put(channel, client);
            members.add(client);
            unaccepted.add(client);
            ready.forget(client);
            Flight.accept(address.path(), mode, members.size());
        }
    }

    /**
     * Throws the failure that nobody was told of. A call does so when it has nothing else to give, and the next one before all
     * else: so neither clients nor the failure of taking more of them keep the caller from learning of the other.
     */
    private void tellFailure() throws IOException {
        IOException told = failure;
        // After a close nobody waits for clients any more.
        if (told != null && !closed) {
            failure = null;
            throw told;
        }
    }

    private void inspectNews() {
        PipeChannel channel;
        while ((channel = listener.pollReady()) != null) {
            ServerConnection client = byChannel.get(channel);
            if (client != null && client.watch == Watch.ARMED) {
                ready.forget(client);
            }
        }
        for (ServerConnection client : ready.unknown()) {
            inspect(client);
        }
    }

    private void inspect(ServerConnection client) {
        if (!ready.inspect(client)) {
            letGo(client);
        }
    }

    /** Lets a client go that has gone, and left nothing to read. */
    private void letGo(ServerConnection client) {
        remove(client);
        try {
            client.letGo();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "closing a client of " + address + " that has gone", e);
        }
    }
}
