package wpipe.loopback;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bytes one behind the other in a ring, for one writer and one reader at a time. Knows no limit: where bytes find no room,
 * the ring goes on in a larger one. How much is put into it is up to its owner. What lies there in one piece, however it
 * was put, is read at once and in place, so it takes up its room until {@link #release}.
 */
final class ByteRing implements Ring {
    private static final int SMALLEST_CAPACITY = 8;
    private static final int FIRST_CAPACITY = 512;

    /** An array, and how far it was read. All positions count from the first byte that was ever put. */
    private static final class Segment {
        final ByteBuffer bytes;
        final ByteBuffer view;
        final int capacity;

        /** Of the first byte that was put into it. */
        final long base;

        /** Up to where the reader needs nothing any more. Written by the reader. */
        final AtomicLong released;

        /** Where the bytes go on from its base. Written by the writer before it lets the reader see a byte of it. */
        @Nullable
        Segment next;

        Segment(int capacity, long base) {
            this.bytes = ByteBuffer.allocate(capacity);
            this.view = bytes.duplicate();
            this.capacity = capacity;
            this.base = base;
            this.released = new AtomicLong(base);
        }

        int index(long position) {
            return (int) (position - base) & (capacity - 1);
        }

        int toEnd(long position) {
            return capacity - index(position);
        }
    }

    /** How many bytes were put. Written by the writer, after the bytes themselves. */
    private volatile long written;

    // The writer's own.
    private Segment last;
    private long end;
    private long releasedSeen;

    // The reader's own.
    private Segment first;
    private long start;

    ByteRing() {
        first = new Segment(SMALLEST_CAPACITY, 0);
        last = first;
    }

    @Override
    public void put(ByteBuffer source, int from, int size) {
        Segment segment = last;
        if (!hasRoom(segment, size)) {
            segment = new Segment(largerCapacity(segment, size), end);
            releasedSeen = end;
        }
        int untilEnd = Math.min(size, segment.toEnd(end));
        segment.bytes.put(segment.index(end), source, from, untilEnd);
        segment.bytes.put(0, source, from + untilEnd, size - untilEnd);
        if (segment != last) {
            last.next = segment;
            last = segment;
        }
        end += size;
        written = end;
    }

    private boolean hasRoom(Segment segment, int size) {
        long position = end + size - segment.capacity;
        if (position > releasedSeen) {
            releasedSeen = segment.released.getAcquire();
        }
        return position <= releasedSeen;
    }

    private static int largerCapacity(Segment segment, int size) {
        int needed = Math.max(FIRST_CAPACITY, Math.max(2 * segment.capacity, size));
        return Integer.highestOneBit(needed - 1) << 1;
    }

    @Override
    public boolean hasNext() {
        return start < written;
    }

    @Override
    public int nextSize() {
        long limit = written;
        Segment next = first.next;
        if (next != null) {
            if (start == next.base) {
                first = next;
                return nextSize();
            }
            limit = Math.min(limit, next.base);
        }
        return (int) Math.min(limit - start, first.toEnd(start));
    }

    @Override
    public ByteBuffer next() {
        int size = nextSize();
        int index = first.index(start);
        start += size;
        return first.view.limit(index + size).position(index);
    }

    @Override
    public void release() {
        first.released.setRelease(start);
    }

    @Override
    public int capacity() {
        return last.capacity;
    }
}
