package wpipe.loopback;

import java.nio.ByteBuffer;

/** What a queue buffers, for one writer and one reader at a time. */
interface Ring {
    /** On the writer: puts bytes of a buffer, and leaves position and limit alone. If that fails, nothing has changed. */
    void put(ByteBuffer source, int from, int size);

    /** Whether there is something to take. */
    boolean hasNext();

    /** The size of what is to be taken next, which there must be. */
    int nextSize();

    /** Takes what is next, which must be there; valid until {@link #release}. */
    ByteBuffer next();

    /** What was taken is no longer in use. */
    void release();

    /** The bytes that the array takes up now, as the writer sees it. */
    int capacity();
}
