package wpipe.api;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import wpipe.spi.PipeErrors;
import wpipe.spi.PipeListener;

/** The clients of a server that serves, as its service has them: taken when they ask, and given back. */
final class Intake {
    private final PipeServer server;
    private final String path;
    private final PipeListener listener;
    private final ClientList clients;

    /** The service takes no more requests, since it is about to end. */
    private volatile boolean draining;

    Intake(PipeServer server, String path, PipeListener listener, ClientList clients) {
        this.server = server;
        this.path = path;
        this.listener = listener;
        this.clients = clients;
    }

    /**
     * Waits until clients can be read, and takes them, as {@link ClientList#take} does.
     *
     * @param room how many at most; it is asked again after each {@link #wakeup}
     * @param newcomers when those that came are let in, and what is told when that fails
     * @throws ClosedChannelException if there is nothing more to take
     */
    <T> List<T> take(IntSupplier room, Function<ServerConnection, T> claim, Retry newcomers) throws IOException {
        while (true) {
            long ticket = listener.ticket();
            List<T> taken;
            try {
                taken = clients.take(room.getAsInt(), claim, newcomers.begin());
            } catch (IOException e) {
                newcomers.failed(e);
                continue; // with those who are there
            }
            if (!taken.isEmpty()) {
                return taken;
            }
            if (draining) {
                throw PipeErrors.closed("serve", path);
            }
            server.await("serve", ticket, newcomers.deadline(), false);
        }
    }

    /** {@link ClientList#giveBack}. */
    boolean giveBack(ServerConnection client) {
        return clients.giveBack(client);
    }

    /** Makes {@link #take} look again. */
    void wakeup() {
        listener.wakeup();
    }

    /** Takes no more clients and requests, and lets those go that have none. */
    void drain() throws IOException {
        draining = true;
        // Before the listener is closed: a client that comes in between is left to it.
        List<ServerConnection> idle = clients.drain();
        try {
            listener.close();
        } finally {
            idle.forEach(ServerConnection::closeUnasked);
        }
    }
}
