package wpipe.win32;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.IntStream;

/**
 * Buffers that no operation has at the moment: to make one of 64 KiB can take longer than all else of a connect. What a
 * buffer brings along from its former operation is never seen: a view of it ends where the system has stopped to write.
 */
final class BufferPool {
    /** Larger ones are made for the one connection that needs them, and go with it. */
    private static final int LARGEST_POWER = 16;

    private static final int SMALLEST_POWER = 6;

    /** Of each size; all together hold less than 4 MiB. */
    private static final int MAX_IDLE = 31;

    /** Native memory, and where it is. */
    record Buffer(ByteBuffer memory, long address) {
        static final Buffer NONE = new Buffer(Engine.memory(0), 0);
    }

    private final Kernel32 kernel32;

    /** By size, each twice that of the one before. The last one given back is the next one taken. */
    private final List<BlockingDeque<Buffer>> idle;

    BufferPool(Kernel32 kernel32) {
        this.kernel32 = kernel32;
        this.idle = IntStream.rangeClosed(SMALLEST_POWER, LARGEST_POWER)
                .<BlockingDeque<Buffer>>mapToObj(power -> new LinkedBlockingDeque<>(MAX_IDLE))
                .toList();
    }

    /** A buffer of at least that many bytes. */
    Buffer take(int bytes) {
        if (bytes > 1 << LARGEST_POWER) {
            return make(bytes);
        }
        int power = Math.max(SMALLEST_POWER, Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1));
        Buffer buffer = idle.get(power - SMALLEST_POWER).pollFirst();
        return buffer != null ? buffer : make(1 << power);
    }

    private Buffer make(int bytes) {
        ByteBuffer memory = Engine.memory(bytes);
        return new Buffer(memory, kernel32.address(memory));
    }

    /** Takes back a buffer that nobody uses any more, the system included. */
    void giveBack(Buffer buffer) {
        int size = buffer.memory().capacity();
        if (size > 0 && size <= 1 << LARGEST_POWER) {
            // Where it finds no room it is left to the garbage collector.
            idle.get(Integer.numberOfTrailingZeros(size) - SMALLEST_POWER).offerFirst(buffer);
        }
    }
}
