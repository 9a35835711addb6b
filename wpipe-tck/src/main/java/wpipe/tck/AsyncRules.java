package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.MessageTooLargeException;
import wpipe.api.Mode;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.TurnException;

/** Section 11: asynchronous calls that succeed, and their order. */
interface AsyncRules extends Rules {
    @Test
    default void rule_11_1_aReadIsCompleteWhenItsMessageHasCome() throws Exception {
        Modes.lasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int number = 0; number < 5; number++) {
                    CompletableFuture<byte[]> read = link.receiver().readAsync();
                    assertFalse(read.isDone(), "a read with no message is complete");
                    link.sender().write(Payload.numbered(number, 100), GUARD);
                    Payload.assertNumber(number, 100, Async.get(read));
                    link.answer(number);
                    link.sender().write(Payload.numbered(~number, 0x1000 - number), GUARD);
                    Payload.assertNumber(
                            ~number, 0x1000 - number, Async.get(link.receiver().readAsync()));
                    link.answer(number);
                }
            }
        });
    }

    @Test
    default void rule_11_1_aWriteIsCompleteWhenTheSystemHasTakenIt() throws Exception {
        Modes.lasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int number = 0; number < 5; number++) {
                    ByteBuffer message = ByteBuffer.allocateDirect(100).position(10);
                    message.put(Payload.numbered(number, 50)).flip().position(10);
                    CompletableFuture<Void> write = link.sender().writeAsync(message);
                    assertEquals(10, message.position(), "position of the buffer");
                    assertNull(Async.get(write));
                    Payload.assertNumber(number, 50, link.receiver().read(GUARD));
                    link.answer(number);
                }
            }
        });
    }

    @Test
    default void rule_11_1_messagesOfAnySize() throws Exception {
        int largest = 1 << 20;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX, largest);
            for (int size : new int[] {0, 1, 4096, 65_535, 65_536, 65_537, largest, 0, 17}) {
                for (Connection end : List.of(link.client(), link.atServer())) {
                    Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                    CompletableFuture<byte[]> before = peer.readAsync();
                    byte[] message = Payload.random(size);
                    Async.get(end.writeAsync(message));
                    assertArrayEquals(message, Async.get(before), () -> "message of " + size + " bytes");
                    CompletableFuture<Void> write = end.writeAsync(message);
                    assertArrayEquals(message, Async.get(peer.readAsync()), () -> "message of " + size + " bytes");
                    Async.get(write);
                }
            }
        }
    }

    @Test
    default void rule_11_1_noCallWaitsForThePeer() throws Exception {
        int size = 8000;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX, size);
            // In this one thread: each call that waited would wait for ever.
            Deque<CompletableFuture<Void>> writes = new ArrayDeque<>();
            while (writes.size() < 5 || writes.peekLast().isDone()) {
                byte[] message = Payload.numbered(writes.size(), size);
                writes.add(link.client().writeAsync(message));
                message[0]++; // a copy was taken
                assertTrue(writes.size() < 10_000, "the system takes everything");
            }
            for (int more = 0; more < 5; more++) {
                byte[] message = Payload.numbered(writes.size(), size);
                writes.add(link.client().writeAsync(message));
                message[0]++;
            }
            assertFalse(writes.peekLast().isDone(), "a write behind one that is not complete is complete");
            for (int number = 0; !writes.isEmpty(); number++) {
                Payload.assertNumber(number, size, Async.get(link.atServer().readAsync()));
                Async.get(writes.poll());
            }
        }
    }

    @Test
    default void rule_11_1_anExchangeIsAWriteAndARead() throws Exception {
        Modes.takingTurns(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int number = 0; number < 5; number++) {
                    CompletableFuture<byte[]> answer = link.sender().exchangeAsync(Payload.numbered(number, 30));
                    Payload.assertNumber(number, 30, Async.get(link.receiver().readAsync()));
                    assertFalse(answer.isDone(), "an exchange with no answer is complete");
                    Async.get(link.receiver().writeAsync(Payload.numbered(~number, 40)));
                    Payload.assertNumber(~number, 40, Async.get(answer));
                }
            }
        });
    }

    @Test
    default void rule_11_2_readsAreCompleteInTheOrderOfCalling() throws Exception {
        Modes.oneWay(mode -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    List<CompletableFuture<byte[]>> reads = new ArrayList<>();
                    for (int number = 0; number < 10; number++) {
                        reads.add(link.receiver().readAsync());
                    }
                    Call<byte[]> blocking = pipes.start("read", link.receiver()::read);
                    blocking.settle(round);
                    for (int number = 0; number < 11; number++) {
                        link.sender().write(Payload.numbered(number, 20), GUARD);
                    }
                    for (int number = 0; number < 10; number++) {
                        Payload.assertNumber(number, 20, Async.get(reads.get(number)));
                    }
                    Payload.assertNumber(10, 20, blocking.get());
                }
            }
        });
    }

    @Test
    default void rule_11_2_anAsynchronousReadWaitsBehindABlockingOne() throws Exception {
        for (int round = 0; round < 10; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(Mode.READER);
                Call<byte[]> blocking = pipes.start("read", link.receiver()::read);
                // The thread may not have got as far: then the other one is first.
                blocking.settle(100 * round);
                CompletableFuture<byte[]> read = link.receiver().readAsync();
                link.sender().write(Payload.numbered(1, 20), GUARD);
                link.sender().write(Payload.numbered(2, 20), GUARD);
                int first = Payload.number(blocking.get());
                assertEquals(3 - first, Payload.number(Async.get(read)), "the other message");
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(Duration.ZERO));
            }
        }
    }

    @Test
    default void rule_11_2_blockingAndAsynchronousWritesQueueUp() throws Exception {
        int size = 4000;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX);
            int filled = Pipes.fill(link.client(), size);
            CompletableFuture<Void> first = link.client().writeAsync(Payload.numbered(filled, size));
            CompletableFuture<Void> second = link.client().writeAsync(Payload.numbered(filled + 1, size));
            assertThrows(PipeTimeoutException.class, () -> link.client().write(Payload.random(1), SHORT));
            Call<Boolean> third = pipes.run("write", () -> link.client().write(Payload.numbered(filled + 2, size)));
            third.settle(1000);
            Pipes.drain(link.atServer(), filled + 3, size);
            Async.get(first);
            Async.get(second);
            third.get();
        }
    }

    @Test
    default void rule_11_2_theTurnIsLookedAtInFront() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SLAVE);
            Connection slave = link.receiver();
            CompletableFuture<byte[]> first = slave.readAsync();
            CompletableFuture<byte[]> second = slave.readAsync();
            CompletableFuture<Void> early = slave.writeAsync(new byte[1]);
            Async.failure(TurnException.class, early);
            link.sender().write(Payload.numbered(1, 10));
            Payload.assertNumber(1, 10, Async.get(first));
            Async.failure(TurnException.class, second);
            Async.get(slave.writeAsync(Payload.numbered(2, 10)));
            Payload.assertNumber(2, 10, link.sender().read(GUARD));
        }
    }

    @Test
    default void rule_11_2_outOfTurnChangesNothing() throws Exception {
        Modes.restricted(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Async.failure(TurnException.class, link.sender().readAsync());
                Async.failure(TurnException.class, link.receiver().writeAsync(new byte[1]));
                Async.failure(TurnException.class, link.receiver().exchangeAsync(new byte[1]));
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_11_2_aConnectionThatIsReadIsNotToBeWaitedFor() throws Exception {
        for (int round = 0; round < 10; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(Mode.SLAVE);
                Link link = pipes.join(server);
                assertThrows(PipeTimeoutException.class, () -> server.waitForData(Duration.ZERO));
                CompletableFuture<byte[]> read = link.atServer().readAsync();
                assertFalse(link.atServer().canRead(), "canRead while somebody reads");
                Call<List<Connection>> waiting = pipes.start("waitForData", server::waitForData);
                waiting.settle(round);
                link.client().write(Payload.numbered(1, 10));
                Payload.assertNumber(1, 10, Async.get(read));
                link.atServer().write(Payload.numbered(2, 10));
                Payload.assertNumber(2, 10, link.client().read(GUARD));
                assertFalse(waiting.isDone(), "waitForData gave a connection whose message another one read");
                link.client().write(Payload.numbered(3, 10));
                assertEquals(List.of(link.atServer()), waiting.get(), "those that can be read");
                Payload.assertNumber(3, 10, link.atServer().read(Duration.ZERO));
            }
        }
    }

    @Test
    default void rule_11_4_aMessageThatIsTooLargeIsRefused() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX, 100);
            MessageTooLargeException e =
                    Async.failure(MessageTooLargeException.class, link.client().writeAsync(new byte[101]));
            assertEquals(101, e.size());
            assertEquals(100, e.limit());
            link.exchange(1);
        }
    }

    @Test
    default void rule_11_4_aMessageThatIsTooLargeEndsTheReadersConnection() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.DUPLEX, options -> options.withMaxMessageSize(100));
            Link link = pipes.join(server, 1000);
            CompletableFuture<byte[]> read = link.atServer().readAsync();
            CompletableFuture<byte[]> next = link.atServer().readAsync();
            Async.get(link.client().writeAsync(new byte[101]));
            Async.failure(MessageTooLargeException.class, read);
            Async.failure(ClosedChannelException.class, next);
            assertFalse(link.atServer().isOpen(), "the reader's end is open");
        }
    }
}
