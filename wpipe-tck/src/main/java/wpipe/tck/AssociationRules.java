package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
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

/** Rules 13.3 and 13.4: two pipes as one connection. */
interface AssociationRules extends Rules {
    private Server open(Pipes pipes, int maxClients) throws IOException {
        return pipes.add(
                Association.open(pipes.name(), subject().serverOptions().withMaxClients(maxClients)));
    }

    private Client connect(Pipes pipes) throws IOException {
        return pipes.add(Association.connect(pipes.name(), subject().clientOptions()));
    }

    private Link link(Pipes pipes) throws IOException {
        Server server = open(pipes, 5);
        Client client = connect(pipes);
        return new Link(server, server.accept(GUARD), client);
    }

    @Test
    @SuppressWarnings("NullAway") // what is not to be passed is what is passed
    default void rule_1_9_anAssociationHasAName() {
        assertThrows(
                NullPointerException.class,
                () -> Association.open((String) null, subject().serverOptions()));
        assertThrows(
                NullPointerException.class,
                () -> Association.connect((String) null, subject().clientOptions()));
    }

    @Test
    default void rule_13_3_messagesGoBothWaysAtTheSameTime() throws Exception {
        int count = 200;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = link(pipes);
            assertEquals(Mode.DUPLEX, link.client().mode());
            assertEquals(Mode.DUPLEX, link.server().mode());
            List<Call<Boolean>> calls = new ArrayList<>();
            for (Connection end : List.of(link.client(), link.atServer())) {
                calls.add(pipes.run("writes of " + end.name(), () -> {
                    for (int number = 0; number < count; number++) {
                        end.write(Payload.numbered(number, 3000 + number), GUARD);
                    }
                }));
                calls.add(pipes.run("reads of " + end.name(), () -> {
                    for (int number = 0; number < count; number++) {
                        Payload.assertNumber(number, 3000 + number, end.read(GUARD));
                    }
                }));
            }
            for (Call<Boolean> call : calls) {
                call.get();
            }
        }
    }

    @Test
    default void rule_13_3_itIsAServerLikeAnyOther() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = open(pipes, 5);
            assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO));
            assertThrows(PipeTimeoutException.class, () -> server.waitForData(SHORT));
            // With nobody in a call of the server: the client connects, writes and goes.
            try (Client hasty = connect(pipes)) {
                hasty.write(Payload.numbered(1, 10), GUARD);
            }
            Client client = connect(pipes);
            List<Connection> ready = server.waitForData(GUARD);
            assertEquals(1, ready.size());
            Payload.assertNumber(1, 10, ready.get(0).read(GUARD));
            Pipes.awaitClients(server, 1);
            Connection atServer = server.accept(GUARD);
            assertEquals(List.of(atServer), Pipes.list(server));
            assertFalse(atServer.canRead());
            Call<List<Connection>> waiting = pipes.start("waitForData", server::waitForData);
            client.write(Payload.numbered(2, 10), GUARD);
            assertEquals(List.of(atServer), waiting.get());
            assertTrue(atServer.canRead() && atServer.isAlive());
            Payload.assertNumber(2, 10, atServer.read(Duration.ZERO));
            client.close();
            Eventually.holds("the client has gone", () -> server.clientCount() == 0);
        }
    }

    @Test
    default void rule_13_3_itIsAConnectionLikeAnyOther() throws Exception {
        for (int round = 0; round < 5; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = link(pipes);
                for (Connection end : List.of(link.client(), link.atServer())) {
                    assertThrows(PipeTimeoutException.class, () -> end.read(SHORT));
                    assertFalse(end.canRead());
                    Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                    int taken = Pipes.fill(end, 1000);
                    assertThrows(PipeTimeoutException.class, () -> end.write(new byte[1000], SHORT));
                    Pipes.drain(peer, taken, 1000);
                    assertTrue(end.isAlive() && peer.isAlive());
                }
                Call<byte[]> read = pipes.start("read", link.atServer()::read);
                read.settle(round);
                link.atServer().close();
                read.failure(ClosedChannelException.class);
                assertThrows(PeerClosedException.class, () -> link.client().read(GUARD));
                assertFalse(link.client().isAlive());

                Client client = connect(pipes);
                Connection atServer = link.server().accept(GUARD);
                client.write(Payload.numbered(1, 10), GUARD);
                Call<Boolean> close = pipes.start("close", () -> client.close(GUARD));
                Payload.assertNumber(1, 10, atServer.read(GUARD));
                assertTrue(close.get(), "all was read");
                assertThrows(PeerClosedException.class, () -> atServer.read(GUARD));
                assertThrows(PeerClosedException.class, () -> atServer.write(new byte[1], GUARD));
            }
        }
    }

    @Test
    default void rule_13_3_closeAndInterruptEndWhatBlocks() throws Exception {
        for (int round = 0; round < 5; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = link(pipes);
                Call<byte[]> read = pipes.start("read", link.client()::read);
                read.settle(round);
                read.interrupt();
                read.failure(ClosedByInterruptException.class);
                assertFalse(link.client().isOpen());
                Eventually.holds("the client has gone", () -> link.server().clientCount() == 0);
                Call<Connection> accept =
                        pipes.start("accept", () -> link.server().accept());
                accept.settle(round);
                Client client = connect(pipes);
                Connection atServer = accept.get();
                Call<Connection> next =
                        pipes.start("accept", () -> link.server().accept());
                Call<byte[]> blocked = pipes.start("read", atServer::read);
                next.settle(round);
                blocked.settle(round);
                link.server().close();
                next.failure(ClosedChannelException.class);
                blocked.failure(ClosedChannelException.class);
                assertThrows(PeerClosedException.class, () -> client.read(GUARD));
                assertFalse(link.server().isOpen());
            }
        }
    }

    @Test
    default void rule_13_3_asynchronousCalls() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = link(pipes);
            for (Connection end : List.of(link.client(), link.atServer())) {
                Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                CompletableFuture<byte[]> cancelled = end.readAsync();
                CompletableFuture<byte[]> first = end.readAsync();
                CompletableFuture<byte[]> second = end.readAsync();
                assertTrue(cancelled.cancel(true));
                Async.get(peer.writeAsync(Payload.numbered(1, 10)));
                peer.write(Payload.numbered(2, 10));
                Payload.assertNumber(1, 10, Async.get(first));
                Payload.assertNumber(2, 10, Async.get(second));
                CompletableFuture<byte[]> reply = end.exchangeAsync(Payload.numbered(3, 10));
                Payload.assertNumber(3, 10, peer.read(GUARD));
                peer.write(Payload.numbered(4, 10), GUARD);
                Payload.assertNumber(4, 10, Async.get(reply));
            }
            CompletableFuture<byte[]> own = link.atServer().readAsync();
            CompletableFuture<byte[]> peers = link.client().readAsync();
            link.atServer().close();
            Async.failure(AsynchronousCloseException.class, own);
            Async.failure(PeerClosedException.class, peers);
        }
    }

    @Test
    default void rule_13_3_whatWasWrittenBeforeACloseIsRead() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = link(pipes);
            for (int number = 0; number < 3; number++) {
                link.client().write(Payload.numbered(number, 10), GUARD);
                link.atServer().write(Payload.numbered(number, 20), GUARD);
            }
            link.client().close();
            for (int number = 0; number < 3; number++) {
                Payload.assertNumber(number, 10, link.atServer().read(GUARD));
            }
            assertThrows(PeerClosedException.class, () -> link.atServer().read(GUARD));
            Client client = connect(pipes);
            link.server().accept(GUARD).write(Payload.numbered(3, 10), GUARD);
            link.server().close();
            assertArrayEquals(Payload.numbered(3, 10), client.read(GUARD));
            assertThrows(PeerClosedException.class, () -> client.read(GUARD));
        }
    }

    @Test
    default void rule_13_4_fiftyClientsAtOnceAreNotMixedUp() throws Exception {
        fiftyClients(50);
    }

    @Test
    default void rule_13_4_norWhereFewFindRoom() throws Exception {
        fiftyClients(3);
    }

    private void fiftyClients(int maxClients) throws Exception {
        int clients = 50;
        try (Pipes pipes = new Pipes(subject())) {
            Server server = open(pipes, maxClients);
            Call<Boolean> service = pipes.run("service", () -> {
                while (true) {
                    for (Connection ready : server.waitForData()) {
                        // Back by the same connection: so each client must get its own number.
                        ready.write(ready.read(GUARD), GUARD);
                    }
                }
            });
            List<Call<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                calls.add(pipes.run("client " + number, () -> {
                    try (Client client = connect(pipes)) {
                        for (int message = 0; message < 3; message++) {
                            client.write(Payload.numbered(number + message * clients, 30), GUARD);
                            Payload.assertNumber(number + message * clients, 30, client.read(GUARD));
                        }
                    }
                }));
            }
            for (Call<Boolean> call : calls) {
                call.get();
            }
            server.close();
            service.failure(ClosedChannelException.class);
        }
    }
}
