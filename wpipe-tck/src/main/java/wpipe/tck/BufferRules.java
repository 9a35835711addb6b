package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import wpipe.api.BufferTooSmallException;
import wpipe.api.Connection;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.TurnException;

/** Section 3, what it says of buffers. */
interface BufferRules extends Rules {
    @Test
    default void rule_3_6_aMessageThatDoesNotFitIsKept() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                byte[] message = Payload.random(100);
                link.sender().write(message);
                Connection reader = link.receiver();
                for (int room : new int[] {0, 1, 99}) {
                    ByteBuffer buffer =
                            ByteBuffer.allocate(room + 7).position(3).limit(room + 3);
                    BufferTooSmallException e =
                            assertThrows(BufferTooSmallException.class, () -> reader.read(buffer, GUARD));
                    assertEquals(100, e.required(), "room needed");
                    assertEquals(3, buffer.position(), "position of the buffer");
                    assertEquals(room + 3, buffer.limit(), "limit of the buffer");
                    assertArrayEquals(new byte[room + 7], buffer.array(), "contents of the buffer");
                    assertTrue(reader.canRead(), "the message can still be read");
                    assertTrue(reader.isAlive(), "the reader is alive");
                    if (Modes.isRestricted(mode)) {
                        assertThrows(
                                TurnException.class, () -> reader.write(new byte[1]), "a write: the turn is unchanged");
                    }
                }
                ByteBuffer room = ByteBuffer.allocate(100);
                assertEquals(100, reader.read(room, Duration.ZERO), "size of the message that was kept");
                assertArrayEquals(message, room.array(), "the message that was kept");
                link.answer(1);
                link.goOn(2);
            }
        });
    }

    @Test
    default void rule_3_6_aKeptMessageComesBeforeTheNext() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().write(Payload.random(100));
                link.sender().write(Payload.random(5));
                assertThrows(
                        BufferTooSmallException.class, () -> link.receiver().read(ByteBuffer.allocate(10), GUARD));
                assertArrayEquals(Payload.random(100), link.receiver().read(GUARD), "the message that was kept");
                assertArrayEquals(Payload.random(5), link.receiver().read(GUARD), "the next message");
            }
        });
    }

    @Test
    default void rule_3_6_waitForDataGivesAKeptMessage() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.client().write(Payload.random(100));
                assertThrows(
                        BufferTooSmallException.class, () -> link.atServer().read(ByteBuffer.allocate(10), GUARD));
                assertEquals(
                        List.of(link.atServer()), link.server().waitForData(Duration.ZERO), "those that can be read");
                assertArrayEquals(Payload.random(100), link.atServer().read(GUARD));
                assertThrows(PipeTimeoutException.class, () -> link.server().waitForData(Duration.ZERO));
            }
        });
    }

    @Test
    default void rule_3_6_aKeptMessageOutlivesThePeer() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.client().write(Payload.random(100));
                assertThrows(
                        BufferTooSmallException.class, () -> link.atServer().read(ByteBuffer.allocate(10), GUARD));
                link.client().close();
                assertEquals(1, link.server().clientCount(), "clients with a message left");
                assertTrue(link.atServer().isAlive(), "the connection with a message left is alive");
                assertArrayEquals(Payload.random(100), link.atServer().read(GUARD));
                Pipes.awaitClients(link.server(), 0);
            }
        });
    }

    @Test
    default void rule_3_6_closeForgetsAKeptMessage() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().write(Payload.random(100));
                assertThrows(
                        BufferTooSmallException.class, () -> link.receiver().read(ByteBuffer.allocate(10), GUARD));
                link.receiver().close();
                assertFalse(link.receiver().canRead(), "a closed connection can be read (rule 6.6)");
                assertFalse(link.receiver().isAlive(), "a closed connection is alive (rule 6.6)");
            }
        });
    }

    @Test
    default void rule_3_7_everyKindOfBufferCanBeWritten() throws Exception {
        Modes.lasting(mode -> {
            for (int size : new int[] {0, 1, 100, 4096}) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    for (Map.Entry<String, ByteBuffer> kind : sources(size).entrySet()) {
                        ByteBuffer buffer = kind.getValue();
                        int position = buffer.position();
                        link.sender().write(buffer, GUARD);
                        assertEquals(position + size, buffer.position(), "position after " + kind.getKey());
                        assertEquals(position + size, buffer.limit(), "limit after " + kind.getKey());
                        assertArrayEquals(Payload.random(size), link.receiver().read(GUARD), kind.getKey());
                        link.answer(1);
                    }
                }
            }
        });
    }

    private static Map<String, ByteBuffer> sources(int size) {
        Map<String, ByteBuffer> kinds = new TreeMap<>();
        byte[] message = Payload.random(size);
        kinds.put("wrapped", ByteBuffer.wrap(message));
        kinds.put("heap", filled(ByteBuffer.allocate(size + 10).position(4), message));
        kinds.put("direct", filled(ByteBuffer.allocateDirect(size + 10).position(4), message));
        kinds.put(
                "heap slice",
                filled(ByteBuffer.allocate(size + 20).slice(6, size + 5).position(2), message));
        kinds.put(
                "direct slice",
                filled(ByteBuffer.allocateDirect(size + 20).slice(6, size + 5).position(2), message));
        kinds.put(
                "read-only heap",
                filled(ByteBuffer.allocate(size + 10).position(3), message).asReadOnlyBuffer());
        kinds.put(
                "read-only direct",
                filled(ByteBuffer.allocateDirect(size + 10).position(3), message)
                        .asReadOnlyBuffer());
        return kinds;
    }

    /** Puts a message at the position, without moving it, and sets the limit behind it. */
    private static ByteBuffer filled(ByteBuffer buffer, byte[] message) {
        return buffer.put(buffer.position(), message).limit(buffer.position() + message.length);
    }

    @Test
    default void rule_3_7_everyKindOfBufferCanBeReadInto() throws Exception {
        Modes.lasting(mode -> {
            for (int size : new int[] {0, 1, 100, 4096}) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    for (Map.Entry<String, ByteBuffer> kind : targets(size).entrySet()) {
                        link.sender().write(Payload.random(size));
                        readInto(link.receiver(), kind.getKey(), kind.getValue(), size);
                        link.answer(1);
                    }
                }
            }
        });
    }

    private static Map<String, ByteBuffer> targets(int size) {
        Map<String, ByteBuffer> kinds = new TreeMap<>();
        kinds.put("heap", ByteBuffer.allocate(size));
        kinds.put(
                "heap with room around",
                ByteBuffer.allocate(size + 10).position(4).limit(size + 8));
        kinds.put("direct", ByteBuffer.allocateDirect(size));
        kinds.put(
                "direct with room around",
                ByteBuffer.allocateDirect(size + 10).position(4).limit(size + 8));
        kinds.put(
                "heap slice", ByteBuffer.allocate(size + 20).slice(6, size + 5).position(2));
        kinds.put(
                "direct slice",
                ByteBuffer.allocateDirect(size + 20).slice(6, size + 5).position(2));
        return kinds;
    }

    private static void readInto(Connection reader, String kind, ByteBuffer buffer, int size) throws Exception {
        int position = buffer.position();
        int limit = buffer.limit();
        byte[] expected = new byte[buffer.capacity()];
        System.arraycopy(Payload.random(size), 0, expected, position, size);
        assertEquals(size, reader.read(buffer, GUARD), "size read into " + kind);
        assertEquals(position + size, buffer.position(), "position after " + kind);
        assertEquals(limit, buffer.limit(), "limit after " + kind);
        byte[] contents = new byte[buffer.capacity()];
        buffer.clear().get(contents);
        assertArrayEquals(expected, contents, "contents of " + kind + ", what is around the message included");
    }

    @Test
    default void rule_3_7_aReadOnlyBufferIsNotReadInto() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().write(Payload.random(10));
                ByteBuffer buffer = ByteBuffer.allocate(100).asReadOnlyBuffer();
                assertThrows(
                        ReadOnlyBufferException.class, () -> link.receiver().read(buffer, GUARD));
                assertEquals(0, buffer.position(), "position of the buffer");
                assertArrayEquals(Payload.random(10), link.receiver().read(GUARD), "the message is kept");
            }
        });
    }

    @Test
    default void rule_3_7_aCallThatFailsLeavesTheBufferAlone() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                ByteBuffer buffer = ByteBuffer.allocate(20).position(5).limit(15);
                assertThrows(PipeTimeoutException.class, () -> link.receiver().read(buffer, SHORT));
                if (Modes.isRestricted(mode)) {
                    assertThrows(TurnException.class, () -> link.receiver().write(buffer, SHORT));
                    assertThrows(TurnException.class, () -> link.sender().read(buffer, SHORT));
                }
                link.sender().close();
                assertThrows(PeerClosedException.class, () -> link.receiver().read(buffer, GUARD));
                assertThrows(ClosedChannelException.class, () -> link.sender().write(buffer));
                assertEquals(5, buffer.position(), "position of the buffer");
                assertEquals(15, buffer.limit(), "limit of the buffer");
                assertArrayEquals(new byte[20], buffer.array(), "contents of the buffer");
            }
        });
    }
}
