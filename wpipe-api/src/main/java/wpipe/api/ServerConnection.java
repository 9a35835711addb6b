package wpipe.api;

import java.io.IOException;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;

/** A server's connection to one of its clients. */
final class ServerConnection extends PipeConnection {
    private static final System.Logger LOG = System.getLogger("wpipe.api");

    /** What {@link ClientList} knows of it. */
    enum Watch {
        /** To be looked at before the next wait. */
        UNKNOWN,
        /** Nothing was there; the backend tells when that changes. */
        ARMED,
        /** A message is there and it is the turn to read it. */
        READY,
        /** Of no interest until it is read or written next: it is not its turn, or somebody is reading it. */
        RESTING,
        /** Somebody has it for himself, and is going to give it back. */
        TAKEN
    }

    private final ClientList clients;

    /** Written under the lock of the list; read without it, to leave the list alone where there is no news. */
    volatile Watch watch = Watch.UNKNOWN;

    ServerConnection(PipeAddress address, Mode mode, ServerOptions options, PipeChannel channel, ClientList clients) {
        super(address, mode, options.framing(), Turn.firstOfServer(mode), options.maxMessageSize(), channel);
        this.clients = clients;
    }

    @Override
    public <R, X extends Exception> R impersonate(ImpersonatedAction<R, X> action) throws IOException, X {
        return identity().impersonate(action);
    }

    /** Closes it where nobody has asked for that. */
    void closeUnasked() {
        try {
            close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "closing a client of " + name(), e);
        }
    }

    @Override
    void changed() {
        Watch known = watch;
        if (known != Watch.UNKNOWN && known != Watch.TAKEN) {
            clients.changed(this);
        }
    }

    @Override
    void looked() {
        // Who looks takes the news that the backend would have brought to the list. RESTING may be about to become
        // ARMED.
        Watch known = watch;
        if (known == Watch.ARMED || known == Watch.RESTING) {
            clients.changed(this);
        }
    }

    @Override
    void closed() {
        clients.remove(this);
    }
}
