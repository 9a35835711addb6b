package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import wpipe.api.BufferTooSmallException;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.TurnException;

/**
 * Makes the calls of a sequence on a server and its clients and on the model, and compares. One thread makes them all, so
 * whatever waits longer than a system takes to notice something is wrong.
 */
final class ModelRun {
    private static final int MAX_CLIENTS = 3;

    private final Pipes pipes;
    private final Server server;
    private final Duration patience;
    private final List<ModelClient> clients = new ArrayList<>();
    private boolean closed;
    private int messages;

    /** How many messages were read. */
    private int read;

    ModelRun(Pipes pipes, Mode mode, Duration patience) throws IOException {
        this.pipes = pipes;
        this.server = pipes.open(mode, options -> options.withMaxClients(MAX_CLIENTS));
        this.patience = patience;
    }

    int run(List<ModelStep> steps) throws Exception {
        for (int i = 0; i < steps.size(); i++) {
            try {
                make(steps.get(i));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("step " + (i + 1) + ", " + steps.get(i) + ": " + Failures.describe(e), e);
            }
        }
        look();
        return read;
    }

    private void make(ModelStep step) throws Exception {
        switch (step.kind()) {
            case CONNECT -> connect();
            case ACCEPT -> accept();
            case LOOK -> look();
            case WAIT_FOR_DATA -> waitForData();
            case CLOSE_SERVER -> {
                server.close();
                closed = true;
                clients.forEach(client -> client.atServer().closeWithServer(client.end()));
            }
            case WRITE, READ, READ_TOO_SMALL, CAN_READ, IS_ALIVE, CLOSE -> makeOnEnd(step);
        }
    }

    private void makeOnEnd(ModelStep step) throws Exception {
        if (clients.isEmpty()) {
            return;
        }
        ModelClient client = clients.get(step.pick() / 2 % clients.size());
        boolean atServer = step.pick() % 2 == 1;
        if (atServer && !client.isSeen()) {
            look();
            if (!client.isSeen()) {
                return; // It has come and gone without a message, and nobody has seen it.
            }
        }
        Connection connection = atServer ? client.seen() : client.connection();
        ModelEnd end = atServer ? client.atServer() : client.end();
        ModelEnd peer = atServer ? client.end() : client.atServer();
        switch (step.kind()) {
            case WRITE -> write(connection, end, peer, step.size());
            case READ -> read(connection, end, peer);
            case READ_TOO_SMALL -> readTooSmall(connection, end);
            case CAN_READ -> {
                if (end.canRead()) {
                    Eventually.holds("canRead", patience, connection::canRead);
                } else {
                    assertFalse(connection.canRead(), "canRead");
                }
            }
            case IS_ALIVE -> isAlive(connection, end, peer);
            default -> close(client, connection, end);
        }
    }

    private List<ModelClient> members() {
        return clients.stream().filter(ModelClient::isMember).toList();
    }

    private void connect() throws Exception {
        if (closed) {
            return;
        }
        if (clients.stream().filter(ModelClient::mayHoldInstance).count() >= MAX_CLIENTS) {
            // Only a look of the server makes room where a client has gone.
            look();
        }
        Mode mode = server.mode().complement();
        if (members().size() == MAX_CLIENTS) {
            assertThrows(
                    PipeBusyException.class,
                    () -> pipes.connect(mode, options -> options.withConnectTimeout(Duration.ZERO)),
                    "connect to a server with all its clients");
            return;
        }
        Eventually.holds("connect to a server with room", patience, () -> {
            try {
                Client connection = pipes.connect(mode, options -> options.withConnectTimeout(Duration.ZERO));
                clients.add(new ModelClient(connection, server.mode()));
                return true;
            } catch (PipeBusyException e) {
                // One that came and went may have come to the server's notice after the last look.
                server.clientCount();
                return false;
            }
        });
    }

    private void accept() throws Exception {
        if (closed) {
            assertThrows(ClosedChannelException.class, () -> server.accept(Duration.ZERO));
            return;
        }
        if (clients.stream().anyMatch(ModelClient::hasGoneUnnoticed)) {
            look();
        }
        ModelClient next = members().stream()
                .filter(client -> !client.isAccepted())
                .findFirst()
                .orElse(null);
        if (next == null) {
            assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO));
        } else {
            Connection accepted = server.accept(patience);
            assertTrue(fits(next, accepted), "accept gives the first client that was not accepted");
            next.accepted(accepted);
        }
    }

    /** The server's clients are those of the model, in the same order. */
    private void look() throws Exception {
        List<ModelClient> members = members();
        Eventually.holds("the server has " + members.size() + " clients, " + members, patience, () -> {
            List<Connection> list = Pipes.list(server);
            boolean fits = list.size() == members.size();
            for (int i = 0; fits && i < list.size(); i++) {
                fits = fits(members.get(i), list.get(i));
            }
            if (fits) {
                for (int i = 0; i < list.size(); i++) {
                    members.get(i).see(list.get(i));
                }
            }
            return fits;
        });
        assertEquals(members.size(), server.clientCount(), "clientCount");
        clients.forEach(ModelClient::noticed);
    }

    /** Whether a connection of the server may be that to a client. */
    private boolean fits(ModelClient client, Connection connection) {
        return client.isSeen()
                ? client.seen().equals(connection)
                : clients.stream()
                        .noneMatch(other -> other.isSeen() && other.seen().equals(connection));
    }

    private void waitForData() throws Exception {
        if (closed || server.mode() == Mode.WRITER) {
            assertFails(
                    List.of(closed ? ClosedChannelException.class : TurnException.class),
                    () -> server.waitForData(Duration.ZERO));
            return;
        }
        List<ModelClient> expected =
                members().stream().filter(client -> client.atServer().canRead()).toList();
        if (expected.isEmpty()) {
            assertThrows(PipeTimeoutException.class, () -> server.waitForData(Duration.ZERO));
            return;
        }
        if (!expected.stream().allMatch(ModelClient::isSeen)) {
            look();
        }
        List<Connection> wanted = expected.stream().map(ModelClient::seen).toList();
        Eventually.holds("waitForData gives " + expected, patience, () -> {
            List<Connection> given = server.waitForData(patience);
            assertTrue(wanted.containsAll(given), "waitForData gives only those that can be read");
            return given.size() == wanted.size();
        });
    }

    private void write(Connection connection, ModelEnd end, ModelEnd peer, int size) throws IOException {
        byte[] message = size == 0 ? new byte[0] : Payload.numbered(messages++, size);
        List<Class<? extends Exception>> failures = end.writeFailures(peer);
        if (!failures.isEmpty()) {
            assertFails(failures, () -> connection.write(message, patience));
        } else if (!peer.isFull()) {
            connection.write(message, patience);
            end.write(peer, message);
        }
    }

    private void read(Connection connection, ModelEnd end, ModelEnd peer) throws IOException {
        List<Class<? extends Exception>> failures = end.readFailures(peer);
        if (failures.isEmpty()) {
            assertArrayEquals(end.next(), connection.read(patience), "message");
            end.read();
            read++;
        } else {
            boolean timesOut = failures.contains(PipeTimeoutException.class);
            assertFails(failures, () -> connection.read(timesOut ? Duration.ZERO : patience));
        }
    }

    private void readTooSmall(Connection connection, ModelEnd end) {
        if (end.canRead() && end.next().length > 0) {
            ByteBuffer target = ByteBuffer.allocate(end.next().length - 1);
            assertThrows(BufferTooSmallException.class, () -> connection.read(target, patience));
        }
    }

    private void isAlive(Connection connection, ModelEnd end, ModelEnd peer) throws Exception {
        if (!end.isOver(peer)) {
            assertTrue(connection.isAlive(), "isAlive");
        } else if (end.isClosed() || end.mode() != Mode.WRITER) {
            // One that only writes may learn from its next write only.
            Eventually.holds("not isAlive", patience, () -> !connection.isAlive());
        }
    }

    private void close(ModelClient client, Connection connection, ModelEnd end) throws Exception {
        boolean tellsServer = end == client.end() && server.mode() == Mode.WRITER && client.isMember();
        if (tellsServer && !client.isSeen()) {
            look();
        }
        connection.close();
        end.close();
        assertFalse(connection.isOpen(), "isOpen after close");
        if (tellsServer) {
            // One that only writes may learn from its next write only.
            assertThrows(PeerClosedException.class, () -> client.seen().write(new byte[1], patience));
        }
    }

    private static void assertFails(List<Class<? extends Exception>> kinds, Executable call) {
        Exception failure = assertThrows(Exception.class, call, () -> "instead of " + kinds);
        assertTrue(kinds.stream().anyMatch(kind -> kind.isInstance(failure)), () -> failure + " instead of " + kinds);
    }
}
