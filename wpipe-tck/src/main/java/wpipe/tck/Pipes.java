package wpipe.tck;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;

/** One pipe for one test: its server, clients and calls in the background, all of which end with it. */
final class Pipes implements AutoCloseable {
    /** Far over any quota, so that a system which takes this much without a reader takes everything. */
    private static final int TOO_MUCH_TO_BUFFER = 16 << 20;

    private static final int SPINS_BETWEEN_LOOKS = 500;

    private final TckSubject subject;
    private final String name;
    private final List<Closeable> opened = new ArrayList<>();
    private final List<Call<?>> calls = new ArrayList<>();

    Pipes(TckSubject subject) {
        this.subject = subject;
        this.name = subject.newName();
    }

    String name() {
        return name;
    }

    Server open(Mode mode) throws IOException {
        return open(mode, options -> options);
    }

    Server open(Mode mode, UnaryOperator<ServerOptions> options) throws IOException {
        return add(Server.open(name, mode, options.apply(subject.serverOptions())));
    }

    Client connect(Mode mode) throws IOException {
        return connect(mode, options -> options);
    }

    Client connect(Mode mode, UnaryOperator<ClientOptions> options) throws IOException {
        return add(Client.connect(name, mode, options.apply(subject.clientOptions())));
    }

    /** Tries to connect where there is no server. */
    Client connectElsewhere(Duration timeout, boolean waitForServer) throws IOException {
        return add(Client.connect(
                subject.newName(),
                Mode.MASTER,
                subject.clientOptions().withConnectTimeout(timeout).withWaitForServer(waitForServer)));
    }

    /** A server with a client. */
    Link link(Mode serverMode) throws IOException {
        return join(open(serverMode));
    }

    /** A server with a client, both with a limit for messages. */
    Link link(Mode serverMode, int maxMessageSize) throws IOException {
        return join(open(serverMode, options -> options.withMaxMessageSize(maxMessageSize)), maxMessageSize);
    }

    /** A server of a stream of bytes with a client, which takes the type of the pipe as it is. */
    Link stream(Mode serverMode, Framing serverFraming) throws IOException {
        return joinStream(open(serverMode, options -> options.withFraming(serverFraming)));
    }

    /** One more client of a server of a stream of bytes. */
    Link joinStream(Server server) throws IOException {
        Client client = connect(server.mode().complement(), options -> options.withFraming(Framing.BYTES));
        return new Link(server, server.accept(Rules.GUARD), client);
    }

    /** One more client of a server all of whose earlier ones have been accepted. */
    Link join(Server server) throws IOException {
        return join(server, ClientOptions.DEFAULT_MAX_MESSAGE_SIZE);
    }

    Link join(Server server, int maxMessageSize) throws IOException {
        return join(server, options -> options.withMaxMessageSize(maxMessageSize));
    }

    Link join(Server server, UnaryOperator<ClientOptions> options) throws IOException {
        Client client = connect(server.mode().complement(), options);
        Connection atServer = server.accept(Rules.GUARD);
        return new Link(server, atServer, client);
    }

    /** A client's end with no modes or turns around it, for what a peer sends that keeps to none. */
    PipeChannel connectRaw() throws IOException {
        return connectRaw(name, Direction.BOTH);
    }

    /** The same for a pipe of another name, which may go one way. */
    PipeChannel connectRaw(String otherName, Direction direction) throws IOException {
        return add(subject.clientProvider()
                .connect(new ConnectRequest(
                        PipeAddress.local(otherName),
                        direction,
                        Framing.MESSAGES,
                        ClientOptions.DEFAULT_MAX_MESSAGE_SIZE,
                        false,
                        Deadline.after(Rules.GUARD),
                        ConnectSecurity.DEFAULT)));
    }

    /** Makes a call in the background; it must have ended soon after everything here was closed. */
    <T> Call<T> start(String what, Callable<T> body) {
        return add(Call.start(what, body));
    }

    /** The same on a virtual thread, or on a platform thread. */
    <T> Call<T> start(String what, boolean virtual, Callable<T> body) {
        return add(Call.start(what, virtual, body));
    }

    private <T> Call<T> add(Call<T> call) {
        synchronized (calls) {
            calls.add(call);
        }
        return call;
    }

    /** The same for a call that gives nothing. */
    Call<Boolean> run(String what, Action body) {
        return start(what, () -> {
            body.run();
            return true;
        });
    }

    /** Looks at all clients again and again, up to the end of the test, which must not disturb anybody. */
    void keepLooking(Server server) {
        run("looks at all clients", () -> {
            for (int look = 0; server.isOpen(); look++) {
                server.clientCount();
                pause(look);
            }
        });
    }

    /** Asks again and again whether a connection can be read, up to the end of the test. */
    void keepAsking(Connection connection) {
        run("canRead", () -> {
            for (int look = 0; connection.isOpen(); look++) {
                connection.canRead();
                pause(look);
            }
        });
    }

    /** Not at all, up to long enough for others to get a lock: one who takes it again at once keeps them from it. */
    private static void pause(int look) {
        for (int i = look % 8 * SPINS_BETWEEN_LOOKS; i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    /** Writes numbered messages from 0 on until the system takes no more, and gives how many it took. */
    static int fill(Connection writer, int size) throws IOException {
        for (int number = 0; number <= TOO_MUCH_TO_BUFFER / size; number++) {
            try {
                writer.write(Payload.numbered(number, size), Rules.SHORT);
            } catch (PipeTimeoutException e) {
                return number;
            }
        }
        throw new AssertionError("the writer was never made to wait for its reader");
    }

    /** Reads the numbered messages that {@link #fill} wrote. */
    static void drain(Connection reader, int count, int size) throws IOException {
        for (int number = 0; number < count; number++) {
            Payload.assertNumber(number, size, reader.read(Rules.GUARD));
        }
    }

    static void awaitClients(Server server, int count) throws Exception {
        // Both in one look: one that is just being closed may be counted, and be gone before the iteration begins.
        Eventually.holds(
                "the server has " + count + " clients, and iterates over as many",
                () -> server.clientCount() == count && list(server).size() == count);
    }

    /** Keeps an eye on the server, so that those who have gone make room, until all visitors have been. */
    static void awaitVisits(List<Call<Boolean>> visits, Server server) throws Exception {
        Eventually.holds("all clients could connect", () -> {
            server.clientCount();
            return visits.stream().allMatch(Call::isDone);
        });
        for (Call<Boolean> visit : visits) {
            visit.get();
        }
    }

    static List<Connection> list(Server server) {
        List<Connection> connections = new ArrayList<>();
        server.forEach(connections::add);
        return connections;
    }

    /** Closes it along with all else. */
    <T extends Closeable> T add(T closeable) {
        synchronized (opened) {
            opened.add(closeable);
        }
        return closeable;
    }

    @Override
    public void close() throws IOException {
        List<Closeable> closeables;
        List<Call<?>> running;
        synchronized (opened) {
            closeables = List.copyOf(opened);
        }
        for (Closeable closeable : closeables) {
            closeable.close();
        }
        synchronized (calls) {
            running = List.copyOf(calls);
        }
        for (Call<?> call : running) {
            call.end();
        }
    }

    /** Something to do in the background. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }
}
