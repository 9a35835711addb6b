package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.BufferTooSmallException;
import wpipe.api.Connection;
import wpipe.api.MessageTooLargeException;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.TurnException;

/** Section 10, what it says of exchange. */
interface ExchangeRules extends Rules {
    @Test
    default void rule_10_3_anExchangeIsAWriteAndARead() throws Exception {
        Modes.asking(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Connection asks = link.sender();
                ByteBuffer request = ByteBuffer.allocateDirect(100);
                ByteBuffer reply = ByteBuffer.allocateDirect(100);
                for (int number = 0; number < (Modes.lasts(mode) ? 12 : 1); number++) {
                    Call<Boolean> answers = startAnswer(pipes, link.receiver());
                    byte[] message = Payload.numbered(number, 8 + number);
                    switch (number % 4) {
                        case 0 -> assertArrayEquals(message, asks.exchange(message));
                        case 1 -> assertArrayEquals(message, asks.exchange(message, GUARD));
                        default -> {
                            request.clear().put(message).flip();
                            reply.clear().position(3);
                            int size = number % 4 == 2
                                    ? asks.exchange(request, reply)
                                    : asks.exchange(request, reply, GUARD);
                            assertEquals(message.length, size, "size of the reply");
                            assertFalse(request.hasRemaining(), "the request was written");
                            assertEquals(3 + size, reply.position(), "position behind the reply");
                            assertEquals(ByteBuffer.wrap(message), reply.flip().position(3), "reply");
                        }
                    }
                    answers.get();
                }
                link.goOn(99);
            }
        });
    }

    private static Call<Boolean> startAnswer(Pipes pipes, Connection answers) {
        return pipes.run("answer", () -> answers.write(answers.read(GUARD), GUARD));
    }

    @Test
    default void rule_10_3_largeAndEmptyMessages() throws Exception {
        Modes.asking(mode -> {
            int limit = 1 << 20;
            for (int size : new int[] {0, 1, 65536, limit}) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode, limit);
                    Call<Boolean> answers = startAnswer(pipes, link.receiver());
                    assertArrayEquals(Payload.random(size), link.sender().exchange(Payload.random(size), GUARD));
                    answers.get();
                }
            }
        });
    }

    @Test
    default void rule_10_3_anEndThatDoesNotAskIsRefused() throws Exception {
        Modes.lasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (Connection end : List.of(link.sender(), link.receiver())) {
                    if (end.mode() != Mode.MASTER && end.mode() != Mode.DUPLEX) {
                        assertRefused(end);
                    }
                }
                if (link.takesTurns()) {
                    link.sender().write(new byte[1]);
                    link.receiver().read(GUARD);
                    assertRefused(link.receiver());
                    assertFalse(link.sender().canRead(), "something was sent");
                    link.receiver().write(new byte[1]);
                    link.sender().read(GUARD);
                }
                link.exchange(1);
            }
        });
    }

    private static void assertRefused(Connection end) {
        String what = "an exchange of a " + end.mode();
        ByteBuffer request = ByteBuffer.allocate(10);
        assertThrows(TurnException.class, () -> end.exchange(new byte[1]), what);
        assertThrows(TurnException.class, () -> end.exchange(new byte[1], Duration.ZERO), what);
        assertThrows(TurnException.class, () -> end.exchange(request, ByteBuffer.allocate(10)), what);
        assertThrows(TurnException.class, () -> end.exchange(request, ByteBuffer.allocate(10), GUARD), what);
        assertEquals(0, request.position(), "position of the buffer");
    }

    @Test
    default void rule_10_3_aServersSingleTransactionIsRefused() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SINGLE_TRANSACTION);
            assertRefused(link.atServer());
            link.client().write(Payload.random(5));
            assertArrayEquals(Payload.random(5), link.atServer().read(GUARD));
            assertRefused(link.atServer());
            assertRefused(link.client());
            link.atServer().write(Payload.random(6));
            assertArrayEquals(Payload.random(6), link.client().read(GUARD));
            assertThrows(ClosedChannelException.class, () -> link.client().exchange(new byte[1]));
            assertThrows(ClosedChannelException.class, () -> link.atServer().exchange(new byte[1]));
        }
    }

    @Test
    default void rule_10_3_outOfTurnDoesNotWaitForTheOneWhoReads() throws Exception {
        Modes.takingTurns(mode -> {
            for (int round = 0; round < 5; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    link.sender().write(new byte[1]);
                    Call<byte[]> read = pipes.start("read", link.sender()::read);
                    read.settle(round);
                    assertRefused(link.sender());
                    link.receiver().write(link.receiver().read(GUARD));
                    assertEquals(1, read.get().length);
                }
            }
        });
    }

    @Test
    default void rule_10_3_whatIsUnfitIsRefusedBeforeAnythingIsSent() throws Exception {
        Modes.asking(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode, 1000);
                Connection asks = link.sender();
                ByteBuffer buffer = ByteBuffer.allocate(1001);
                ByteBuffer small = ByteBuffer.allocate(10);
                assertThrows(MessageTooLargeException.class, () -> asks.exchange(new byte[1001], GUARD));
                assertThrows(MessageTooLargeException.class, () -> asks.exchange(buffer, small, GUARD));
                assertThrows(
                        ReadOnlyBufferException.class, () -> asks.exchange(small, buffer.asReadOnlyBuffer(), GUARD));
                assertThrows(IllegalArgumentException.class, () -> asks.exchange(small, small));
                assertThrows(IllegalArgumentException.class, () -> asks.exchange(new byte[1], Duration.ofNanos(-1)));
                assertThrows(IllegalArgumentException.class, () -> asks.exchange(small, buffer, Duration.ofNanos(-1)));
                assertEquals(0, small.position(), "position of a buffer");
                assertEquals(0, buffer.position(), "position of a buffer");
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(SHORT), "something was sent");
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_10_3_theReplysSizeIsChecked() throws Exception {
        Modes.asking(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                boolean clientAsks = mode != Mode.MASTER;
                Link link = clientAsks
                        ? pipes.join(pipes.open(mode, o -> o.withMaxMessageSize(5000)), 1000)
                        : pipes.join(pipes.open(mode, o -> o.withMaxMessageSize(1000)), 5000);
                pipes.run("answer", () -> {
                    link.receiver().read(GUARD);
                    link.receiver().write(new byte[1001], GUARD);
                });
                MessageTooLargeException e = assertThrows(
                        MessageTooLargeException.class, () -> link.sender().exchange(new byte[1], GUARD));
                assertEquals(1001, e.size(), "size");
                assertFalse(link.sender().isOpen(), "open after a message that is too large (rule 3.5)");
            }
        });
    }

    @Test
    default void rule_10_4_aTimeoutAfterTheRequestLeavesTheReplyToARead() throws Exception {
        Modes.asking(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Connection asks = link.sender();
                for (Duration timeout : Modes.lasts(mode) ? List.of(SHORT, Duration.ZERO, SHORT) : List.of(SHORT)) {
                    PipeTimeoutException e =
                            assertThrows(PipeTimeoutException.class, () -> asks.exchange(Payload.random(10), timeout));
                    assertEquals("read", e.operation(), "operation");
                    assertArrayEquals(Payload.random(10), link.receiver().read(GUARD), "the request");
                    assertThrows(PipeTimeoutException.class, () -> asks.read(SHORT));
                    assertRefused(asks);
                    link.receiver().write(Payload.random(20));
                    assertArrayEquals(Payload.random(20), asks.read(GUARD), "the reply");
                }
                if (Modes.lasts(mode)) {
                    Call<Boolean> answers = startAnswer(pipes, link.receiver());
                    assertArrayEquals(Payload.random(30), asks.exchange(Payload.random(30), GUARD));
                    answers.get();
                }
            }
        });
    }

    @Test
    default void rule_10_4_aTimeoutBeforeTheRequestIsTakenSendsNothing() throws Exception {
        int size = 1 << 20;
        Modes.asking(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode, size);
                Connection asks = link.sender();
                ByteBuffer request = ByteBuffer.wrap(Payload.random(size));
                ByteBuffer reply = ByteBuffer.allocate(size);
                PipeTimeoutException e =
                        assertThrows(PipeTimeoutException.class, () -> asks.exchange(request, reply, SHORT));
                Call<Boolean> answers = startAnswer(pipes, link.receiver());
                // A system that takes a message of any size at once while it holds no other is within rule 5.9.
                if (e.operation().equals("write")) {
                    assertEquals(size, request.remaining(), "the request was not sent");
                    assertEquals(size, asks.exchange(request, reply, GUARD), "size of the reply");
                } else {
                    assertEquals("read", e.operation(), "operation");
                    assertEquals(0, request.remaining(), "the request was sent");
                    assertEquals(size, asks.read(reply, GUARD), "size of the reply");
                }
                answers.get();
                assertArrayEquals(Payload.random(size), reply.array(), "the reply");
            }
        });
    }

    @Test
    default void rule_10_4_aReplyThatDoesNotFitIsKept() throws Exception {
        Modes.asking(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Connection asks = link.sender();
                Call<Boolean> answers = startAnswer(pipes, link.receiver());
                ByteBuffer small = ByteBuffer.allocate(9);
                BufferTooSmallException e = assertThrows(
                        BufferTooSmallException.class,
                        () -> asks.exchange(ByteBuffer.wrap(Payload.random(10)), small, GUARD));
                answers.get();
                assertEquals(10, e.required(), "room needed");
                assertEquals(0, small.position(), "position of the buffer");
                assertTrue(asks.canRead(), "the reply can be read");
                assertRefused(asks);
                assertArrayEquals(Payload.random(10), asks.read(Duration.ZERO), "the reply");
                link.goOn(1);
            }
        });
    }

    @Test
    default void rule_10_5_eachThreadGetsItsOwnReply() throws Exception {
        for (Mode mode : List.of(Mode.MASTER, Mode.DUPLEX)) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                int threads = 4;
                int each = 50;
                List<Call<Boolean>> asks = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    int first = i * each;
                    asks.add(pipes.run("exchanges", () -> {
                        for (int number = first; number < first + each; number++) {
                            byte[] reply = link.sender().exchange(Payload.numbered(number, 40), GUARD);
                            Payload.assertNumber(number, 40, reply);
                        }
                    }));
                }
                for (int i = 0; i < threads * each; i++) {
                    link.receiver().write(link.receiver().read(GUARD), GUARD);
                }
                for (Call<Boolean> ask : asks) {
                    ask.get();
                }
            }
        }
    }

    @Test
    default void rule_10_5_aReadOfAnotherThreadGetsTheNextMessage() throws Exception {
        for (int round = 0; round < 10; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(Mode.DUPLEX);
                Call<byte[]> exchange =
                        pipes.start("exchange", () -> link.client().exchange(new byte[1]));
                assertEquals(1, link.atServer().read(GUARD).length, "size of the request");
                Call<byte[]> read = pipes.start("read", link.client()::read);
                read.settle(round);
                link.atServer().write(Payload.random(10));
                assertArrayEquals(Payload.random(10), exchange.get(), "the reply");
                link.atServer().write(Payload.random(20));
                assertArrayEquals(Payload.random(20), read.get(), "the message after it");
            }
        }
    }

    @Test
    default void rule_10_5_aReadThatBlocksIsWaitedForAndWritesAreNot() throws Exception {
        for (int round = 1; round < 10; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(Mode.DUPLEX);
                Call<byte[]> read = pipes.start("read", link.client()::read);
                read.settle(100 * round);
                Call<byte[]> exchange =
                        pipes.start("exchange", () -> link.client().exchange(Payload.random(1)));
                exchange.settle(round);
                PipeTimeoutException e = assertThrows(
                        PipeTimeoutException.class, () -> link.client().exchange(new byte[1], SHORT));
                assertEquals("write", e.operation(), "nothing was sent");
                link.client().write(Payload.random(2), GUARD);
                assertArrayEquals(Payload.random(2), link.atServer().read(GUARD), "what a third thread has written");
                link.atServer().write(Payload.random(3));
                assertArrayEquals(Payload.random(3), read.get(), "what the read was waiting for");
                assertArrayEquals(Payload.random(1), link.atServer().read(GUARD), "the request");
                link.atServer().write(Payload.random(4));
                assertArrayEquals(Payload.random(4), exchange.get(), "the reply");
            }
        }
    }

    @Test
    default void rule_10_5_waitForDataDoesNotSeeTheReply() throws Exception {
        for (Mode mode : List.of(Mode.MASTER, Mode.DUPLEX)) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                pipes.keepLooking(link.server());
                for (int number = 0; number < 50; number++) {
                    byte[] request = Payload.numbered(number, 20);
                    Call<byte[]> exchange =
                            pipes.start("exchange", () -> link.atServer().exchange(request));
                    link.client().write(link.client().read(GUARD));
                    Payload.assertNumber(number, 20, exchange.get());
                    assertThrows(PipeTimeoutException.class, () -> link.server().waitForData(Duration.ZERO));
                }
                if (mode == Mode.DUPLEX) {
                    link.client().write(new byte[1]);
                    assertEquals(List.of(link.atServer()), link.server().waitForData(GUARD), "what came by itself");
                }
            }
        }
    }

    @Test
    default void rule_10_3_aPeerThatGoesEndsIt() throws Exception {
        Modes.asking(mode -> {
            for (int round = 0; round < 5; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    Call<byte[]> exchange =
                            pipes.start("exchange", () -> link.sender().exchange(new byte[1]));
                    link.receiver().read(GUARD);
                    exchange.settle(round);
                    link.receiver().close();
                    exchange.failure(PeerClosedException.class);
                }
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    link.receiver().close();
                    assertThrows(PeerClosedException.class, () -> link.sender().exchange(new byte[1]));
                }
            }
        });
    }

    @Test
    default void rule_6_2_closeWakesAnExchange() throws Exception {
        Modes.asking(mode -> Rounds.untilSeen(AsynchronousCloseException.class, 10, round -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Call<byte[]> exchange =
                        pipes.start("exchange", () -> link.sender().exchange(new byte[1]));
                exchange.settle(round);
                link.sender().close();
                return exchange.failure(ClosedChannelException.class);
            }
        }));
    }

    @Test
    default void rule_6_7_anInterruptEndsAnExchange() throws Exception {
        Modes.asking(mode -> {
            for (int round = 0; round < 5; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    Call<byte[]> exchange =
                            pipes.start("exchange", () -> link.sender().exchange(new byte[1]));
                    exchange.settle(round);
                    exchange.interrupt();
                    exchange.failure(ClosedByInterruptException.class);
                    assertTrue(exchange.interruptStatus(), "interrupt status of the thread that was interrupted");
                    assertFalse(link.sender().isOpen(), "open after an interrupt");
                }
            }
        });
    }
}
