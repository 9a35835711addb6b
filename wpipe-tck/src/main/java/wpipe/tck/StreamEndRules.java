package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;

/** Section 12: how a stream ends with its connection. */
interface StreamEndRules extends Rules {
    private static List<Connection> ends(Link link) {
        return List.of(link.client(), link.atServer());
    }

    @Test
    default void rule_12_9_whatWasWrittenBeforeTheCloseIsRead() throws Exception {
        Framings.streams(subject(), "12.9", framing -> {
            for (int closes = 0; closes < 2; closes++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.stream(Mode.DUPLEX, framing);
                    Connection writer = ends(link).get(closes);
                    Connection reader = ends(link).get(1 - closes);
                    writer.write(new ByteFlow(15).next(3000));
                    writer.close();
                    assertArrayEquals(
                            new ByteFlow(15).next(3000), reader.inputStream().readAllBytes());
                    for (int i = 0; i < 2; i++) {
                        assertEquals(-1, reader.inputStream().read());
                        assertEquals(-1, reader.byteChannel().read(ByteBuffer.allocate(1)));
                        assertEquals(0, reader.inputStream().available());
                        assertThrows(PeerClosedException.class, reader::read);
                    }
                    assertFalse(reader.isAlive(), "alive");
                    assertThrows(IOException.class, () -> reader.outputStream().write(1));
                }
            }
        });
    }

    @Test
    default void rule_12_9_afterTheCloseThereIsNothing() throws Exception {
        Framings.streams(subject(), "12.9", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                for (Connection end : ends(link)) {
                    end.close();
                    assertThrows(
                            ClosedChannelException.class,
                            () -> end.inputStream().read());
                    assertThrows(
                            ClosedChannelException.class,
                            () -> end.inputStream().available());
                    assertThrows(
                            ClosedChannelException.class,
                            () -> end.outputStream().write(1));
                    assertThrows(
                            ClosedChannelException.class,
                            () -> end.byteChannel().read(ByteBuffer.allocate(1)));
                    assertThrows(
                            ClosedChannelException.class,
                            () -> end.byteChannel().write(ByteBuffer.allocate(1)));
                    end.inputStream().close();
                    end.outputStream().close();
                    end.byteChannel().close();
                }
            }
        });
    }

    @Test
    default void rule_12_9_aCloseEndsAReadAndAWriteThatWait() throws Exception {
        Framings.streams(subject(), "12.9", framing -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.stream(Mode.DUPLEX, framing);
                    Connection end = ends(link).get(round % 2);
                    Call<Integer> read =
                            pipes.start("read", () -> end.inputStream().read());
                    Call<Boolean> write =
                            pipes.run("write", () -> end.outputStream().write(new byte[4 << 20]));
                    read.settle(round);
                    write.settle(round);
                    end.close();
                    assertClosed(read.failure(ClosedChannelException.class));
                    assertClosed(write.failure(ClosedChannelException.class));
                }
            }
        });
    }

    /** By the time of the close it may have blocked or not have begun. */
    private static void assertClosed(ClosedChannelException e) {
        assertTrue(
                e instanceof AsynchronousCloseException
                        || String.valueOf(e.getMessage()).contains("closed"),
                e.toString());
        assertFalse(e instanceof ClosedByInterruptException, e.toString());
    }

    @Test
    default void rule_12_9_anInterruptClosesAsInNio() throws Exception {
        Framings.streams(subject(), "12.9", framing -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.stream(Mode.DUPLEX, framing);
                    Connection end = ends(link).get(round % 2);
                    Connection peer = ends(link).get(1 - round % 2);
                    boolean writes = round % 4 >= 2;
                    Call<Integer> call = pipes.start(writes ? "write" : "read", () -> {
                        if (writes) {
                            end.outputStream().write(new byte[4 << 20]);
                        }
                        return end.byteChannel().read(ByteBuffer.allocate(10));
                    });
                    call.settle(round);
                    call.interrupt();
                    call.failure(ClosedByInterruptException.class);
                    assertTrue(call.interruptStatus(), "interrupt status of the thread");
                    assertFalse(end.isOpen(), "the connection is open");
                    assertFalse(end.byteChannel().isOpen(), "the channel is open");
                    peer.inputStream().transferTo(OutputStream.nullOutputStream());
                    assertEquals(-1, peer.inputStream().read(), "what the peer reads in the end");
                }
            }
        });
    }

    @Test
    default void rule_12_9_aPeerThatGoesEndsAWriteThatWaits() throws Exception {
        Framings.streams(subject(), "12.9", framing -> {
            for (int round = 0; round < 6; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.stream(Mode.DUPLEX, framing);
                    Connection end = ends(link).get(round % 2);
                    Connection peer = ends(link).get(1 - round % 2);
                    Call<Boolean> write =
                            pipes.run("write", () -> end.outputStream().write(new byte[4 << 20]));
                    write.settle(round);
                    peer.close();
                    write.failure(PeerClosedException.class);
                    assertEquals(-1, end.inputStream().read(), "what is read after that");
                }
            }
        });
    }
}
