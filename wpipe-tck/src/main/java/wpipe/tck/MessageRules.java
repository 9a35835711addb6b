package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.MessageTooLargeException;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;

/** Section 3: messages, whole and in order, of every size. */
interface MessageRules extends Rules {
    @Test
    default void rule_3_1_messagesAreNeitherJoinedNorSplit() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int size = 1; size <= 20; size++) {
                    link.sender().write(Payload.random(size));
                }
                for (int size = 1; size <= 20; size++) {
                    assertArrayEquals(
                            Payload.random(size), link.receiver().read(GUARD), "message of " + size + " bytes");
                }
            }
        });
    }

    @Test
    default void rule_3_1_aThousandMessagesKeepTheirOrder() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Call<Boolean> writing = pipes.run("1,000 writes", () -> {
                    for (int number = 0; number < 1000; number++) {
                        link.sender().write(Payload.numbered(number, sizeOf(number)));
                    }
                });
                for (int number = 0; number < 1000; number++) {
                    Payload.assertNumber(number, sizeOf(number), link.receiver().read(GUARD));
                }
                writing.get();
                assertFalse(link.receiver().canRead(), "a message that nobody sent");
            }
        });
    }

    private static int sizeOf(int number) {
        return Payload.NUMBERED + number * 37 % 3000;
    }

    @Test
    default void rule_3_1_exchangesKeepTheirOrder() throws Exception {
        Modes.takingTurns(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int number = 0; number < 200; number++) {
                    link.exchange(number);
                }
            }
        });
    }

    @Test
    default void rule_3_2_everySizeUpToTheLimit() throws Exception {
        int limit = 1 << 20;
        Modes.lasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode, limit);
                for (int size : new int[] {0, 1, 2, 4095, 4096, 4097, 65535, 65536, 65537, limit - 1, limit}) {
                    byte[] message = Payload.random(size);
                    Call<Boolean> writing =
                            pipes.run("write " + size, () -> link.sender().write(message));
                    assertArrayEquals(message, link.receiver().read(GUARD), "message of " + size + " bytes");
                    writing.get();
                    if (link.takesTurns()) {
                        Call<Boolean> answering = pipes.run(
                                "answer " + size, () -> link.receiver().write(message));
                        assertArrayEquals(message, link.sender().read(GUARD), "answer of " + size + " bytes");
                        answering.get();
                    }
                }
            }
        });
    }

    @Test
    default void rule_3_2_manyLargeMessagesFollowEachOther() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode, 300_000);
                Call<Boolean> writing = pipes.run("30 large writes", () -> {
                    for (int number = 0; number < 30; number++) {
                        link.sender().write(Payload.numbered(number, 300_000 - number * 10_000));
                    }
                });
                for (int number = 0; number < 30; number++) {
                    Payload.assertNumber(
                            number, 300_000 - number * 10_000, link.receiver().read(GUARD));
                }
                writing.get();
            }
        });
    }

    @Test
    default void rule_3_3_anEmptyMessageIsAMessage() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().write(new byte[0]);
                Eventually.holds("canRead sees the empty message", link.receiver()::canRead);
                assertEquals(0, link.receiver().read(GUARD).length, "size of the empty message");
                link.answer(1);
                link.goOn(2);
            }
        });
    }

    @Test
    default void rule_3_3_emptyMessagesAreCountedOneByOne() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (byte[] message : List.of(new byte[0], new byte[0], new byte[] {1}, new byte[0])) {
                    link.sender().write(message);
                }
                ByteBuffer buffer = ByteBuffer.allocate(10);
                for (int size : new int[] {0, 0, 1, 0}) {
                    assertEquals(size, link.receiver().read(buffer, GUARD), "size");
                }
                assertEquals(1, buffer.position(), "position after all four");
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(Duration.ZERO), "a fifth message");
            }
        });
    }

    @Test
    default void rule_3_3_anEmptyMessageWakesWaitForData() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Call<List<Connection>> wait = pipes.start("waitForData", link.server()::waitForData);
                wait.settle(5);
                link.client().write(new byte[0]);
                assertEquals(List.of(link.atServer()), wait.get(), "those that can be read");
                assertEquals(0, link.atServer().read(GUARD).length, "size of the empty message");
            }
        });
    }

    @Test
    default void rule_3_4_aMessageOverTheWritersLimitIsRefused() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                // The reader would take it: it is the writer's own limit that counts.
                Link link = pipes.link(mode, 5000);
                for (int size : new int[] {5001, 1 << 20}) {
                    ByteBuffer buffer =
                            ByteBuffer.allocate(size + 2).position(1).limit(size + 1);
                    MessageTooLargeException e = assertThrows(
                            MessageTooLargeException.class, () -> link.sender().write(buffer));
                    assertEquals(size, e.size(), "size");
                    assertEquals(5000, e.limit(), "limit");
                    assertEquals(1, buffer.position(), "position of the buffer");
                    assertEquals(size + 1, buffer.limit(), "limit of the buffer");
                    assertThrows(
                            MessageTooLargeException.class, () -> link.sender().write(new byte[size], GUARD));
                }
                assertFalse(link.receiver().canRead(), "something was sent");
                assertTrue(link.sender().isOpen(), "the writer's end is open");
                link.exchange(1);
                link.goOn(2);
            }
        });
    }

    @Test
    default void rule_3_5_aMessageOverTheReadersLimitEndsTheConnection() throws Exception {
        Modes.all(mode -> {
            for (int size : new int[] {1001, 4097, 200_000}) {
                try (Pipes pipes = new Pipes(subject())) {
                    endsByTooLarge(pipes, mode, size);
                }
            }
        });
    }

    private static void endsByTooLarge(Pipes pipes, Mode mode, int size) throws Exception {
        boolean clientReads = mode == Mode.MASTER || mode == Mode.WRITER;
        Link link = clientReads
                ? pipes.join(pipes.open(mode, o -> o.withMaxMessageSize(size)), 1000)
                : pipes.join(pipes.open(mode, o -> o.withMaxMessageSize(1000)), size);
        Connection reader = link.receiver();
        Connection writer = link.sender();
        Call<Boolean> writing = pipes.start("write " + size, () -> {
            try {
                writer.write(Payload.random(size));
            } catch (PeerClosedException e) {
                return false; // where the system waits for the reader to take it, the reader's going ends the wait
            }
            return true;
        });
        MessageTooLargeException e = assertThrows(MessageTooLargeException.class, () -> reader.read(GUARD));
        assertEquals(size, e.size(), "size");
        assertEquals(1000, e.limit(), "limit");
        writing.get();
        assertFalse(reader.isOpen(), "the reader's end is open");
        assertFalse(reader.isAlive(), "the reader's end is alive");
        assertFalse(reader.canRead(), "the reader's end can be read");
        if (!clientReads) {
            Pipes.awaitClients(link.server(), 0);
        }
        assertThrows(ClosedChannelException.class, () -> reader.read(GUARD), "a read after it");
        if (link.takesTurns() && writing.get()) {
            assertThrows(PeerClosedException.class, () -> writer.read(GUARD), "the peer's read");
        } else {
            Eventually.holds("the peer sees it go", () -> {
                try {
                    writer.write(new byte[1], GUARD);
                    return false;
                } catch (PeerClosedException gone) {
                    return true;
                }
            });
        }
    }

    @Test
    default void rule_3_5_theServersOtherClientsGoOn() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link other = pipes.link(mode);
                Link bad = pipes.join(other.server(), 100_000);
                Call<Boolean> writing = pipes.start("write", () -> {
                    try {
                        bad.client().write(Payload.random(5000));
                    } catch (PeerClosedException e) {
                        return false;
                    }
                    return true;
                });
                assertEquals(List.of(bad.atServer()), other.server().waitForData(GUARD), "those that can be read");
                assertThrows(
                        MessageTooLargeException.class, () -> bad.atServer().read(GUARD));
                writing.get();
                assertEquals(List.of(other.atServer()), Pipes.list(other.server()), "connections");
                other.exchange(1);
            }
        });
    }
}
