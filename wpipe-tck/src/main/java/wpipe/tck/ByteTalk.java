package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import wpipe.api.Connection;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;

/** Writes and reads a stream in random pieces, in every way that a connection has. */
final class ByteTalk {
    private static final int WAYS_TO_WRITE = 8;
    private static final int WAYS_TO_READ = 8;

    /** So many bytes are written one by one where they are. */
    private static final int SINGLE = 10;

    private final Connection connection;
    private final Random random;

    ByteTalk(Connection connection, long seed) {
        this.connection = connection;
        this.random = new Random(seed);
    }

    /** Mostly small, sometimes far over what the system buffers. */
    private int size() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt(200_000);
            case 1, 2 -> random.nextInt(5000);
            default -> random.nextInt(64);
        };
    }

    /** Writes so many bytes of a stream. */
    long write(ByteFlow flow, long total) throws IOException {
        while (flow.position() < total) {
            writePiece(flow.next((int) Math.min(size(), total - flow.position())));
        }
        return flow.position();
    }

    private void writePiece(byte[] bytes) throws IOException {
        int size = bytes.length;
        ByteBuffer buffer = random.nextBoolean() ? ByteBuffer.allocate(size + 8) : ByteBuffer.allocateDirect(size + 8);
        buffer.position(3).put(bytes).flip().position(3);
        switch (random.nextInt(WAYS_TO_WRITE)) {
            case 0 -> connection.write(bytes);
            case 1 -> connection.write(bytes, Rules.GUARD);
            case 2 -> connection.write(buffer);
            case 3 -> connection.write(buffer.asReadOnlyBuffer(), Rules.GUARD);
            case 4 -> connection.outputStream().write(bytes);
            case 5 -> connection.outputStream().write(pad(bytes), 3, size);
            case 6 -> assertEquals(size, connection.byteChannel().write(buffer), "bytes that the channel wrote");
            default -> {
                int single = Math.min(size, SINGLE);
                for (int i = 0; i < single; i++) {
                    connection.outputStream().write(bytes[i]);
                }
                connection.outputStream().write(bytes, single, size - single);
            }
        }
        assertTrue(buffer.position() == 3 || buffer.position() == size + 3, "position of the buffer");
    }

    private static byte[] pad(byte[] bytes) {
        byte[] padded = new byte[bytes.length + 3];
        System.arraycopy(bytes, 0, padded, 3, bytes.length);
        return padded;
    }

    /** Reads so many bytes of a stream that has no end, and says how many it were. */
    long read(ByteFlow flow, long total) throws IOException {
        while (flow.position() < total) {
            assertTrue(readPiece(flow), "an end that nobody made");
        }
        return flow.position();
    }

    /** Reads a stream up to its end, and says how many bytes it had. */
    long readAll(ByteFlow flow) throws IOException {
        try {
            while (readPiece(flow)) {
                Thread.onSpinWait();
            }
        } catch (PeerClosedException e) {
            // The end, as the connection's own reads tell it.
        }
        assertEquals(-1, connection.inputStream().read(), "a read behind the end");
        assertEquals(-1, connection.byteChannel().read(ByteBuffer.allocate(1)), "a read of the channel behind the end");
        assertEquals(0, connection.inputStream().available(), "bytes behind the end");
        return flow.position();
    }

    /** False at the end. */
    private boolean readPiece(ByteFlow flow) throws IOException {
        int room = 1 + size();
        switch (random.nextInt(WAYS_TO_READ)) {
            case 0 -> {
                byte[] bytes = connection.read();
                assertTrue(bytes.length > 0, "a read gave no bytes");
                flow.check(bytes);
            }
            case 1 -> readInto(flow, ByteBuffer.allocate(room + 8).position(5).limit(room + 5));
            case 2 -> readInto(flow, ByteBuffer.allocateDirect(room));
            case 3 -> {
                ByteBuffer buffer = ByteBuffer.allocateDirect(room);
                try {
                    connection.read(buffer, Duration.ofNanos(random.nextInt(100_000)));
                } catch (PipeTimeoutException e) {
                    assertEquals(0, buffer.position(), "position of a buffer after a read that timed out");
                }
                flow.check(buffer.flip());
            }
            case 4 -> {
                byte[] bytes = new byte[room + 3];
                int count = connection.inputStream().read(bytes, 3, room);
                return count > 0 ? checked(flow, Arrays.copyOfRange(bytes, 3, 3 + count)) : ended(count);
            }
            case 5 -> {
                int one = connection.inputStream().read();
                return one >= 0 ? checked(flow, new byte[] {(byte) one}) : ended(one);
            }
            case 6 -> {
                ByteBuffer buffer = ByteBuffer.allocate(room);
                int count = connection.byteChannel().read(buffer);
                assertEquals(Math.max(count, 0), buffer.position(), "position of the buffer");
                return count > 0 ? checked(flow, Arrays.copyOf(buffer.array(), count)) : ended(count);
            }
            default -> {
                int there = connection.inputStream().available();
                flow.check(connection.inputStream().readNBytes(there));
                if (there > 0) {
                    assertTrue(connection.isOpen(), "open while bytes are there");
                }
            }
        }
        return true;
    }

    private void readInto(ByteFlow flow, ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        int count = connection.read(buffer);
        assertTrue(count > 0, "a read gave no bytes");
        assertEquals(start + count, buffer.position(), "position of the buffer");
        flow.check(buffer.flip().position(start));
    }

    private static boolean checked(ByteFlow flow, byte[] bytes) {
        flow.check(bytes);
        return true;
    }

    private static boolean ended(int count) {
        assertEquals(-1, count, "what a read gave that gave no bytes");
        return false;
    }
}
