package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.BufferTooSmallException;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PipeTimeoutException;

/** Section 10, what it says of exchanges that wait: for their time, and for others. */
interface ExchangeWaitingRules extends Rules {
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
                    Exchanges.assertRefused(asks);
                    link.receiver().write(Payload.random(20));
                    assertArrayEquals(Payload.random(20), asks.read(GUARD), "the reply");
                }
                if (Modes.lasts(mode)) {
                    Call<Boolean> answers = Exchanges.startAnswer(pipes, link.receiver());
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
                Call<Boolean> answers = Exchanges.startAnswer(pipes, link.receiver());
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
                Call<Boolean> answers = Exchanges.startAnswer(pipes, link.receiver());
                ByteBuffer small = ByteBuffer.allocate(9);
                BufferTooSmallException e = assertThrows(
                        BufferTooSmallException.class,
                        () -> asks.exchange(ByteBuffer.wrap(Payload.random(10)), small, GUARD));
                answers.get();
                assertEquals(10, e.required(), "room needed");
                assertEquals(0, small.position(), "position of the buffer");
                assertTrue(asks.canRead(), "the reply can be read");
                Exchanges.assertRefused(asks);
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
}
