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
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.TurnException;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;

/** Section 10, what it says of single transactions. */
interface SingleTransactionRules extends Rules {
    @Test
    default void rule_10_1_afterOneExchangeBothEndsAreClosed() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SINGLE_TRANSACTION);
            link.exchange(1);
            for (Connection end : List.of(link.client(), link.atServer())) {
                assertOver(end);
            }
            assertEquals(0, link.server().clientCount(), "clients after their one exchange");
            assertThrows(PipeTimeoutException.class, () -> link.server().waitForData(Duration.ZERO));
        }
    }

    private static void assertOver(Connection end) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        assertFalse(end.isOpen(), "isOpen");
        assertFalse(end.isAlive(), "isAlive");
        assertFalse(end.canRead(), "canRead");
        assertThrows(ClosedChannelException.class, () -> end.read(), "read");
        assertThrows(ClosedChannelException.class, () -> end.read(buffer, Duration.ZERO), "read into a buffer");
        assertThrows(ClosedChannelException.class, () -> end.write(new byte[1]), "write");
        assertThrows(ClosedChannelException.class, () -> end.write(buffer, GUARD), "write of a buffer");
        assertFalse(end.close(GUARD), "it was closed before");
        end.close();
    }

    @Test
    default void rule_10_1_aServerHasRoomForTheNextByItself() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SINGLE_TRANSACTION, o -> o.withMaxClients(1));
            for (int round = 0; round < 20; round++) {
                Client client = pipes.connect(Mode.SINGLE_TRANSACTION);
                client.write(Payload.numbered(round, 20));
                for (Connection ready : server.waitForData(GUARD)) {
                    ready.write(ready.read(GUARD));
                }
                Payload.assertNumber(round, 20, client.read(GUARD));
            }
        }
    }

    @Test
    default void rule_10_1_theAnswerOutlivesTheServersEnd() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SINGLE_TRANSACTION);
            link.client().write(Payload.random(10));
            assertArrayEquals(Payload.random(10), link.atServer().read(GUARD));
            link.atServer().write(Payload.random(4000));
            assertOver(link.atServer());
            link.server().close();
            assertArrayEquals(Payload.random(4000), link.client().read(GUARD), "the answer");
            assertOver(link.client());
        }
    }

    @Test
    default void rule_10_1_nobodyWaitsForAPeerThatDoesNotRead() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SINGLE_TRANSACTION, o -> o.withMaxClients(1));
            for (int round = 0; round < 5; round++) {
                // It stays connected, and reads nothing.
                Client client = pipes.connect(Mode.SINGLE_TRANSACTION);
                client.write(Payload.numbered(round, 20));
                Connection atServer = server.accept(GUARD);
                atServer.write(atServer.read(GUARD), GUARD);
                assertOver(atServer);
                assertTrue(client.isAlive(), "the answer can still be read");
            }
        }
    }

    @Test
    default void rule_10_1_aMasterCanBeTheClient() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SINGLE_TRANSACTION);
            Client master = pipes.connect(Mode.MASTER);
            master.write(Payload.random(10));
            Connection atServer = server.accept(GUARD);
            assertArrayEquals(Payload.random(10), atServer.read(GUARD));
            atServer.write(Payload.random(20));
            assertOver(atServer);
            assertArrayEquals(Payload.random(20), master.read(GUARD));
            assertTrue(master.isOpen(), "the master is open: only its peer has gone");
            assertThrows(PeerClosedException.class, () -> master.write(new byte[1]));
        }
    }

    @Test
    default void rule_10_1_aSlaveCanBeTheServer() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE);
            Client client = pipes.connect(Mode.SINGLE_TRANSACTION);
            client.write(Payload.random(10));
            Connection slave = server.accept(GUARD);
            assertArrayEquals(Payload.random(10), slave.read(GUARD));
            slave.write(Payload.random(20));
            assertArrayEquals(Payload.random(20), client.read(GUARD));
            assertOver(client);
            assertThrows(PeerClosedException.class, () -> slave.read(GUARD));
            Pipes.awaitClients(server, 0);
        }
    }

    @Test
    default void rule_10_2_turnsAreKept() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SINGLE_TRANSACTION);
            Connection client = link.client();
            Connection atServer = link.atServer();
            assertThrows(TurnException.class, () -> client.read(GUARD), "a client that has asked nothing");
            assertThrows(TurnException.class, () -> atServer.write(new byte[1]), "a server that was asked nothing");
            client.write(Payload.random(10));
            assertThrows(TurnException.class, () -> client.write(new byte[1]), "a second question");
            assertThrows(TurnException.class, () -> atServer.write(new byte[1]), "before the question was read");
            assertArrayEquals(Payload.random(10), atServer.read(GUARD));
            assertThrows(TurnException.class, () -> atServer.read(GUARD), "a second question");
            assertThrows(PipeTimeoutException.class, () -> client.read(SHORT), "no answer yet");
            assertTrue(client.isOpen(), "the client is open before its answer");
            atServer.write(Payload.random(20));
            assertArrayEquals(Payload.random(20), client.read(GUARD));
        }
    }

    @Test
    default void rule_10_2_aSecondMessageIsNotSeen() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SINGLE_TRANSACTION);
            PipeChannel client = pipes.connectRaw();
            Connection atServer = server.accept(GUARD);
            client.write(ByteBuffer.wrap(Payload.random(1)), Deadline.after(GUARD));
            client.write(ByteBuffer.wrap(Payload.random(2)), Deadline.after(GUARD));
            assertEquals(List.of(atServer), server.waitForData(GUARD), "those that can be read");
            assertArrayEquals(Payload.random(1), atServer.read(GUARD));
            assertFalse(atServer.canRead(), "canRead before the answer");
            assertThrows(PipeTimeoutException.class, () -> server.waitForData(SHORT), "before the answer");
            atServer.write(Payload.random(3));
            assertOver(atServer);
            assertThrows(PipeTimeoutException.class, () -> server.waitForData(SHORT), "after the answer");
            ByteBuffer answer = client.read(Deadline.after(GUARD));
            assertEquals(ByteBuffer.wrap(Payload.random(3)), answer, "the answer");
        }
    }

    @Test
    default void rule_10_2_ofTwoReadsOneGetsTheAnswer() throws Exception {
        for (int round = 0; round < 10; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(Mode.SINGLE_TRANSACTION);
                link.client().write(new byte[1]);
                List<Call<Integer>> reads = List.of(startRead(pipes, link.client()), startRead(pipes, link.client()));
                for (Call<Integer> read : reads) {
                    read.settle(round);
                }
                link.atServer().write(link.atServer().read(GUARD));
                assertEquals(1, reads.get(0).get() + reads.get(1).get(), "reads that got the answer");
            }
        }
    }

    private static Call<Integer> startRead(Pipes pipes, Connection client) {
        return pipes.start("read", () -> {
            try {
                client.read(GUARD);
                return 1;
            } catch (ClosedChannelException e) {
                return 0;
            }
        });
    }
}
