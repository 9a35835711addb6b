package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;

/** Section 7: many threads. */
interface ThreadRules extends Rules {
    @Test
    default void rule_7_1_readsOfSeveralThreadsShareTheMessages() throws Exception {
        Modes.oneWay(mode -> {
            int threads = 4;
            int each = 50;
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                List<Call<List<Integer>>> reads = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    reads.add(pipes.start("reads " + i, () -> {
                        List<Integer> numbers = new ArrayList<>();
                        while (numbers.size() < each) {
                            numbers.add(Payload.number(link.receiver().read()));
                        }
                        return numbers;
                    }));
                }
                for (int number = 0; number < threads * each; number++) {
                    link.sender().write(Payload.numbered(number, 50), GUARD);
                }
                List<Integer> all = new ArrayList<>();
                for (Call<List<Integer>> read : reads) {
                    List<Integer> numbers = read.get();
                    assertEquals(numbers.stream().sorted().toList(), numbers, "what one thread read is in order");
                    all.addAll(numbers);
                }
                all.sort(null);
                assertEquals(IntStream.range(0, threads * each).boxed().toList(), all, "what all of them read");
            }
        });
    }

    @Test
    default void rule_7_1_writesOfSeveralThreadsDoNotMix() throws Exception {
        Modes.oneWay(mode -> {
            int threads = 4;
            int each = 50;
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int i = 0; i < threads; i++) {
                    int first = i * each;
                    pipes.run("writes " + i, () -> {
                        for (int number = first; number < first + each; number++) {
                            link.sender().write(Payload.numbered(number, 50 + number), GUARD);
                        }
                    });
                }
                int[] next = IntStream.range(0, threads).map(i -> i * each).toArray();
                for (int i = 0; i < threads * each; i++) {
                    byte[] message = link.receiver().read(GUARD);
                    int writer = Payload.number(message) / each;
                    int number = next[writer]++;
                    Payload.assertNumber(number, 50 + number, message);
                }
            }
        });
    }

    @Test
    default void rule_7_1_aCallThatQueuesUpTimesOut() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Call<byte[]> first = pipes.start("read", link.receiver()::read);
                first.settle(5);
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(SHORT));
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(Duration.ZERO));
                link.sender().write(Payload.numbered(1, 10));
                Payload.assertNumber(1, 10, first.get());
                link.answer(1);
            }
        });
    }

    @Test
    default void rule_7_2_manyThreadsOnManyConnections() throws Exception {
        Modes.takingTurns(mode -> {
            int count = 8;
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, o -> o.withMaxClients(count));
                AtomicBoolean done = new AtomicBoolean();
                Call<Boolean> looks = pipes.run("looks at all of them", () -> {
                    while (!done.get()) {
                        for (Connection connection : server) {
                            assertTrue(connection.isOpen(), "a connection of the iteration is open");
                            assertEquals(mode, connection.mode(), "mode");
                        }
                    }
                });
                List<Call<Boolean>> talks = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    Link link = pipes.join(server);
                    int base = i * 1000;
                    talks.add(pipes.run("slave " + i, () -> {
                        for (int number = base; number < base + 40; number++) {
                            link.receiver().write(link.receiver().read(GUARD), GUARD);
                        }
                    }));
                    talks.add(pipes.run("master " + i, () -> {
                        for (int number = base; number < base + 40; number++) {
                            link.sender().write(Payload.numbered(number, 100 + number % 1000), GUARD);
                            Payload.assertNumber(
                                    number, 100 + number % 1000, link.sender().read(GUARD));
                        }
                    }));
                }
                for (Call<Boolean> talk : talks) {
                    talk.get();
                }
                done.set(true);
                looks.get();
                assertEquals(count, server.clientCount(), "clients");
            }
        });
    }

    @Test
    default void rule_7_2_clientsThatComeAndGoDoNotDisturbOthers() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link stays = pipes.link(Mode.SLAVE);
            List<Call<Boolean>> visits = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                visits.add(pipes.run("clients that come and go", () -> {
                    for (int visit = 0; visit < 20; visit++) {
                        pipes.connect(Mode.MASTER).close();
                    }
                }));
            }
            for (int number = 0; number < 100; number++) {
                stays.exchange(number);
                stays.server().clientCount();
            }
            Pipes.awaitVisits(visits, stays.server());
            stays.exchange(100);
            Pipes.awaitClients(stays.server(), 1);
        }
    }

    @Test
    default void rule_7_3_aCloseEndsAllCallsAndNothingElse() throws Exception {
        Modes.serverReads(mode -> {
            for (int round = 0; round < 5; round++) {
                try (Pipes others = new Pipes(subject());
                        Pipes pipes = new Pipes(subject())) {
                    Link other = others.link(mode);
                    Call<Connection> otherAccept = others.start("accept of another server", other.server()::accept);
                    Server server = pipes.open(mode);
                    List<Call<?>> calls = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        Link link = pipes.join(server);
                        calls.add(pipes.start("read of the receiver", link.receiver()::read));
                    }
                    calls.add(pipes.start("accept", server::accept));
                    calls.add(pipes.start("waitForData", server::waitForData));
                    for (Call<?> call : calls) {
                        call.settle(round);
                    }
                    server.close();
                    for (Call<?> call : calls) {
                        assertEndedByClose(call.failure(IOException.class));
                    }
                    assertFalse(otherAccept.isDone(), "accept of another server");
                    other.exchange(round);
                    Client next = others.connect(mode.complement());
                    new Link(other.server(), otherAccept.get(), next).exchange(round);
                }
            }
        });
    }

    /** At the server's own end closed, at the clients' the peer that has gone. */
    private static void assertEndedByClose(IOException failure) {
        assertTrue(
                failure instanceof ClosedChannelException || failure instanceof PeerClosedException,
                () -> "ended by close: " + failure);
    }

    @Test
    default void rule_7_3_aCloseInTheMidstOfTrafficEndsIt() throws Exception {
        Modes.lasting(mode -> {
            for (int round = 0; round < 3; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Server server = pipes.open(mode);
                    List<Call<Boolean>> calls = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        Link link = pipes.join(server);
                        calls.add(pipes.run("sender", () -> {
                            for (int number = 0; ; number++) {
                                link.sender().write(Payload.numbered(number, 100));
                                if (link.takesTurns()) {
                                    Payload.assertNumber(
                                            number, 100, link.sender().read());
                                }
                            }
                        }));
                        calls.add(pipes.run("receiver", () -> {
                            for (int number = 0; ; number++) {
                                byte[] message = link.receiver().read();
                                Payload.assertNumber(number, 100, message);
                                if (link.takesTurns()) {
                                    link.receiver().write(message);
                                }
                            }
                        }));
                    }
                    for (Call<Boolean> call : calls) {
                        call.settle(round * 3);
                    }
                    server.close();
                    for (Call<Boolean> call : calls) {
                        assertEndedByClose(call.failure(IOException.class));
                    }
                    assertEquals(0, server.clientCount(), "clients");
                }
            }
        });
    }
}
