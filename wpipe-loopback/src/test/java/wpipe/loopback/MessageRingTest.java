package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageRingTest {
    private static final long SEED = 20260101;

    private final MessageRing ring = new MessageRing();

    private static ByteBuffer random(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private void put(ByteBuffer message) {
        ring.put(message, message.position(), message.remaining());
    }

    @Test
    void behavesLikeAQueueOfCopies() {
        Random random = new Random(SEED);
        Deque<ByteBuffer> model = new ArrayDeque<>();
        ByteBuffer held = null;
        ByteBuffer heldCopy = null;
        int queued = 0;
        for (int round = 0; round < 200_000; round++) {
            String where = "seed " + SEED + ", round " + round;
            int size = random.nextInt(10) == 0 ? random.nextInt(5000) : random.nextInt(40);
            if (random.nextBoolean() && queued + size < 10_000 && model.size() < 600) {
                ByteBuffer message = random(random, size);
                put(message);
                assertEquals(size, message.remaining(), where);
                model.add(message);
                queued += size;
            } else if (!model.isEmpty()) {
                assertEquals(held, heldCopy, where);
                ring.release();
                assertTrue(ring.hasNext(), where);
                heldCopy = model.remove();
                assertEquals(heldCopy.remaining(), ring.nextSize(), where);
                held = ring.next();
                assertEquals(heldCopy, held, where);
                queued -= held.remaining();
            } else {
                assertFalse(ring.hasNext(), where);
            }
        }
        // What was queued at most, the message that is being read, and the padding for one; then the next power of two.
        assertTrue(ring.capacity() <= 65536, "capacity " + ring.capacity());
    }

    @Test
    void reusesItsMemory() {
        ByteBuffer message = ByteBuffer.allocate(100);
        ByteBuffer view = null;
        int capacity = 0;
        for (int round = 0; round < 1000; round++) {
            put(message);
            ring.release();
            ByteBuffer next = ring.next();
            if (round >= 10) {
                assertSame(view, next);
                assertEquals(capacity, ring.capacity());
            }
            view = next;
            capacity = ring.capacity();
        }
    }

    @Test
    void messageStaysUntilItIsReleased() {
        put(Ends.message("held"));
        ByteBuffer held = ring.next();
        for (int i = 0; i < 100_000; i++) {
            put(ByteBuffer.allocate(i % 50));
        }
        assertEquals("held", Ends.text(held));
        ring.release();
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i % 50, ring.next().remaining());
            ring.release();
        }
        assertFalse(ring.hasNext());
    }
}
