package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.TurnException;

/** Section 12: what waiting means for a stream. */
interface StreamWaitingRules extends Rules {
    /** Far over any quota. */
    int TOO_MUCH_TO_BUFFER = 16 << 20;

    int PIECE = 1000;

    @Test
    default void rule_12_5_nothingIsNothing() throws Exception {
        Framings.streams(subject(), "12.5", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                for (Connection end : List.of(link.client(), link.atServer())) {
                    Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                    end.write(new byte[0]);
                    end.write(ByteBuffer.allocate(3).position(3), Duration.ZERO);
                    end.outputStream().write(new byte[0]);
                    assertEquals(0, end.byteChannel().write(ByteBuffer.allocate(0)));
                    assertThrows(PipeTimeoutException.class, () -> peer.read(SHORT), "an empty write was sent");
                    assertFalse(peer.canRead(), "an empty write can be read");
                    end.write(new byte[] {1});
                    assertEquals(0, peer.read(ByteBuffer.allocate(0)), "a read without room");
                    assertEquals(
                            0, peer.byteChannel().read(ByteBuffer.allocate(0)), "a read of the channel without room");
                    assertEquals(0, peer.inputStream().read(new byte[5], 5, 0), "a read of the stream without room");
                    assertEquals(1, peer.read(GUARD).length);
                }
            }
        });
    }

    @Test
    default void rule_12_5_aReadWithoutRoomDoesNotWaitForOneThatWaits() throws Exception {
        Framings.streams(subject(), "12.5", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                for (Connection end : List.of(link.client(), link.atServer())) {
                    Call<byte[]> read = pipes.start("read", end::read);
                    read.settle(1000);
                    assertEquals(0, end.read(ByteBuffer.allocate(0), Duration.ZERO));
                    assertEquals(0, end.inputStream().read(new byte[5], 5, 0));
                    Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                    peer.write(new byte[] {1});
                    assertEquals(1, read.get().length);
                }
                link.client().close();
                assertThrows(ClosedChannelException.class, () -> link.client().read(ByteBuffer.allocate(0)));
            }
        });
        Framings.streams(subject(), "12.4", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.READER, framing);
                assertThrows(TurnException.class, () -> link.client().read(ByteBuffer.allocate(0)));
            }
        });
    }

    @Test
    default void rule_12_7_aReadThatTimesOutLosesNothing() throws Exception {
        int total = 100_000;
        Framings.streams(subject(), "12.7", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                Call<Boolean> write = pipes.run("writes", () -> {
                    ByteFlow flow = new ByteFlow(11);
                    while (flow.position() < total) {
                        link.client().write(flow.next((int)
                                Math.min(1 + flow.position() % 700, total - flow.position())));
                        Thread.onSpinWait();
                    }
                });
                ByteFlow read = new ByteFlow(11);
                ByteBuffer buffer = ByteBuffer.allocate(300);
                for (int round = 0; read.position() < total; round++) {
                    try {
                        link.atServer().read(buffer.clear(), Duration.ofNanos(round % 3 * 20_000L));
                    } catch (PipeTimeoutException e) {
                        assertEquals(0, buffer.position(), "position after a read that timed out");
                    }
                    read.check(buffer.flip());
                }
                write.get();
            }
        });
    }

    @Test
    default void rule_12_7_aWriteThatTimesOutClosesTheConnection() throws Exception {
        Framings.streams(subject(), "12.7", framing -> {
            for (Mode mode : List.of(Mode.DUPLEX, Mode.READER, Mode.WRITER)) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.stream(mode, framing);
                    Connection writer = link.sender();
                    ByteFlow written = new ByteFlow(12);
                    PipeTimeoutException e = assertThrows(PipeTimeoutException.class, () -> fill(writer, written));
                    Failures.assertSays("closed", e);
                    assertFalse(writer.isOpen(), "the writer is open");
                    assertThrows(ClosedChannelException.class, () -> writer.write(new byte[1]));
                    ByteFlow read = new ByteFlow(12);
                    readUntilGone(link.receiver(), read);
                    assertTrue(read.position() <= written.position(), "more came than was written");
                    assertTrue(
                            read.position() >= written.position() - PIECE, "a write that was a success did not come");
                    Pipes.awaitClients(link.server(), 0);
                }
            }
        });
    }

    private static void fill(Connection writer, ByteFlow flow) throws IOException {
        while (flow.position() < TOO_MUCH_TO_BUFFER) {
            writer.write(flow.next(PIECE), SHORT);
        }
        throw new AssertionError("the writer was never made to wait for its reader");
    }

    private static void readUntilGone(Connection reader, ByteFlow flow) throws IOException {
        try {
            while (true) {
                flow.check(reader.read(GUARD));
            }
        } catch (PeerClosedException e) {
            assertEquals(-1, reader.inputStream().read(), "a read behind the end");
        }
    }

    @Test
    default void rule_12_7_aWriteThatOnlyWaitedItsTurnSentNothing() throws Exception {
        Framings.streams(subject(), "12.7", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                int size = 4 << 20;
                Call<Boolean> write = pipes.run("write", () -> link.client().write(new ByteFlow(13).next(size)));
                Eventually.holds("the write has begun", link.atServer()::canRead);
                assertThrows(PipeTimeoutException.class, () -> link.client().write(new byte[5], Duration.ZERO));
                assertThrows(PipeTimeoutException.class, () -> link.client().write(new byte[5], SHORT));
                assertTrue(link.client().isOpen(), "the writer is open");
                new ByteFlow(13).check(link.atServer().inputStream().readNBytes(size));
                write.get();
                link.client().write(new byte[] {9}, GUARD);
                assertEquals(9, link.atServer().inputStream().read());
            }
        });
    }

    @Test
    default void rule_12_8_waitForDataWakesForBytesAndForWhatIsLeftOfThem() throws Exception {
        Framings.streams(subject(), "12.8", framing -> {
            for (Mode mode : List.of(Mode.DUPLEX, Mode.READER)) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.stream(mode, framing);
                    Call<List<Connection>> wait = pipes.start("waitForData", link.server()::waitForData);
                    wait.settle(5);
                    link.client().write(new ByteFlow(14).next(10));
                    assertEquals(List.of(link.atServer()), wait.get(), "those that can be read");
                    ByteFlow read = new ByteFlow(14);
                    for (int i = 0; i < 10; i++) {
                        assertEquals(List.of(link.atServer()), link.server().waitForData(GUARD));
                        assertTrue(link.atServer().canRead(), "can be read");
                        ByteBuffer one = ByteBuffer.allocate(1);
                        assertEquals(1, link.atServer().read(one, Duration.ZERO));
                        read.check(one.flip());
                    }
                    assertFalse(link.atServer().canRead(), "can be read after everything was");
                    assertThrows(PipeTimeoutException.class, () -> link.server().waitForData(Duration.ZERO));
                }
            }
        });
    }
}
