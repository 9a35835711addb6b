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
    private final Set<ServerConnection> unknown = new LinkedHashSet<>();
    private final Set<ServerConnection> ready = new LinkedHashSet<>();
    private boolean closed;

    ClientList(PipeListener listener, PipeAddress address, Mode mode, ServerOptions options) {
        this.listener = listener;
        this.address = address;
        this.mode = mode;
        this.options = options;
    }

    /** The clients of this moment, after those that have gone were let go. */
    List<Connection> snapshot() throws IOException {
        lock.lock();
        try {
            IOException failure = takeNew();
            if (failure != null) {
                throw failure;
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
            IOException failure = takeNew();
            while (true) {
                ServerConnection client = unaccepted.peek();
                if (client == null) {
                    if (members.size() >= options.maxClients()) {
                        // Full: only a client that goes makes room, and only one that is watched is seen to go.
                        inspectNews();
                    }
                    if (failure != null) {
                        throw failure;
                    }
                    return null;
                }
                inspect(client);
                if (members.contains(client)) {
                    unaccepted.remove();
                    return client;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those that can be read now, in the order in which they became so. */
    List<Connection> readable() throws IOException {
        lock.lock();
        try {
            IOException failure = takeNew();
            inspectNews();
            if (ready.isEmpty() && failure != null) {
                throw failure;
            }
            if (!ready.isEmpty()) {
                Flight.queueDepth(address.path(), ready.size(), members.size());
            }
            return List.copyOf(ready);
        } finally {
            lock.unlock();
        }
    }

    /** A connection was read or written: what was known of it may no longer hold. */
    void changed(ServerConnection client) {
        lock.lock();
        try {
            if (members.contains(client)) {
                forgetState(client);
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
                unknown.remove(client);
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

    /** Takes those that came; gives why no more will come, if that is so, for when they have been handed out. */
    private @Nullable IOException takeNew() {
        while (!closed) {
            PipeChannel channel;
            try {
                channel = listener.pollClient();
            } catch (IOException e) {
                return e;
            }
            if (channel == null) {
                return null;
            }
            ServerConnection client = new ServerConnection(address, mode, options, channel, this);
            byChannel.put(channel, client);
            members.add(client);
            unaccepted.add(client);
            unknown.add(client);
            Flight.accept(address.path(), mode, members.size());
        }
        return null;
    }

    private void inspectNews() {
        PipeChannel channel;
        while ((channel = listener.pollReady()) != null) {
            ServerConnection client = byChannel.get(channel);
            if (client != null && client.watch == Watch.ARMED) {
                forgetState(client);
            }
        }
        for (ServerConnection client : List.copyOf(unknown)) {
            inspect(client);
        }
    }

    private void inspect(ServerConnection client) {
        if (client.watch == Watch.READY && client.isTurnToRead()) {
            return;
        }
        forgetState(client);
        unknown.remove(client);
        // Before the look: a reader that ends from here on calls changed, and finds that there is something to change.
        client.watch = Watch.RESTING;
        Readiness readiness;
        try {
            readiness = client.tryLook();
        } catch (IOException e) {
            // A failure is news: whoever reads this client meets it.
            LOG.log(System.Logger.Level.DEBUG, "looking at a client of " + address, e);
            readiness = Readiness.MESSAGE;
        }
        if (readiness == null) {
            return;
        }
        switch (readiness) {
            case NOTHING -> client.watch = Watch.ARMED;
            case MESSAGE -> {
                if (client.isTurnToRead()) {
                    client.watch = Watch.READY;
                    ready.add(client);
                    // Whoever looked may not be the one who waits for it, and the backend tells of it only once.
                    listener.wakeup();
                }
            }
            case ENDED -> {
                remove(client);
                try {
                    client.letGo();
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.WARNING, "closing a client of " + address + " that has gone", e);
                }
            }
        }
    }

    private void forgetState(ServerConnection client) {
        ready.remove(client);
        unknown.add(client);
        client.watch = Watch.UNKNOWN;
    }
}
