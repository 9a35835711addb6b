package wpipe.loopback;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
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

    /** Odd while there is an offer, whose number it is: one that was withdrawn must not pass for the next one. */
    private final AtomicLong state = new AtomicLong();

    /** Of the offer that the state tells of. */
    private @Nullable ByteBuffer offered;

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
        offered = buffer;
        state.incrementAndGet();
    }

    /**
     * Ends the offer.
     *
     * @return true if it was still there; false if the reader has taken it
     */
    boolean withdraw() {
        long number = state.get();
        if (isOffer(number) && state.compareAndSet(number, number + 1)) {
            offer = keep(offer);
            return true;
        }
        offer = givenBack;
        return false;
    }

    boolean isOffered() {
        return isOffer(state.get());
    }

    /** The number of the offer that is there; another number if there is none. */
    long number() {
        return state.get();
    }

    static boolean isOffer(long number) {
        return (number & 1) != 0;
    }

    /** Takes the message of an offer, which ends the use of the one before; null if it was withdrawn. */
    @Nullable
    ByteBuffer take(long number) {
        givenBack = message;
        // Before it is taken: after that the writer may offer the next one.
        ByteBuffer buffer = offered;
        if (!state.compareAndSet(number, number + 1)) {
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
