package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;

/** Section 5, the first half: timeouts, and a writer that is made to wait. */
interface TimeoutRules extends Rules {
    @Test
    default void rule_5_1_aReadThatTimesOutLosesNothing() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int number = 0; number < (Modes.lasts(mode) ? 3 : 1); number++) {
                    assertThrows(
                            PipeTimeoutException.class, () -> link.receiver().read(SHORT));
                    assertThrows(
                            PipeTimeoutException.class, () -> link.receiver().read(ByteBuffer.allocate(9), SHORT));
                    link.exchange(number);
                }
            }
        });
    }

    @Test
    default void rule_5_1_aLargeMessageAfterATimeoutComesInOnePiece() throws Exception {
        int size = 1 << 20;
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode, size);
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(SHORT));
                Call<Boolean> write = pipes.run("write", () -> link.sender().write(Payload.random(size)));
                assertArrayEquals(Payload.random(size), link.receiver().read(GUARD));
                write.get();
                link.answer(1);
            }
        });
    }

    @Test
    default void rule_5_1_timeoutsThatRaceWithMessagesLoseNone() throws Exception {
        Modes.oneWay(mode -> {
            for (int size : new int[] {100, 100_000}) {
                int count = size > 10_000 ? 30 : 300;
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode, size);
                    Call<Boolean> writing = pipes.run("writes", () -> {
                        for (int number = 0; number < count; number++) {
                            link.sender().write(Payload.numbered(number, size));
                        }
                    });
                    for (int number = 0; number < count; number++) {
                        Payload.assertNumber(number, size, readImpatiently(link.receiver(), number));
                    }
                    writing.get();
                    assertThrows(
                            PipeTimeoutException.class, () -> link.receiver().read(SHORT), "one message more");
                }
            }
        });
    }

    @Test
    default void rule_5_1_timeoutsThatRaceWithAnswersLoseNone() throws Exception {
        Modes.takingTurns(mode -> {
            int count = 100;
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Call<Boolean> slave = pipes.run("slave", () -> {
                    for (int number = 0; number < count; number++) {
                        link.receiver().write(readImpatiently(link.receiver(), number));
                    }
                });
                for (int number = 0; number < count; number++) {
                    link.sender().write(Payload.numbered(number, 40));
                    Payload.assertNumber(number, 40, readImpatiently(link.sender(), number));
                }
                slave.get();
            }
        });
    }

    /** Reads with timeouts around the time that a message takes, until one comes. */
    private static byte[] readImpatiently(Connection reader, int variation) throws Exception {
        Random random = new Random(Payload.SEED + variation);
        long end = System.nanoTime() + GUARD.toNanos();
        while (true) {
            try {
                return reader.read(Duration.ofNanos(random.nextInt(200_000)));
            } catch (PipeTimeoutException e) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("message " + variation + " never came", e);
                }
            }
        }
    }

    @Test
    default void rule_5_2_aWriteThatTimesOutSendsNothing() throws Exception {
        Modes.oneWay(mode -> {
            int size = 1000;
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                int taken = Pipes.fill(link.sender(), size);
                ByteBuffer buffer = ByteBuffer.wrap(Payload.random(size));
                for (Duration timeout : List.of(SHORT, Duration.ZERO, Duration.ofNanos(1), SHORT)) {
                    assertThrows(PipeTimeoutException.class, () -> link.sender().write(buffer, timeout));
                    assertThrows(PipeTimeoutException.class, () -> link.sender().write(Payload.random(size), timeout));
                }
                assertEquals(0, buffer.position(), "position of the buffer");
                Pipes.drain(link.receiver(), taken, size);
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(SHORT), "a message that timed out");
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_5_2_timeoutsThatRaceWithTheReaderSendAllOrNothing() throws Exception {
        Modes.oneWay(mode -> {
            for (int size : new int[] {700, 200_000}) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode, size);
                    int last = size > 10_000 ? 40 : 300;
                    Call<List<Integer>> reading = pipes.start("reads", () -> {
                        List<Integer> numbers = new ArrayList<>();
                        do {
                            byte[] message = link.receiver().read(GUARD);
                            assertEquals(size, message.length, "size of a message");
                            numbers.add(Payload.number(message));
                        } while (numbers.get(numbers.size() - 1) != last);
                        return numbers;
                    });
                    List<Integer> sent = writeImpatiently(link.sender(), last, size);
                    assertEquals(sent, reading.get(), "messages read, of those that the writes did not refuse");
                }
            }
        });
    }

    /** Writes each message once, with timeouts around the time it takes, the last one without; gives those sent. */
    private static List<Integer> writeImpatiently(Connection writer, int last, int size) throws Exception {
        Random random = new Random(Payload.SEED);
        List<Integer> sent = new ArrayList<>();
        for (int number = 0; number < last; number++) {
            try {
                writer.write(Payload.numbered(number, size), Duration.ofNanos(random.nextInt(300_000)));
                sent.add(number);
            } catch (PipeTimeoutException e) {
                // Nothing of it went out: the reader must not see this number.
            }
        }
        writer.write(Payload.numbered(last, size));
        sent.add(last);
        return sent;
    }

    @Test
    default void rule_5_3_acceptTimesOut() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                assertThrows(PipeTimeoutException.class, () -> server.accept(SHORT));
                assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO));
                pipes.join(server).exchange(1);
                assertThrows(PipeTimeoutException.class, () -> server.accept(SHORT), "the client was accepted already");
            }
        });
    }

    @Test
    default void rule_5_3_acceptsTimeoutIsNotPassedOn() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                Connection client = pipes.connect(mode.complement());
                Pipes.awaitClients(server, 1);
                Connection accepted = server.accept(SHORT);
                Call<byte[]> read = pipes.start("read", accepted::read);
                // Each of these waits as long as the accept might have: a timeout that was passed on runs out
                // meanwhile.
                for (int i = 0; i < 3; i++) {
                    assertThrows(PipeTimeoutException.class, () -> server.accept(SHORT));
                }
                client.write(Payload.random(10));
                assertArrayEquals(Payload.random(10), read.get());
            }
        });
    }

    @Test
    default void rule_5_3_acceptTimesOutWhileOthersTalk() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.READER);
            List<Call<Boolean>> talks = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Link link = pipes.join(server);
                talks.add(pipes.run("writes", () -> {
                    while (link.client().isOpen()) {
                        link.client().write(new byte[100], GUARD);
                    }
                }));
                talks.add(pipes.run("reads", () -> {
                    while (link.atServer().isOpen()) {
                        link.atServer().read(GUARD);
                    }
                }));
            }
            for (int i = 0; i < 5; i++) {
                assertThrows(PipeTimeoutException.class, () -> server.accept(SHORT));
            }
            for (Call<Boolean> talk : talks) {
                assertFalse(talk.isDone(), "the others still talk");
            }
        }
    }

    @Test
    default void rule_5_9_aWriterWaitsForItsReader() throws Exception {
        Modes.oneWay(mode -> {
            for (int round = 0; round < 5; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    int taken = Pipes.fill(link.sender(), 1000);
                    Call<Boolean> write = pipes.run("write", () -> link.sender().write(Payload.numbered(taken, 1000)));
                    write.settle(round);
                    Pipes.drain(link.receiver(), taken + 1, 1000);
                    write.get();
                    link.exchange(round);
                }
            }
        });
    }

    @Test
    default void rule_5_9_lookingReadsAheadOneMessageAtTheMost() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                int taken = Pipes.fill(link.sender(), 1000);
                for (int look = 0; look < 20; look++) {
                    Eventually.holds("canRead sees the first message", link.receiver()::canRead);
                    assertEquals(1, link.server().clientCount(), "clients");
                    if (mode.canRead()) {
                        assertEquals(List.of(link.atServer()), link.server().waitForData(GUARD));
                    }
                }
                assertTrue(Pipes.fill(link.sender(), 1000) <= 1, "room for more than the one that was read ahead");
                Pipes.drain(link.receiver(), taken, 1000);
            }
        });
    }
}
