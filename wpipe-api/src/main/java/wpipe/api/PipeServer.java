package wpipe.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeErrors;
import wpipe.spi.PipeListener;
import wpipe.spi.PipeProvider;

/** The one server: a backend's listener, and the list of clients. */
final class PipeServer implements Server {
    private static final int SMALLEST_QUOTA = 4096;
    private static final int LARGEST_QUOTA = 65536;

    private final PipeAddress address;
    private final Mode mode;
    private final String provider;
    private final PipeListener listener;
    private final InterruptibleWait wait;
    private final ClientList clients;
    private final AtomicBoolean closed = new AtomicBoolean();

    PipeServer(PipeAddress address, Mode mode, String provider, PipeListener listener, ServerOptions options) {
        this.address = address;
        this.mode = mode;
        this.provider = provider;
        this.listener = listener;
        this.wait = new InterruptibleWait(listener);
        this.clients = new ClientList(listener, address, mode, options);
    }

    static Server open(String name, Mode mode, ServerOptions options) throws IOException {
        Objects.requireNonNull(mode, "mode");
        Checks.framing(mode, options.framing());
        PipeAddress address = PipeAddress.local(name);
        PipeProvider provider = Providers.select("open", address, options.providerChoice());
        // Before anything is opened: a backend is not to be trusted with what would be left open if it threw.
        String providerName = provider.name();
        PipeListener listener = provider.listen(request(address, mode.direction(), options));
        return new PipeServer(address, mode, providerName, listener, options);
    }

    /** What a backend is told of a pipe that is opened with options. */
    static ListenRequest request(PipeAddress address, Direction direction, ServerOptions options) {
        return new ListenRequest(
                address,
                direction,
                options.framing(),
                options.maxClients(),
                options.waitingInstances(),
                options.maxMessageSize(),
                Math.min(Math.max(options.maxMessageSize(), SMALLEST_QUOTA), LARGEST_QUOTA),
                options.defaultWait(),
                options.security());
    }

    @Override
    public String name() {
        return address.name();
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public Iterator<Connection> iterator() {
        return snapshot().iterator();
    }

    @Override
    public int clientCount() {
        return snapshot().size();
    }

    private List<Connection> snapshot() {
        try {
            return clients.snapshot();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Connection accept() throws IOException {
        return accept(Deadline.NEVER);
    }

    @Override
    public Connection accept(Duration timeout) throws IOException {
        return accept(Deadline.after(timeout));
    }

    private Connection accept(long deadline) throws IOException {
        checkOpen("accept");
        while (true) {
            boolean last = Deadline.isOver(deadline);
            long ticket = listener.ticket();
            Connection client = clients.nextUnaccepted();
            if (client != null) {
                return client;
            }
            await("accept", ticket, deadline, last);
        }
    }

    @Override
    public List<Connection> waitForData() throws IOException {
        return waitForData(Deadline.NEVER);
    }

    @Override
    public List<Connection> waitForData(Duration timeout) throws IOException {
        return waitForData(Deadline.after(timeout));
    }

    private List<Connection> waitForData(long deadline) throws IOException {
        checkOpen("waitForData");
        if (!mode.canRead()) {
            throw new TurnException("waitForData", address.path(), "mode " + mode + " never reads");
        }
        while (true) {
            boolean last = Deadline.isOver(deadline);
            long ticket = listener.ticket();
            List<Connection> readable = clients.readable();
            if (!readable.isEmpty()) {
                return readable;
            }
            await("waitForData", ticket, deadline, last);
        }
    }

    /** Waits until it is worth to look again; not if the last look, which came after the deadline, has found nothing. */
    private void await(String operation, long ticket, long deadline, boolean last) throws IOException {
        if (!last) {
            wait.await(ticket, deadline);
        }
        if (closed.get()) {
            throw PipeErrors.asynchronousClose(operation, address.path());
        }
        if (Thread.currentThread().isInterrupted()) {
            throw PipeErrors.interrupted(operation, address.path());
        }
        if (last) {
            throw PipeErrors.timeout(operation, address.path());
        }
    }

    private void checkOpen(String operation) throws IOException {
        if (closed.get()) {
            throw PipeErrors.closed(operation, address.path());
        }
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        @Nullable IOException failure = null;
        try {
            listener.close();
        } catch (IOException e) {
            failure = e;
        }
        for (Connection client : clients.close()) {
            try {
                client.close();
            } catch (IOException e) {
                failure = PipeErrors.also(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
