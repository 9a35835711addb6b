package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;

/** The bytes of one stream, the same for both its ends: what is lost, doubled or out of place differs from them. */
final class ByteFlow {
    /** A prime, so that no usual size of a buffer is a period of it. */
    private static final int PERIOD = 65521;

    private final byte[] content = new byte[PERIOD];
    private long position;

    /** Makes the stream of a number, from its first byte on. */
    ByteFlow(int id) {
        new Random(Payload.SEED * 31 + id).nextBytes(content);
    }

    /** How many bytes have gone by. */
    long position() {
        return position;
    }

    /** The next bytes. */
    byte[] next(int size) {
        byte[] bytes = new byte[size];
        for (int filled = 0; filled < size; ) {
            int at = (int) (position % PERIOD);
            int part = Math.min(size - filled, PERIOD - at);
            System.arraycopy(content, at, bytes, filled, part);
            filled += part;
            position += part;
        }
        return bytes;
    }

    /** Checks that these, from position to limit, are the next bytes. */
    void check(ByteBuffer bytes) {
        long from = position;
        int difference = bytes.mismatch(ByteBuffer.wrap(next(bytes.remaining())));
        assertEquals(-1, difference, () -> "first byte that is wrong, of those from byte " + from + " on");
    }

    void check(byte[] bytes) {
        check(ByteBuffer.wrap(bytes));
    }
}
