package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;

/** Section 2, the first half: which connections a server has, and when it gives them. */
interface ClientRules extends Rules {
    @Test
    default void rule_2_1_iterationIsInTheOrderOfConnecting() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                int count = 20;
                Server server = pipes.open(mode, o -> o.withMaxClients(count));
                for (int i = 0; i < count; i++) {
                    pipes.connect(mode.complement()).write(Payload.numbered(i, 8));
                }
                Pipes.awaitClients(server, count);
                int next = 0;
                for (Connection connection : server) {
                    Payload.assertNumber(next++, 8, connection.read(GUARD));
                }
                assertEquals(count, next, "connections of the iteration");
            }
        });
    }

    @Test
    default void rule_2_1_iterationIsASnapshot() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                List<Connection> before = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    before.add(pipes.join(server).atServer());
                }
                Iterator<Connection> iterator = server.iterator();
                assertSame(before.get(0), iterator.next(), "the first connection");
                before.get(1).close();
                before.get(0).close();
                Connection late = pipes.join(server).atServer();
                assertSame(before.get(1), iterator.next(), "the second connection, closed meanwhile");
                assertSame(before.get(2), iterator.next(), "the third connection");
                assertFalse(iterator.hasNext(), "the snapshot has a connection that came later");
                assertThrows(NoSuchElementException.class, iterator::next);
                assertEquals(List.of(before.get(2), late), Pipes.list(server), "the next iteration");
            }
        });
    }

    @Test
    default void rule_2_1_iterationIsNotDisturbedByComingAndGoing() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.READER);
            Connection stays = pipes.join(server).atServer();
            Call<Boolean> traffic = pipes.run("clients that come and go", () -> {
                for (int i = 0; i < 50; i++) {
                    pipes.connect(Mode.WRITER).close();
                }
            });
            int looks = 0;
            while (!traffic.isDone() || looks == 0) {
                assertSame(stays, server.iterator().next(), "the connection that stays");
                looks++;
            }
            traffic.get();
            Pipes.awaitClients(server, 1);
        }
    }

    @Test
    default void rule_2_2_clientCountIsThatOfAnIteration() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                assertEquals(0, server.clientCount(), "clients of a new server");
                assertFalse(server.iterator().hasNext(), "a new server has a connection");
                for (int i = 1; i <= 5; i++) {
                    pipes.connect(mode.complement());
                    Pipes.awaitClients(server, i);
                }
                for (int i = 4; i >= 0; i--) {
                    server.iterator().next().close();
                    assertEquals(i, server.clientCount(), "clients after one was closed");
                    assertEquals(i, Pipes.list(server).size(), "connections after one was closed");
                }
            }
        });
    }

    @Test
    default void rule_2_3_aClientThatHasGoneStaysUntilItsMessagesAreRead() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.READER);
            link.client().write(Payload.random(10));
            link.client().write(Payload.random(20));
            link.client().close();
            for (int looks = 0; looks < 10; looks++) {
                assertEquals(List.of(link.atServer()), Pipes.list(link.server()), "connections with two messages left");
            }
            assertArrayEquals(Payload.random(10), link.atServer().read(GUARD));
            for (int looks = 0; looks < 10; looks++) {
                assertEquals(List.of(link.atServer()), Pipes.list(link.server()), "connections with a message left");
            }
            assertArrayEquals(Payload.random(20), link.atServer().read(GUARD));
            Pipes.awaitClients(link.server(), 0);
        }
    }

    @Test
    default void rule_2_3_aClientThatHasGoneStaysUntilItsTurnIsRead() throws Exception {
        Modes.takingTurns(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                if (mode == Mode.MASTER) {
                    link.atServer().write(Payload.random(5));
                    link.client().read(GUARD);
                }
                link.client().write(Payload.random(10));
                link.client().close();
                for (int looks = 0; looks < 10; looks++) {
                    assertEquals(1, link.server().clientCount(), "clients with a message left");
                }
                assertArrayEquals(Payload.random(10), link.atServer().read(GUARD));
                Pipes.awaitClients(link.server(), 0);
            }
        });
    }

    @Test
    default void rule_2_3_aClientThatSentNothingGoesAtOnce() throws Exception {
        Modes.serverReads(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link goes = pipes.link(mode);
                Link stays = pipes.join(goes.server());
                goes.client().close();
                Pipes.awaitClients(goes.server(), 1);
                assertEquals(List.of(stays.atServer()), Pipes.list(goes.server()), "connections");
                assertThrows(PeerClosedException.class, () -> {
                    if (mode == Mode.MASTER) {
                        goes.atServer().write(Payload.random(5));
                    } else {
                        goes.atServer().read(GUARD);
                    }
                });
                stays.exchange(1);
            }
        });
    }

    @Test
    default void rule_2_5_acceptGivesEachClientOnceInOrder() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, o -> o.withMaxClients(20));
                List<Connection> accepted = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    pipes.connect(mode.complement()).write(Payload.numbered(i, 8));
                }
                for (int i = 0; i < 20; i++) {
                    Connection connection = server.accept(GUARD);
                    accepted.add(connection);
                    Payload.assertNumber(i, 8, connection.read(GUARD));
                }
                assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO), "a 21st client");
                assertEquals(accepted, Pipes.list(server), "those accepted are the connections");
            }
        });
    }

    @Test
    default void rule_2_5_aClientIsThereWhetherAcceptedOrNot() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                Client client = pipes.connect(mode.complement());
                Pipes.awaitClients(server, 1);
                Connection seen = server.iterator().next();
                Connection accepted = server.accept(GUARD);
                assertSame(seen, accepted, "the connection of the iteration and that of accept");
                assertEquals(List.of(accepted), Pipes.list(server), "connections after accept");
                new Link(server, seen, client).exchange(1);
            }
        });
    }

    @Test
    default void rule_2_5_acceptPassesOverThoseThatLeftNothing() throws Exception {
        Modes.serverReads(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                pipes.connect(mode.complement()).close();
                pipes.connect(mode.complement()).close();
                Client stays = pipes.connect(mode.complement());
                // A system may take a moment to notice that they have gone.
                Pipes.awaitClients(server, 1);
                new Link(server, server.accept(GUARD), stays).exchange(1);
                assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO), "another client");
            }
        });
    }

    @Test
    default void rule_2_5_acceptGivesThoseThatLeftAMessage() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                for (int i = 0; i < 3; i++) {
                    Client client = pipes.connect(mode.complement());
                    client.write(Payload.numbered(i, 100));
                    client.close();
                }
                for (int i = 0; i < 3; i++) {
                    Payload.assertNumber(i, 100, server.accept(GUARD).read(GUARD));
                }
                Pipes.awaitClients(server, 0);
            }
        });
    }

    @Test
    default void rule_2_5_severalThreadsAcceptEachClientOnce() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            int count = 20;
            Server server = pipes.open(Mode.SLAVE, o -> o.withMaxClients(count));
            List<Call<Connection>> accepts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                accepts.add(pipes.start("accept " + i, () -> server.accept()));
            }
            for (int i = 0; i < count; i++) {
                pipes.connect(Mode.MASTER);
            }
            List<Connection> accepted = new ArrayList<>();
            for (Call<Connection> accept : accepts) {
                Connection connection = accept.get();
                assertFalse(accepted.contains(connection), "a client was accepted twice");
                accepted.add(connection);
            }
            List<Connection> members = Pipes.list(server);
            assertTrue(members.containsAll(accepted), "those accepted are connections");
            assertEquals(count, members.size(), "connections");
        }
    }
}
