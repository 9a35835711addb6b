package wpipe.loopback;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages over the quota from one writer to one reader: one at a time, given away by the writer when the reader
 * takes it and not before. The writer's own thread copies the message, since its buffer may be of that thread only.
 *
 * <p>Two buffers go round: the reader gives back the one whose message is no longer in use when it takes the next.
 */
final class Handover {
    /** Larger buffers are not kept: one large message should not cost its size until the connection ends. */
    static final int LARGEST_KEPT = 1 << 22;

    private static final int GRANULE = 1 << 16;

    private final AtomicReference<@Nullable ByteBuffer> offered = new AtomicReference<>();

    /** Written by the reader before it takes, read by the writer after that. */
    private @Nullable ByteBuffer givenBack;

    /** The writer's own. */
    private @Nullable ByteBuffer offer;

    /** The reader's own: the message that it took last. */
    private @Nullable ByteBuffer message;

    void offer(ByteBuffer source) {
        int size = source.remaining();
        ByteBuffer buffer = offer;
        if (buffer == null || buffer.capacity() < size) {
            buffer = ByteBuffer.allocate((size + GRANULE - 1) & -GRANULE);
            offer = buffer;
        }
        buffer.clear().limit(size);
        buffer.put(0, source, source.position(), size);
        offered.set(buffer);
    }

    /**
     * Ends the offer.
     *
     * @return true if it was still there; false if the reader has taken it
     */
    boolean withdraw() {
        ByteBuffer buffer = offer;
        if (offered.compareAndSet(buffer, null)) {
            offer = keep(buffer);
            return true;
        }
        offer = givenBack;
        return false;
    }

    boolean isOffered() {
        return offered.get() != null;
    }

    /** Takes the message, which ends the use of the one before; null if it was withdrawn. */
    @Nullable
    ByteBuffer take() {
        ByteBuffer buffer = offered.get();
        if (buffer == null) {
            return null;
        }
        givenBack = message;
        if (!offered.compareAndSet(buffer, null)) {
            return null;
        }
        message = buffer;
        return buffer;
    }

    /** The message that was taken is no longer in use. */
    void release() {
        message = keep(message);
    }

    private static @Nullable ByteBuffer keep(@Nullable ByteBuffer buffer) {
        return buffer != null && buffer.capacity() <= LARGEST_KEPT ? buffer : null;
    }
}
