package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import wpipe.api.Client;
import wpipe.api.Mode;
import wpipe.api.RequestHandler;
import wpipe.api.ServeFailure;
import wpipe.api.ServeOptions;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.api.Service;

/** A server that serves, for one test, with the failures it has told of. */
final class Serving implements AutoCloseable {
    private static final List<Mode> MODES = List.of(Mode.SLAVE, Mode.SINGLE_TRANSACTION, Mode.DUPLEX);

    /** Enough for one that is blocked and others that go on. */
    private static final int WORKERS = 4;

    private final Pipes pipes;
    private final Server server;
    private final Service service;
    private final BlockingQueue<ServeFailure> failures = new LinkedBlockingQueue<>();

    private Serving(Pipes pipes, Server server, RequestHandler handler, ServeOptions options) throws IOException {
        this.pipes = pipes;
        this.server = server;
        this.service = server.serve(handler, options.withErrorListener(failures::add));
    }

    /** What runs the handlers, and how a server of such a kind is made. */
    record Kind(TckSubject subject, Mode mode, ServeOptions options) {
        Serving serve(RequestHandler handler) throws IOException {
            return serve(server -> server, options, handler);
        }

        Serving serve(UnaryOperator<ServerOptions> ofServer, ServeOptions options, RequestHandler handler)
                throws IOException {
            Pipes pipes = new Pipes(subject);
            try {
                return new Serving(pipes, pipes.open(mode, ofServer), handler, options);
            } catch (IOException | RuntimeException e) {
                pipes.close();
                throw e;
            }
        }
    }

    /** A test for one kind of serving. */
    @FunctionalInterface
    interface Body {
        void run(Kind kind) throws Exception;
    }

    /** Runs a test in all modes that serve, with workers of all kinds. A failure says with which ones. */
    static void each(TckSubject subject, Body body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(WORKERS, Serving::daemon);
        try {
            for (Mode mode : MODES) {
                ServeOptions options = ServeOptions.defaults();
                run(new Kind(subject, mode, options), body);
                run(new Kind(subject, mode, options.withMaxConcurrent(WORKERS)), body);
                run(new Kind(subject, mode, options.withExecutor(pool)), body);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "wpipe-tck: worker");
        thread.setDaemon(true);
        return thread;
    }

    private static void run(Kind kind, Body body) throws Exception {
        try {
            body.run(kind);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "server in mode " + kind.mode + ", " + kind.options + ": " + Failures.describe(e), e);
        }
    }

    Pipes pipes() {
        return pipes;
    }

    Server server() {
        return server;
    }

    Service service() {
        return service;
    }

    Client connect() throws IOException {
        return pipes.connect(server.mode().complement());
    }

    /** One client's only exchange, with a handler that gives back the request. */
    void echo(int size) throws IOException {
        try (Client client = connect()) {
            assertArrayEquals(Payload.random(size), client.exchange(Payload.random(size), Rules.GUARD), "the reply");
        }
    }

    /** An exchange in the background. */
    Call<byte[]> ask(Client client, byte[] request) {
        return pipes.start("exchange", () -> client.exchange(request));
    }

    /** The next failure that the listener was told of. */
    ServeFailure failure() throws InterruptedException {
        ServeFailure failure = failures.poll(Rules.GUARD.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(failure, "the listener was told of nothing");
        return failure;
    }

    List<ServeFailure> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() throws IOException {
        pipes.close();
    }
}
