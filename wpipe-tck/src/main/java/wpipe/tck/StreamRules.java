package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.TurnException;
import wpipe.spi.Reach;

/** Section 12: streams of bytes, and what the JDK sees of them. */
interface StreamRules extends Rules {
    List<Mode> ONE_WAY = List.of(Mode.READER, Mode.WRITER);

    @Test
    default void rule_12_1_whateverTheSizesTheBytesAreTheSameAndInOrder() throws Exception {
        long total = subject().clientProvider().reach() == Reach.JVM ? 4 << 20 : 1 << 20;
        Framings.streams(subject(), "12.1", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                List<Call<Long>> calls = new ArrayList<>();
                List<Connection> ends = List.of(link.client(), link.atServer());
                for (int i = 0; i < ends.size(); i++) {
                    int id = i;
                    ByteTalk writer = new ByteTalk(ends.get(i), Payload.SEED + id);
                    ByteTalk reader = new ByteTalk(ends.get(1 - i), ~Payload.SEED + id);
                    ByteFlow flow = new ByteFlow(id);
                    calls.add(pipes.start("writes " + id, () -> writer.write(flow, total)));
                    calls.add(pipes.start("reads " + id, () -> reader.read(new ByteFlow(id), total)));
                }
                for (Call<Long> call : calls) {
                    assertEquals(total, call.get(), "bytes");
                }
            }
        });
    }

    @Test
    default void rule_12_1_aStreamGoesOneWayAndEndsWithItsWriter() throws Exception {
        long total = 300_000;
        Framings.streams(subject(), "12.1", framing -> {
            for (Mode mode : ONE_WAY) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.stream(mode, framing);
                    Call<Long> write = pipes.start("writes", () -> {
                        try (Connection sender = link.sender()) {
                            return new ByteTalk(sender, Payload.SEED).write(new ByteFlow(1), total);
                        }
                    });
                    assertEquals(total, new ByteTalk(link.receiver(), ~Payload.SEED).readAll(new ByteFlow(1)), "bytes");
                    assertEquals(total, write.get(), "bytes written");
                }
            }
        });
    }

    @Test
    default void rule_12_1_aWriteHasNoLimitAndAReadHasTheSizeOfAChunk() throws Exception {
        int size = 3 << 20;
        Framings.streams(subject(), "12.1", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server =
                        pipes.open(Mode.DUPLEX, o -> o.withFraming(framing).withMaxMessageSize(1000));
                Link link = pipes.joinStream(server);
                ByteFlow written = new ByteFlow(2);
                ByteFlow read = new ByteFlow(2);
                Call<Boolean> write =
                        pipes.run("write " + size, () -> link.client().write(written.next(size)));
                while (read.position() < size / 2) {
                    byte[] chunk = link.atServer().read(GUARD);
                    assertTrue(
                            chunk.length >= 1 && chunk.length <= 1000, () -> "a chunk of " + chunk.length + " bytes");
                    read.check(chunk);
                }
                while (read.position() < size) {
                    // What was read of a chunk is no obstacle to larger and smaller buffers.
                    ByteBuffer buffer = ByteBuffer.allocate(1 + (int) (read.position() % 1500));
                    link.atServer().read(buffer, GUARD);
                    read.check(buffer.flip());
                }
                write.get();
                assertFalse(link.atServer().canRead(), "bytes that nobody sent");
            }
        });
    }

    @Test
    default void rule_12_1_aServerServesManyStreamsByWaitForData() throws Exception {
        int clients = 5;
        int each = 200_000;
        Framings.streams(subject(), "12.1", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(Mode.DUPLEX, options -> options.withFraming(framing));
                List<Connection> ends = new ArrayList<>();
                List<ByteFlow> flows = new ArrayList<>();
                List<Call<Long>> writes = new ArrayList<>();
                for (int i = 0; i < clients; i++) {
                    Link link = pipes.joinStream(server);
                    ends.add(link.atServer());
                    flows.add(new ByteFlow(i));
                    ByteTalk writer = new ByteTalk(link.client(), Payload.SEED + i);
                    ByteFlow flow = new ByteFlow(i);
                    writes.add(pipes.start("writes " + i, () -> writer.write(flow, each)));
                }
                while (flows.stream().anyMatch(flow -> flow.position() < each)) {
                    for (Connection end : server.waitForData(GUARD)) {
                        ByteBuffer buffer = ByteBuffer.allocate(700);
                        end.read(buffer, Duration.ZERO);
                        flows.get(ends.indexOf(end)).check(buffer.flip());
                    }
                }
                for (Call<Long> write : writes) {
                    write.get();
                }
                assertThrows(PipeTimeoutException.class, () -> server.waitForData(Duration.ZERO), "more bytes");
            }
        });
    }

    @Test
    default void rule_12_4_theViewsAreOneStreamAndTheSameEveryTime() throws Exception {
        Framings.streams(subject(), "12.4", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                for (Connection end : List.of(link.client(), link.atServer())) {
                    assertSame(end.inputStream(), end.inputStream());
                    assertSame(end.outputStream(), end.outputStream());
                    assertSame(end.byteChannel(), end.byteChannel());
                    Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                    ByteFlow written = new ByteFlow(3);
                    ByteFlow read = new ByteFlow(3);
                    end.write(written.next(10));
                    end.outputStream().write(written.next(10));
                    end.byteChannel().write(ByteBuffer.wrap(written.next(10)));
                    Channels.newOutputStream(end.byteChannel()).write(written.next(10));
                    read.check(peer.inputStream().readNBytes(7));
                    ByteBuffer buffer = ByteBuffer.allocate(9);
                    while (buffer.hasRemaining()) {
                        assertTrue(peer.byteChannel().read(buffer) > 0, "a read of the channel gave nothing");
                    }
                    read.check(buffer.flip());
                    read.check(Channels.newInputStream(peer.byteChannel()).readNBytes(4));
                    peer.inputStream().skipNBytes(10);
                    read.next(10);
                    while (read.position() < 40) {
                        read.check(peer.read(GUARD));
                    }
                }
            }
        });
    }

    @Test
    default void rule_12_4_availableCountsWhatCanBeReadAtOnce() throws Exception {
        Framings.streams(subject(), "12.4", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                for (Connection end : List.of(link.client(), link.atServer())) {
                    Connection peer = end.equals(link.client()) ? link.atServer() : link.client();
                    InputStream input = peer.inputStream();
                    assertEquals(0, input.available(), "before anything was written");
                    end.write(new ByteFlow(4).next(100));
                    Eventually.holds("all of it is there", () -> input.available() == 100);
                    ByteFlow read = new ByteFlow(4);
                    read.check(input.readNBytes(30));
                    assertEquals(70, input.available(), "after 30 were read");
                    assertTrue(peer.canRead(), "can be read after 30 were read");
                    read.check(input.readNBytes(70));
                    assertEquals(0, input.available(), "after all was read");
                    assertFalse(peer.canRead(), "can be read after all was read");
                }
            }
        });
    }

    @Test
    default void rule_12_4_aStreamIsCopiedToAnother() throws Exception {
        int size = 500_000;
        Framings.streams(subject(), "12.4", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link first = pipes.stream(Mode.READER, framing);
                try (Pipes more = new Pipes(subject())) {
                    Link second = more.stream(Mode.WRITER, framing);
                    Call<Boolean> write = pipes.run("writes", () -> {
                        try (OutputStream output = first.client().outputStream()) {
                            output.write(new ByteFlow(5).next(size));
                        }
                    });
                    Call<Long> copy = pipes.start("copies", () -> {
                        try (OutputStream output = second.atServer().outputStream()) {
                            return first.atServer().inputStream().transferTo(output);
                        }
                    });
                    byte[] all = second.client().inputStream().readAllBytes();
                    assertArrayEquals(new ByteFlow(5).next(size), all, "what came out of the second pipe");
                    assertEquals(size, copy.get(), "bytes copied");
                    write.get();
                }
            }
        });
    }

    @Test
    default void rule_12_4_closingAViewClosesTheConnection() throws Exception {
        Framings.streams(subject(), "12.4", framing -> {
            for (int view = 0; view < 3; view++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.stream(Mode.DUPLEX, framing);
                    Connection end = link.client();
                    List.of(end.inputStream(), end.outputStream(), end.byteChannel())
                            .get(view)
                            .close();
                    assertFalse(end.isOpen(), "the connection is open");
                    assertFalse(end.byteChannel().isOpen(), "the channel is open");
                    assertEquals(-1, link.atServer().inputStream().read(), "what the peer reads");
                }
            }
        });
    }

    @Test
    default void rule_12_4_aChannelRefusesWhatTheJdksRefuse() throws Exception {
        Framings.streams(subject(), "12.4", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                link.client().write(new byte[] {1});
                ByteBuffer readOnly = ByteBuffer.allocate(1).asReadOnlyBuffer();
                ByteChannel channel = link.atServer().byteChannel();
                assertThrows(IllegalArgumentException.class, () -> channel.read(readOnly));
                assertThrows(
                        ReadOnlyBufferException.class, () -> link.atServer().read(readOnly));
                InputStream input = link.atServer().inputStream();
                assertThrows(IndexOutOfBoundsException.class, () -> input.read(new byte[3], 2, 2));
                OutputStream output = link.atServer().outputStream();
                assertThrows(IndexOutOfBoundsException.class, () -> output.write(new byte[3], -1, 2));
                assertEquals(1, input.read(), "the byte that was there all the time");
            }
        });
    }

    @Test
    default void rule_12_4_aConnectionOfMessagesHasNoViews() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (Connection end : List.of(link.client(), link.atServer())) {
                    assertEquals(Framing.MESSAGES, end.framing());
                    for (Pipes.Action action :
                            List.<Pipes.Action>of(end::inputStream, end::outputStream, end::byteChannel)) {
                        IllegalStateException e = assertThrows(IllegalStateException.class, action::run);
                        Failures.assertSays("framing MESSAGES", e);
                    }
                }
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_12_4_aDirectionThatIsNotThereHasNoView() throws Exception {
        Framings.streams(subject(), "12.4", framing -> {
            for (Mode mode : ONE_WAY) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.stream(mode, framing);
                    assertThrows(TurnException.class, () -> link.sender().inputStream());
                    assertThrows(TurnException.class, () -> link.receiver().outputStream());
                    assertThrows(
                            TurnException.class,
                            () -> link.sender().byteChannel().read(ByteBuffer.allocate(1)));
                    assertThrows(
                            TurnException.class,
                            () -> link.receiver().byteChannel().write(ByteBuffer.allocate(1)));
                    link.sender().outputStream().write(7);
                    assertEquals(7, link.receiver().inputStream().read());
                }
            }
        });
    }
}
