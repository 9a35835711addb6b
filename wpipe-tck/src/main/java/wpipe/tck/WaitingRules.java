package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.TurnException;

/** Section 5, the second half: waitForData. */
interface WaitingRules extends Rules {
    @Test
    default void rule_5_4_givesEachThatCanBeRead() throws Exception {
        Modes.clientFirstLasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, o -> o.withMaxClients(20));
                List<Link> links = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    links.add(pipes.join(server));
                }
                for (int round = 0; round < 5; round++) {
                    Collections.shuffle(links, new Random(Payload.SEED + round));
                    Set<Connection> written = new HashSet<>();
                    for (Link link : links.subList(0, 1 + round * 4)) {
                        link.client().write(Payload.numbered(round, 10));
                        Eventually.holds("canRead sees the message", link.atServer()::canRead);
                        written.add(link.atServer());
                    }
                    List<Connection> ready = server.waitForData(GUARD);
                    assertEquals(written, Set.copyOf(ready), "those that can be read");
                    assertEquals(written.size(), ready.size(), "those that can be read, each once");
                    for (Link link : links.subList(0, written.size())) {
                        assertTrue(link.atServer().canRead(), "canRead of one that was given");
                        Payload.assertNumber(round, 10, link.atServer().read(Duration.ZERO));
                        link.answer(round);
                    }
                    assertThrows(PipeTimeoutException.class, () -> server.waitForData(Duration.ZERO), "all were read");
                }
            }
        });
    }

    @Test
    default void rule_5_4_countsDataThatCameBefore() throws Exception {
        Modes.clientFirstLasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int number = 0; number < 20; number++) {
                    link.client().write(Payload.numbered(number, 10));
                    assertEquals(List.of(link.atServer()), link.server().waitForData(GUARD), "those that can be read");
                    assertEquals(
                            List.of(link.atServer()),
                            link.server().waitForData(Duration.ZERO),
                            "asked again: not read yet");
                    Payload.assertNumber(number, 10, link.atServer().read(GUARD));
                    link.answer(number);
                }
            }
        });
    }

    @Test
    default void rule_5_4_wakesWhenDataComes() throws Exception {
        Modes.serverReads(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int round = 0; round < (Modes.lasts(mode) ? 20 : 1); round++) {
                    Call<List<Connection>> wait = pipes.start("waitForData", link.server()::waitForData);
                    wait.settle(round);
                    if (mode == Mode.MASTER) {
                        link.atServer().write(new byte[1]);
                        link.client().read(GUARD);
                    }
                    link.client().write(Payload.numbered(round, 10));
                    assertEquals(List.of(link.atServer()), wait.get(), "those that can be read");
                    Payload.assertNumber(round, 10, link.atServer().read(GUARD));
                    if (mode == Mode.SLAVE) {
                        link.answer(round);
                    }
                }
            }
        });
    }

    @Test
    default void rule_5_4_wakesForAClientThatConnectsMeanwhile() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, o -> o.withMaxClients(10));
                for (int round = 0; round < 10; round++) {
                    Call<List<Connection>> wait = pipes.start("waitForData", server::waitForData);
                    wait.settle(round);
                    Client client = pipes.connect(mode.complement());
                    client.write(Payload.numbered(round, 10));
                    List<Connection> ready = wait.get();
                    assertEquals(1, ready.size(), "those that can be read");
                    Payload.assertNumber(round, 10, ready.get(0).read(GUARD));
                }
            }
        });
    }

    @Test
    default void rule_5_4_timesOutWhenThereIsNone() throws Exception {
        Modes.serverReads(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                assertThrows(PipeTimeoutException.class, () -> server.waitForData(SHORT), "no client");
                Link link = pipes.join(server);
                assertThrows(PipeTimeoutException.class, () -> server.waitForData(SHORT), "a silent client");
                link.client().close();
                assertThrows(PipeTimeoutException.class, () -> server.waitForData(SHORT), "a client that has gone");
                pipes.join(server).exchange(1);
            }
        });
    }

    @Test
    default void rule_5_4_wakesAllWhoWait() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                List<Call<List<Connection>>> waits = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    waits.add(pipes.start("waitForData " + i, link.server()::waitForData));
                    waits.get(i).settle(i * 3);
                }
                link.client().write(new byte[1]);
                for (Call<List<Connection>> wait : waits) {
                    assertEquals(List.of(link.atServer()), wait.get(), "those that can be read");
                }
            }
        });
    }

    @Test
    default void rule_5_4_noWakeUpIsLost() throws Exception {
        huntLostWakeUps(300, false);
    }

    @Test
    default void rule_5_4_noWakeUpIsLostToThoseWhoLook() throws Exception {
        huntLostWakeUps(150, true);
    }

    /** One message a round, written while the server is on its way into waitForData, earlier or later each time. */
    private void huntLostWakeUps(int rounds, boolean withLookers) throws Exception {
        Modes.clientFirstLasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                if (withLookers) {
                    pipes.keepLooking(link.server());
                    pipes.keepAsking(link.atServer());
                }
                CyclicBarrier barrier = new CyclicBarrier(2);
                Call<Boolean> client = pipes.run("client", () -> {
                    for (int round = 0; round < rounds; round++) {
                        barrier.await(GUARD.toSeconds(), TimeUnit.SECONDS);
                        spin(round % 17 * 100);
                        link.client().write(Payload.numbered(round, 10));
                        if (link.takesTurns()) {
                            link.client().read(GUARD);
                        }
                    }
                });
                for (int round = 0; round < rounds; round++) {
                    barrier.await(GUARD.toSeconds(), TimeUnit.SECONDS);
                    spin(round % 13 * 100);
                    String what = "those that can be read, round " + round;
                    assertEquals(List.of(link.atServer()), link.server().waitForData(GUARD), what);
                    Payload.assertNumber(round, 10, link.atServer().read(GUARD));
                    if (link.takesTurns()) {
                        link.atServer().write(new byte[1]);
                    }
                }
                client.get();
            }
        });
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    default void rule_5_4_oneThreadServesManyClients() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            int clients = 10;
            int exchanges = 50;
            Server server = pipes.open(Mode.SLAVE, o -> o.withMaxClients(clients));
            List<Call<Boolean>> talks = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int base = i * exchanges;
                talks.add(pipes.run("client " + i, () -> {
                    try (Client client = pipes.connect(Mode.MASTER)) {
                        for (int number = base; number < base + exchanges; number++) {
                            client.write(Payload.numbered(number, 30), GUARD);
                            Payload.assertNumber(number, 30, client.read(GUARD));
                        }
                    }
                }));
            }
            int served = 0;
            while (served < clients * exchanges) {
                for (Connection ready : server.waitForData(GUARD)) {
                    ready.write(ready.read(GUARD));
                    served++;
                }
            }
            for (Call<Boolean> talk : talks) {
                talk.get();
            }
            Pipes.awaitClients(server, 0);
        }
    }

    @Test
    default void rule_5_7_aServerThatNeverReadsIsTold() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.WRITER);
            assertThrows(TurnException.class, () -> link.server().waitForData());
            assertThrows(TurnException.class, () -> link.server().waitForData(GUARD));
            assertThrows(TurnException.class, () -> link.server().waitForData(Duration.ZERO));
            link.exchange(1);
        }
    }

    @Test
    default void rule_5_8_aBusyClientDoesNotHideOthers() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link busy = pipes.link(Mode.READER);
            List<Link> others = List.of(pipes.join(busy.server()), pipes.join(busy.server()));
            Call<Boolean> chatter = pipes.run("a client that writes all the time", () -> {
                try {
                    while (true) {
                        busy.client().write(new byte[100]);
                    }
                } catch (PeerClosedException | ClosedChannelException e) {
                    return; // the test is over
                }
            });
            Eventually.holds("canRead sees the busy client", busy.atServer()::canRead);
            for (int round = 0; round < 20; round++) {
                for (Link other : others) {
                    other.client().write(Payload.numbered(round, 10));
                    Eventually.holds("canRead sees the message", other.atServer()::canRead);
                }
                List<Connection> ready = busy.server().waitForData(GUARD);
                for (Link other : others) {
                    assertTrue(ready.contains(other.atServer()), "one that can be read was not given");
                    Payload.assertNumber(round, 10, other.atServer().read(GUARD));
                }
                if (ready.contains(busy.atServer())) {
                    busy.atServer().read(GUARD);
                }
            }
            assertFalse(chatter.isDone(), "the busy client still writes");
        }
    }
}
