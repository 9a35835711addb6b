package wpipe.loopback;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Messages one behind the other in a ring of bytes, for one writer and one reader at a time. Knows no limit: where a
 * message finds no room, the ring goes on in a larger one. How much is put into it is up to its owner.
 *
 * <p>A message is a record: its length in four bytes, then its bytes in one piece, up to a multiple of four. A negative
 * length is {@link #PADDING} up to the end of the array, or {@link #MOVED} where the next array has to be looked at;
 * there is always room left for one. The bytes are read in place, so what a message takes up is free only at
 * {@link #release}.
 */
final class MessageRing implements Ring {
    private static final int HEADER = Integer.BYTES;
    private static final int PADDING = -1;
    private static final int MOVED = -2;

    /** Room for the way to a larger array and nothing else: many connections are never written to in one direction. */
    private static final int SMALLEST_CAPACITY = 2 * HEADER;

    private static final int FIRST_CAPACITY = 512;

    /** An array and how far it was read. */
    private static final class Segment {
        final ByteBuffer bytes;
        final ByteBuffer view;
        final int capacity;

        /** Up to where the reader needs nothing any more. Written by the reader. */
        final AtomicLong released = new AtomicLong();

        /** Written by the writer before it lets the reader see {@link #MOVED}. */
        @Nullable
        Segment next;

        Segment(int capacity) {
            this.bytes = ByteBuffer.allocate(capacity);
            this.view = bytes.duplicate();
            this.capacity = capacity;
        }

        int index(long position) {
            return (int) position & (capacity - 1);
        }

        void store(int index, ByteBuffer source, int from, int size) {
            bytes.putInt(index, size);
            bytes.put(index + HEADER, source, from, size);
        }
    }

    /** How many messages were put. Written by the writer, after all else that belongs to the message. */
    private volatile long written;

    // The writer's own.
    private Segment last;
    private long end;
    private long releasedSeen;
    private long puts;

    // The reader's own.
    private Segment first;
    private long start;
    private long takes;

    MessageRing() {
        first = new Segment(SMALLEST_CAPACITY);
        last = first;
    }

    @Override
    public void put(ByteBuffer source, int from, int size) {
        int record = recordSize(size);
        Segment segment = last;
        int index = segment.index(end);
        int toEnd = segment.capacity - index;
        int padding = record <= toEnd ? 0 : toEnd;
        if (hasRoom(segment, padding + record + HEADER)) {
            segment.store(padding == 0 ? index : 0, source, from, size);
            if (padding > 0) {
                segment.bytes.putInt(index, PADDING);
            }
            end += padding + record;
        } else {
            Segment larger = new Segment(largerCapacity(segment, record));
            larger.store(0, source, from, size);
            segment.next = larger;
            segment.bytes.putInt(index, MOVED);
            last = larger;
            end = record;
            releasedSeen = 0;
        }
        puts++;
        written = puts;
    }

    private boolean hasRoom(Segment segment, int needed) {
        long position = end + needed - segment.capacity;
        if (position > releasedSeen) {
            releasedSeen = segment.released.getAcquire();
        }
        return position <= releasedSeen;
    }

    private static int largerCapacity(Segment segment, int record) {
        int needed = Math.max(FIRST_CAPACITY, Math.max(2 * segment.capacity, record + HEADER));
        return Integer.highestOneBit(needed - 1) << 1;
    }

    private static int recordSize(int size) {
        return HEADER + ((size + HEADER - 1) & -HEADER);
    }

    @Override
    public boolean hasNext() {
        return takes < written;
    }

    @Override
    public int nextSize() {
        int size = first.bytes.getInt(first.index(start));
        if (size == PADDING) {
            start += first.capacity - first.index(start);
        } else if (size == MOVED) {
            Segment next = first.next;
            if (next == null) {
                throw new IllegalStateException("the ring ends in nothing");
            }
            first = next;
            start = 0;
        } else {
            return size;
        }
        return first.bytes.getInt(first.index(start));
    }

    @Override
    public ByteBuffer next() {
        int size = nextSize();
        int index = first.index(start) + HEADER;
        start += recordSize(size);
        takes++;
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
