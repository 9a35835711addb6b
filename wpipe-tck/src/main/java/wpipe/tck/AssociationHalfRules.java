package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import wpipe.api.Association;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;

/** Rules 13.7 and 13.8: one half of a client without the other. */
interface AssociationHalfRules extends Rules {
    /** A client that speaks with each half by itself. */
    record RawClient(PipeChannel in, PipeChannel out) {
        static byte[] read(PipeChannel channel) throws IOException {
            ByteBuffer message = channel.read(Deadline.after(GUARD));
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            return bytes;
        }

        static void write(PipeChannel channel, byte[] message) throws IOException {
            channel.write(ByteBuffer.wrap(message), Deadline.after(GUARD));
        }
    }

    private Server open(Pipes pipes, int maxClients, Duration halfTimeout) throws IOException {
        return pipes.add(Association.open(
                pipes.name() + ".to-server",
                pipes.name() + ".to-client",
                subject().serverOptions().withMaxClients(maxClients),
                halfTimeout));
    }

    private static PipeChannel reading(Pipes pipes) throws IOException {
        return pipes.connectRaw(pipes.name() + ".to-client", Direction.IN);
    }

    private static PipeChannel writing(Pipes pipes) throws IOException {
        return pipes.connectRaw(pipes.name() + ".to-server", Direction.OUT);
    }

    private RawClient tied(Pipes pipes) throws IOException {
        PipeChannel in = reading(pipes);
        PipeChannel out = writing(pipes);
        RawClient.write(out, RawClient.read(in));
        return new RawClient(in, out);
    }

    @Test
    default void rule_13_7_noHalfIsTiedWithoutTheTokenOfTheOther() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = open(pipes, 5, GUARD);
            PipeChannel in = reading(pipes);
            byte[] token = RawClient.read(in);
            byte[] guessed = token.clone();
            guessed[guessed.length - 1] ^= 1;
            byte[] shorter = List.of(token).get(0).clone();
            for (byte[] wrong : List.of(guessed, new byte[0], new byte[token.length], Payload.random(100))) {
                PipeChannel stranger = writing(pipes);
                RawClient.write(stranger, wrong);
                goes(server, stranger);
            }
            assertThrows(PipeTimeoutException.class, () -> server.accept(SHORT));
            PipeChannel out = writing(pipes);
            RawClient.write(out, token);
            Connection connection = server.accept(GUARD);
            // A token is good for one.
            PipeChannel again = writing(pipes);
            RawClient.write(again, shorter);
            goes(server, again);
            RawClient.write(out, Payload.numbered(1, 10));
            Payload.assertNumber(1, 10, connection.read(GUARD));
            connection.write(Payload.numbered(2, 10), GUARD);
            Payload.assertNumber(2, 10, RawClient.read(in));
            assertEquals(1, server.clientCount());
        }
    }

    /** The server lets it go, as its writes tell. */
    private static void goes(Server server, PipeChannel stranger) throws Exception {
        Eventually.holds("a stranger is let go", () -> {
            server.clientCount();
            try {
                stranger.write(ByteBuffer.allocate(1), Deadline.after(Duration.ZERO));
                return false;
            } catch (PeerClosedException e) {
                return true;
            } catch (PipeTimeoutException e) {
                return false;
            }
        });
    }

    @Test
    default void rule_13_7_halvesAloneAreLetGoAfterTheirTime() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = open(pipes, 1, Duration.ofSeconds(2));
            // With nobody in a call of the server: each takes up its one instance.
            PipeChannel reader = reading(pipes);
            RawClient.read(reader);
            PipeChannel writer = writing(pipes);
            Client client =
                    pipes.add(Association.connect(pipes.name(), subject().clientOptions()));
            assertTrue(client.isAlive());
            assertThrows(PeerClosedException.class, () -> RawClient.read(reader));
            // Its instance may be closing still: the next one is made before.
            goes(server, writer);
        }
    }

    @Test
    default void rule_13_7_aSilentHalfIsLetGoThoughNobodyComesToTheOther() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = open(pipes, 1, Duration.ofMillis(400));
            // With nobody in a call of the server: the second takes the place of the first, and so on.
            writing(pipes);
            writing(pipes);
            Call<Connection> accept = pipes.start("accept", server::accept);
            accept.settle(1000);
            writing(pipes);
            writing(pipes);
            server.close();
            accept.failure(ClosedChannelException.class);
        }
    }

    @Test
    default void rule_13_8_theEndOfTheClientsReadingHalfIsTheEnd() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = open(pipes, 1, GUARD);
                RawClient client = tied(pipes);
                Connection connection = server.accept(GUARD);
                RawClient.write(client.out(), Payload.numbered(1, 10));
                Payload.assertNumber(1, 10, connection.read(GUARD));
                Call<byte[]> read = pipes.start("read", connection::read);
                read.settle(round);
                client.in().close();
                Call<List<Connection>> waiting = pipes.start("waitForData", server::waitForData);
                read.failure(PeerClosedException.class);
                Eventually.holds("the connection has ended", () -> !connection.isAlive());
                assertThrows(PeerClosedException.class, () -> connection.write(new byte[1], GUARD));
                goes(server, client.out());
                Pipes.awaitClients(server, 0);
                tied(pipes);
                assertTrue(server.accept(GUARD).isAlive(), "there is room again");
                server.close();
                waiting.failure(ClosedChannelException.class);
            }
        }
    }

    @Test
    default void rule_13_8_theEndOfAHalfEndsAsynchronousCalls() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = open(pipes, 2, GUARD);
            for (boolean readingHalf : new boolean[] {true, false}) {
                RawClient client = tied(pipes);
                Connection connection = server.accept(GUARD);
                Pipes.fill(connection, 4000);
                CompletableFuture<byte[]> read = connection.readAsync();
                CompletableFuture<Void> write = connection.writeAsync(Payload.random(4000));
                (readingHalf ? client.in() : client.out()).close();
                Async.failure(PeerClosedException.class, read);
                Async.failure(PeerClosedException.class, write);
            }
        }
    }

    @Test
    default void rule_13_8_whatHasComeBeforeIsRead() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = open(pipes, 2, GUARD);
            for (boolean readingHalf : new boolean[] {true, false}) {
                RawClient client = tied(pipes);
                Connection connection = server.accept(GUARD);
                RawClient.write(client.out(), Payload.numbered(1, 10));
                RawClient.write(client.out(), Payload.numbered(2, 10));
                (readingHalf ? client.in() : client.out()).close();
                Payload.assertNumber(1, 10, connection.read(GUARD));
                Payload.assertNumber(2, 10, connection.read(GUARD));
                assertThrows(PeerClosedException.class, () -> connection.read(GUARD));
                assertThrows(PeerClosedException.class, () -> connection.write(new byte[1], GUARD));
                assertFalse(connection.isAlive());
                assertEquals(0, server.clientCount());
            }
        }
    }

    @Test
    default void rule_13_8_theEndOfOneOfTheServersHalvesIsTheEndAtTheClient() throws Exception {
        String toServer = subject().newName();
        String toClient = subject().newName();
        byte[] token;
        try (Pipes pipes = new Pipes(subject())) {
            open(pipes, 1, GUARD);
            token = RawClient.read(reading(pipes));
        }
        try (Pipes pipes = new Pipes(subject())) {
            // A server that ties by hand.
            Server reader =
                    pipes.add(Server.open(toServer, Mode.READER, subject().serverOptions()));
            Server writer =
                    pipes.add(Server.open(toClient, Mode.WRITER, subject().serverOptions()));
            for (Server ending : List.of(reader, writer)) {
                Call<Client> connect = pipes.start(
                        "connect",
                        () -> pipes.add(Association.connect(
                                toClient, toServer, subject().clientOptions())));
                Connection out = writer.accept(GUARD);
                out.write(token, GUARD);
                Client client = connect.get();
                Connection in = reader.accept(GUARD);
                assertEquals(token.length, in.read(GUARD).length);
                out.write(Payload.numbered(1, 10), GUARD);
                (ending.equals(reader) ? in : out).close();
                if (ending.equals(reader)) {
                    // It learns of that from its next write only.
                    assertThrows(PeerClosedException.class, () -> client.write(new byte[1], GUARD));
                }
                Payload.assertNumber(1, 10, client.read(GUARD));
                assertThrows(PeerClosedException.class, () -> client.read(GUARD));
                assertThrows(PeerClosedException.class, () -> client.write(new byte[1], GUARD));
                assertFalse(client.isAlive());
            }
        }
    }
}
