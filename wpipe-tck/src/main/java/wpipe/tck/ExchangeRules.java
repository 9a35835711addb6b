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
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.MessageTooLargeException;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;

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
                    Call<Boolean> answers = Exchanges.startAnswer(pipes, link.receiver());
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

    @Test
    default void rule_10_3_largeAndEmptyMessages() throws Exception {
        Modes.asking(mode -> {
            int limit = 1 << 20;
            for (int size : new int[] {0, 1, 65536, limit}) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode, limit);
                    Call<Boolean> answers = Exchanges.startAnswer(pipes, link.receiver());
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
                        Exchanges.assertRefused(end);
                    }
                }
                if (link.takesTurns()) {
                    link.sender().write(new byte[1]);
                    link.receiver().read(GUARD);
                    Exchanges.assertRefused(link.receiver());
                    assertFalse(link.sender().canRead(), "something was sent");
                    link.receiver().write(new byte[1]);
                    link.sender().read(GUARD);
                }
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_10_3_aServersSingleTransactionIsRefused() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SINGLE_TRANSACTION);
            Exchanges.assertRefused(link.atServer());
            link.client().write(Payload.random(5));
            assertArrayEquals(Payload.random(5), link.atServer().read(GUARD));
            Exchanges.assertRefused(link.atServer());
            Exchanges.assertRefused(link.client());
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
                    Exchanges.assertRefused(link.sender());
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
