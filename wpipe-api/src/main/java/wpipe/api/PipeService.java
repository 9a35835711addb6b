package wpipe.api;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import wpipe.api.ServeFailure.Phase;
import wpipe.spi.Deadline;
import wpipe.spi.EventCount;
import wpipe.spi.PipeErrors;

/**
 * The one service. A thread of its own, the dispatcher, waits for requests of all clients and gives each to a worker, as a
 * {@link ClientTask}, which has the client for itself until it has answered and gives it back.
 */
final class PipeService implements Service {
    private static final System.Logger LOG = System.getLogger("wpipe.api");

    private final PipeServer server;
    private final String path;
    private final Intake intake;
    private final RequestHandler handler;
    private final ServeOptions options;
    private final Workers workers;

    /** Those at work. A client's comes in with the lock of the list held, so none does after the list was drained. */
    private final Set<ClientTask> tasks = ConcurrentHashMap.newKeySet();

    /** Counts the ends of requests. */
    private final EventCount ends = new EventCount();

    private final CountDownLatch closed = new CountDownLatch(1);

    /** The dispatcher waits until a request has ended. */
    private volatile boolean full;

    /** No more requests are to be taken. */
    private volatile boolean draining;

    /** When the server was closed, some requests were not answered. */
    private volatile boolean cutOff;

    PipeService(PipeServer server, String path, Intake intake, RequestHandler handler, ServeOptions options) {
        this.server = server;
        this.path = path;
        this.intake = intake;
        this.handler = handler;
        this.options = options;
        this.workers = Workers.of(options);
    }

    /** A server whose clients ask nothing cannot serve. */
    static void checkRequests(String path, Mode mode, Framing framing) {
        if (framing.isStream()) {
            throw new TurnException(
                    "serve", path, "framing " + framing + " has no messages, so none that could be a request");
        }
        if (mode != Mode.SLAVE && mode != Mode.SINGLE_TRANSACTION && mode != Mode.DUPLEX) {
            throw new TurnException("serve", path, "mode " + mode + " does not answer requests");
        }
    }

    void start() {
        Thread dispatcher = new Thread(this::dispatch, "wpipe-serve " + server.name());
        dispatcher.setDaemon(true);
        dispatcher.start();
    }

    private void dispatch() {
        Retry newcomers = new Retry(e -> failed(null, Phase.ACCEPT, e));
        try {
            while (true) {
                for (ClientTask task : intake.take(this::room, this::begin, newcomers)) {
                    execute(task);
                }
            }
        } catch (ClosedChannelException e) {
            // The end of the server, or of taking requests.
        } catch (Throwable e) {
            failed(null, Phase.WAIT, e);
            try {
                close();
            } catch (IOException closing) {
                LOG.log(System.Logger.Level.WARNING, "closing the service of " + path, closing);
            }
        }
    }

    /** How many requests may be begun. */
    private int room() {
        // First the flag, then the look: one that ends in between sees the flag.
        full = true;
        int room = workers.limit() - tasks.size();
        full = room <= 0;
        return room;
    }

    private ClientTask begin(ServerConnection client) {
        ClientTask task = new ClientTask(this, client);
        tasks.add(task);
        return task;
    }

    private void execute(ClientTask task) {
        try {
            workers.execute(task);
        } catch (RuntimeException | Error e) {
            task.refused(e);
        } finally {
            // Where the executor ran it here and now: what interrupted a handler is not to end the others.
            Thread.interrupted();
        }
    }

    /** A request has ended. Gives whether another one may be begun. */
    boolean ended() {
        ends.advance();
        if (full) {
            intake.wakeup();
        }
        return !draining;
    }

    /** Whether a worker keeps its client, and waits for its next request, instead of giving it back to the dispatcher. */
    boolean keepsClients() {
        return workers.mayWait();
    }

    RequestHandler handler() {
        return handler;
    }

    Duration replyTimeout() {
        return options.replyTimeout();
    }

    /** Something went wrong with a client, or with the service itself. */
    void failed(@Nullable Connection client, Phase phase, Throwable cause) {
        try {
            options.errorListener().accept(new ServeFailure(client, phase, cause));
        } catch (RuntimeException | Error e) {
            e.addSuppressed(cause);
            LOG.log(System.Logger.Level.WARNING, "the error listener of the service of " + path + " has failed", e);
        }
    }

    /** A worker has no more to do with its client. */
    void done(ClientTask task, boolean goesOn) {
        try {
            if (!goesOn || !intake.giveBack(task.client())) {
                task.client().closeUnasked();
            }
        } finally {
            tasks.remove(task);
            ended();
        }
    }

    /** The server is about to close its connections. */
    void closing() {
        cutOff = isBusy();
    }

    /** The server has closed its connections. */
    void closed() {
        tasks.forEach(ClientTask::interrupt);
        workers.close();
        closed.countDown();
        ends.advance();
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public boolean isOpen() {
        return server.isOpen();
    }

    @Override
    public void awaitClose() throws InterruptedException {
        closed.await();
    }

    @Override
    public boolean shutdown(Duration timeout) throws IOException {
        long deadline = Deadline.after(timeout);
        if (tasks.stream().anyMatch(ClientTask::isCurrent)) {
            throw new IllegalStateException("shutdown on " + path
                    + ": it waits for handlers and what is told of them, so none of these can call it");
        }
        boolean finished;
        try {
            drain();
            finished = awaitEnds(deadline);
        } catch (IOException | RuntimeException | Error e) {
            try {
                close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
        close();
        return finished && !cutOff;
    }

    private void drain() throws IOException {
        draining = true;
        intake.drain();
        for (ClientTask task : tasks) {
            if (task.endIfWaiting()) {
                task.client().closeUnasked();
            }
        }
    }

    /** Gives whether everything has ended. */
    private boolean awaitEnds(long deadline) throws IOException {
        boolean inTime = true;
        while (true) {
            long ticket = ends.ticket();
            if (!isBusy()) {
                return true;
            }
            if (!inTime || !isOpen()) {
                return false;
            }
            inTime = ends.await(ticket, deadline);
            if (Thread.currentThread().isInterrupted()) {
                throw PipeErrors.interrupted("shutdown", path);
            }
        }
    }

    private boolean isBusy() {
        return tasks.stream().anyMatch(ClientTask::isBusy);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
