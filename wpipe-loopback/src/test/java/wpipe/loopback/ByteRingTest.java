package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteRingTest {
    private static final long SEED = 20260101;

    private final ByteRing ring = new ByteRing();
    private long put;
    private long taken;

    /** The byte that is at a position of the stream. */
    private static byte at(long position) {
        return (byte) ((position * 0x9E3779B97F4A7C15L) >>> 56);
    }

    private void put(int size) {
        ByteBuffer source = ByteBuffer.allocate(size + 5);
        for (int i = 0; i < size; i++) {
            source.put(3 + i, at(put + i));
        }
        ring.put(source, 3, size);
        put += size;
    }

    private static void check(ByteBuffer piece, long position, String where) {
        for (int i = 0; i < piece.remaining(); i++) {
            assertEquals(at(position + i), piece.get(piece.position() + i), where);
        }
    }

    @Test
    void behavesLikeAStream() {
        Random random = new Random(SEED);
        ByteBuffer held = ByteBuffer.allocate(0);
        for (int round = 0; round < 100_000; round++) {
            String where = "seed " + SEED + ", round " + round;
            int size = random.nextInt(random.nextInt(10) == 0 ? 5000 : 40);
            if (random.nextBoolean() && put - taken + size < 10_000) {
                put(size);
            } else if (put > taken) {
                check(held, taken - held.remaining(), where + ", of what is held");
                ring.release();
                assertTrue(ring.hasNext(), where);
                int next = ring.nextSize();
                held = ring.next();
                assertEquals(next, held.remaining(), where);
                check(held, taken, where);
                taken += next;
            } else {
                assertFalse(ring.hasNext(), where);
            }
        }
        assertTrue(taken > 1 << 20, "taken " + taken);
        // What was queued at most, and the piece that is being read; then the next power of two.
        assertTrue(ring.capacity() <= 32768, "capacity " + ring.capacity());
    }

    @Test
    void whatLiesInOnePieceIsTakenAtOnce() {
        put(1);
        put(2);
        put(300);
        put(200);
        assertEquals(3, ring.next().remaining(), "of the first array");
        assertEquals(500, ring.next().remaining(), "of the next");
        assertFalse(ring.hasNext());
    }

    @Test
    void reusesItsMemory() {
        for (int i = 0; i < 10_000; i++) {
            put(500);
            while (ring.hasNext()) {
                ring.next();
            }
            ring.release();
        }
        assertEquals(512, ring.capacity());
    }

    @Test
    void whatIsTakenStaysUntilItsRelease() {
        put(400);
        ByteBuffer held = ring.next();
        for (int i = 0; i < 50; i++) {
            put(100);
        }
        assertEquals(400, held.remaining());
        check(held, 0, "what is held");
    }
}
