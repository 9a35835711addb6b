package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Numbered messages one way over one connection. Stream and number determine size and content, so the receiver knows what
 * must come next, byte for byte: whatever is lost, doubled, reordered or changed differs from that.
 */
final class SoakStream {
    static final int LARGEST = 256 << 10;

    /** So many at first are of the largest size: what grows with the size of messages has grown then. */
    private static final int LARGE_ONES = 4;

    private static final int HEADER = Long.BYTES + Integer.BYTES;
    private static final byte[] CONTENT = new byte[2 * LARGEST];

    static {
        new Random(Payload.SEED).nextBytes(CONTENT);
    }

    private final int id;
    private long next;

    SoakStream(int id) {
        this.id = id;
    }

    /** Makes the next message, from position to limit. */
    ByteBuffer fill(ByteBuffer target) {
        long random = random(next);
        int size = size(random);
        int body = bodyStart(size);
        target.clear();
        if (body > 0) {
            target.putLong(0, next).putInt(Long.BYTES, id);
        }
        target.put(body, CONTENT, contentStart(random), size - body).limit(size);
        next++;
        return target;
    }

    /** Checks that this, from position to limit, is the next message. */
    void check(ByteBuffer message) {
        long random = random(next);
        int size = size(random);
        int body = bodyStart(size);
        if (message.remaining() >= HEADER && body > 0) {
            assertEquals(next, message.getLong(0), () -> "number of the next message of stream " + id);
            assertEquals(id, message.getInt(Long.BYTES), "stream");
        }
        assertEquals(size, message.remaining(), () -> "size of message " + next + " of stream " + id);
        ByteBuffer expected = ByteBuffer.wrap(CONTENT, contentStart(random), size - body);
        int difference = message.slice(body, size - body).mismatch(expected);
        assertEquals(-1, difference, () -> "first byte of message " + next + " of stream " + id + " that was changed");
        next++;
    }

    private static int bodyStart(int size) {
        return size < HEADER ? 0 : HEADER;
    }

    /** From none to the largest, as many between 1 and 2 KiB as between 128 and 256: that is what a program's sizes are like. */
    private int size(long random) {
        double unit = (random >>> 11) * 0x1p-53;
        return next < LARGE_ONES ? LARGEST : (int) Math.exp(unit * Math.log(LARGEST + 1.0)) - 1;
    }

    private static int contentStart(long random) {
        return (int) (random & (LARGEST - 1));
    }

    /** Mixes stream and number (SplitMix64): the same for both ends, with nothing to keep in step. */
    private long random(long number) {
        long mixed = Payload.SEED + id * 0x9E3779B97F4A7C15L + number * 0xD1342543DE82EF95L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
