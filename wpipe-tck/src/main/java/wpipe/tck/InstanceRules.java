package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeBusyException;
import wpipe.api.Server;

/** Section 2, the second half: how many clients fit, when one makes room, and those that come and go unseen. */
interface InstanceRules extends Rules {
    @Test
    default void rule_2_4_aConnectionThatTheServerClosesMakesRoom() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(mode, o -> o.withMaxClients(1)));
                for (int i = 0; i < 20; i++) {
                    link.atServer().close();
                    link = pipes.join(link.server());
                    link.exchange(i);
                }
            }
        });
    }

    @Test
    default void rule_2_4_aClientThatGoesMakesRoom() throws Exception {
        Modes.serverReads(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(mode, o -> o.withMaxClients(1)));
                for (int i = 0; i < 20; i++) {
                    link.client().close();
                    Pipes.awaitClients(link.server(), 0);
                    link = pipes.join(link.server());
                    link.exchange(i);
                }
            }
        });
    }

    @Test
    default void rule_2_4_aClientMakesRoomOnlyWhenItsMessagesAreRead() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(mode, o -> o.withMaxClients(1)));
                link.client().write(Payload.random(10));
                link.client().close();
                assertEquals(1, link.server().clientCount(), "clients with a message left");
                assertThrows(
                        PipeBusyException.class,
                        () -> pipes.connect(mode.complement(), o -> o.withConnectTimeout(SHORT)));
                link.atServer().read(GUARD);
                Pipes.awaitClients(link.server(), 0);
                pipes.join(link.server()).exchange(1);
            }
        });
    }

    @Test
    default void rule_2_4_aClientThatHasWrittenToAServerThatOnlyWritesMakesRoom() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.WRITER, o -> o.withMaxClients(1).withBothRights(true));
            for (int round = 0; round < 3; round++) {
                Client client = pipes.connect(Mode.DUPLEX);
                Connection connection = server.accept(GUARD);
                client.write(Payload.random(10), GUARD);
                assertTrue(connection.isAlive(), "its client is there");
                client.close();
                Pipes.awaitClients(server, 0);
                assertFalse(connection.isAlive(), "its client has gone");
            }
        }
    }

    @Test
    default void rule_2_4_acceptAloneSeesThatThereIsRoom() throws Exception {
        Modes.serverReads(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(mode, o -> o.withMaxClients(1)));
                for (int round = 0; round < 10; round++) {
                    Call<Connection> accept = pipes.start("accept, full", link.server()::accept);
                    accept.settle(round);
                    link.client().close();
                    Client next = pipes.connect(mode.complement());
                    link = new Link(link.server(), accept.get(), next);
                    link.exchange(round);
                }
            }
        });
    }

    @Test
    default void rule_2_4_waitForDataAloneSeesThatThereIsRoom() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(mode, o -> o.withMaxClients(1)));
                Client last = link.client();
                for (int round = 0; round < 10; round++) {
                    Call<List<Connection>> wait = pipes.start("waitForData, full", link.server()::waitForData);
                    wait.settle(round);
                    last.close();
                    last = pipes.connect(mode.complement());
                    last.write(Payload.numbered(round, 16));
                    Payload.assertNumber(round, 16, wait.get().get(0).read(GUARD));
                }
            }
        });
    }

    @Test
    default void rule_2_4_aWriterThatLearnsOfTheEndMakesRoom() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.join(pipes.open(Mode.WRITER, o -> o.withMaxClients(1)));
            for (int round = 0; round < 5; round++) {
                Call<Connection> accept = pipes.start("accept, full", link.server()::accept);
                accept.settle(round);
                link.client().close();
                // A pure writer need not know before it writes that its reader has gone.
                Connection alone = link.atServer();
                Eventually.holds("a write says that the reader has gone", () -> {
                    try {
                        alone.write(new byte[1], GUARD);
                        return false;
                    } catch (PeerClosedException e) {
                        return true;
                    }
                });
                Client next = pipes.connect(Mode.READER);
                link = new Link(link.server(), accept.get(), next);
                link.exchange(round);
            }
        }
    }

    @Test
    default void rule_2_6_aServerHasAtMostMaxClients() throws Exception {
        Modes.lasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, o -> o.withMaxClients(3));
                List<Link> links = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    links.add(pipes.join(server));
                }
                assertThrows(
                        PipeBusyException.class,
                        () -> pipes.connect(mode.complement(), o -> o.withConnectTimeout(Duration.ZERO)));
                assertEquals(3, server.clientCount(), "clients of a full server");
                for (Link link : links) {
                    link.exchange(1);
                }
                links.get(1).atServer().close();
                links.set(1, pipes.join(server));
                assertThrows(
                        PipeBusyException.class,
                        () -> pipes.connect(mode.complement(), o -> o.withConnectTimeout(SHORT)),
                        "a fourth client after one was replaced");
                for (Link link : links) {
                    link.exchange(2);
                }
            }
        });
    }

    @Test
    default void rule_2_6_clientsThatNobodyLookedAtCount() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, o -> o.withMaxClients(2));
                pipes.connect(mode.complement());
                pipes.connect(mode.complement());
                assertThrows(
                        PipeBusyException.class,
                        () -> pipes.connect(mode.complement(), o -> o.withConnectTimeout(SHORT)));
                Pipes.awaitClients(server, 2);
            }
        });
    }

    @Test
    default void rule_2_7_clientsThatWentBeforeTheFirstLookAreNotLost() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, o -> o.withMaxClients(10));
                for (int i = 0; i < 10; i++) {
                    Client client = pipes.connect(mode.complement());
                    client.write(Payload.numbered(i, 50));
                    client.close();
                }
                Pipes.awaitClients(server, 10);
                int next = 0;
                for (Connection connection : server) {
                    Payload.assertNumber(next++, 50, connection.read(GUARD));
                    assertTrue(server.clientCount() < 10, "a client is still there whose only message was read");
                }
                Pipes.awaitClients(server, 0);
            }
        });
    }

    @Test
    default void rule_2_7_noMessageOfAnEarlyClientIsLost() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.READER);
            for (int i = 0; i < 3; i++) {
                Client client = pipes.connect(Mode.WRITER);
                for (int number = 0; number < 10; number++) {
                    client.write(Payload.numbered(i * 10 + number, 50));
                }
                client.close();
            }
            for (int i = 0; i < 3; i++) {
                Connection connection = server.accept(GUARD);
                for (int number = 0; number < 10; number++) {
                    Payload.assertNumber(i * 10 + number, 50, connection.read(GUARD));
                }
                assertThrows(PeerClosedException.class, () -> connection.read(GUARD));
            }
        }
    }

    @Test
    default void rule_2_7_waitForDataFindsEarlyClients() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                for (int i = 0; i < 3; i++) {
                    Client client = pipes.connect(mode.complement());
                    client.write(Payload.numbered(i, 50));
                    client.close();
                }
                List<Integer> numbers = new ArrayList<>();
                while (numbers.size() < 3) {
                    for (Connection connection : server.waitForData(GUARD)) {
                        numbers.add(Payload.number(connection.read(GUARD)));
                    }
                }
                numbers.sort(null);
                assertEquals(List.of(0, 1, 2), numbers, "messages");
            }
        });
    }

    @Test
    default void rule_2_8_asManyAsWaitingInstancesConnectAtTheSameMoment() throws Exception {
        Modes.all(mode -> {
            int instances = 3;
            int rounds = 5;
            try (Pipes pipes = new Pipes(subject())) {
                Server server =
                        pipes.open(mode, o -> o.withWaitingInstances(instances).withMaxClients(instances * rounds));
                for (int round = 0; round < rounds; round++) {
                    CyclicBarrier barrier = new CyclicBarrier(instances);
                    List<Call<Client>> connects = new ArrayList<>();
                    for (int i = 0; i < instances; i++) {
                        connects.add(pipes.start("connect", () -> {
                            barrier.await(GUARD.toSeconds(), TimeUnit.SECONDS);
                            return pipes.connect(mode.complement(), o -> o.withConnectTimeout(Duration.ZERO));
                        }));
                    }
                    for (Call<Client> connect : connects) {
                        assertTrue(connect.get().isOpen(), "the client is connected");
                        assertTrue(server.accept(GUARD).isOpen(), "it is accepted");
                    }
                }
            }
        });
    }
}
