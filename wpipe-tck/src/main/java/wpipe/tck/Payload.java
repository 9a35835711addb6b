package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;

/** Contents of messages: random, so that a byte out of place shows, and the same again for the same seed. */
final class Payload {
    /** Of the contents of this run; every failure names it. */
    static final long SEED = Long.getLong("wpipe.tck.seed", System.nanoTime());

    /** The least that a number fits into. */
    static final int NUMBERED = Integer.BYTES;

    private Payload() {}

    static byte[] random(int size) {
        return fill(new byte[size], size);
    }

    /** A message that says which one it is. */
    static byte[] numbered(int number, int size) {
        byte[] message = fill(new byte[size], number);
        ByteBuffer.wrap(message).putInt(number);
        return message;
    }

    /** The number of a message made by {@link #numbered}, all of whose bytes are checked. */
    static int number(byte[] message) {
        assertTrue(message.length >= NUMBERED, () -> "a message of " + message.length + " bytes, which nobody sent");
        int number = ByteBuffer.wrap(message).getInt();
        assertArrayEquals(numbered(number, message.length), message, () -> "contents of message " + number);
        return number;
    }

    static void assertNumber(int expected, int size, byte[] message) {
        assertEquals(size, message.length, () -> "size of message " + expected);
        assertEquals(expected, number(message), "number of the message");
    }

    private static byte[] fill(byte[] message, int variation) {
        new Random(SEED * 31 + variation).nextBytes(message);
        return message;
    }
}
