package wpipe.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
    /**
     * Room for many small messages: a stream of them changes threads once for so much of it, and not once for each. Pages are
     * taken for what is buffered alone.
     */
    private static final int QUOTA = 131072;

    private final PipeAddress address;
    private final Mode mode;
    private final Framing framing;
    private final String provider;
    private final PipeListener listener;
    private final InterruptibleWait wait;
    private final ClientList clients;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable PipeService> service = new AtomicReference<>();

    PipeServer(PipeAddress address, Mode mode, String provider, PipeListener listener, ServerOptions options) {
        this.address = address;
        this.mode = mode;
        this.framing = options.framing();
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
                QUOTA,
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
            // Of what goes wrong while it serves, the service's listener is told.
            return clients.snapshot(service.get() == null);
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
            checkNotServing("accept");
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
            checkNotServing("waitForData");
            boolean last = Deadline.isOver(deadline);
            long ticket = listener.ticket();
            List<Connection> readable = clients.readable();
            if (!readable.isEmpty()) {
                return readable;
            }
            await("waitForData", ticket, deadline, last);
        }
    }

    @Override
    public Service serve(RequestHandler handler) throws IOException {
        return serve(handler, ServeOptions.defaults());
    }

    @Override
    public Service serve(RequestHandler handler, ServeOptions options) throws IOException {
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(options, "options");
        checkOpen("serve");
        PipeService.checkRequests(address.path(), mode, framing);
        Intake intake = new Intake(this, address.path(), listener, clients);
        PipeService made = new PipeService(this, address.path(), intake, handler, options);
        if (!service.compareAndSet(null, made)) {
            checkNotServing("serve");
        }
        if (closed.get()) {
            // Whoever closed it meanwhile may not have seen that there is a service.
            made.closed();
            throw PipeErrors.asynchronousClose("serve", address.path());
        }
        // For those who wait for clients already, and are not to any more.
        listener.wakeup();
        made.start();
        return made;
    }

    private void checkNotServing(String operation) {
        if (service.get() != null) {
            throw new IllegalStateException(operation + " on " + address.path()
                    + ": the server serves, so its clients and their requests are for its service");
        }
    }

    /** Waits until it is worth to look again; not if the last look, which came after the deadline, has found nothing. */
    void await(String operation, long ticket, long deadline, boolean last) throws IOException {
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
        PipeService served = service.get();
        if (served != null) {
            served.closing();
        }
        try {
            closeAll();
        } finally {
            if (served != null) {
                served.closed();
            }
        }
    }

    private void closeAll() throws IOException {
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

    @Override
    public String toString() {
        return "PipeServer[" + address.path() + ", " + mode + (isOpen() ? "]" : ", closed]");
    }
}
