package wpipe.bench.peer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The first message of a client: what it wants of the server, and how large its messages are.
 *
 * @param request {@link #ECHO}, {@link #SINK} or {@link #CONNECT}
 * @param size of the messages that follow, in bytes
 */
public record Hello(char request, int size) {
    /** The size of the message itself. */
    public static final int SIZE = 64;

    /** Every message comes back. */
    public static final char ECHO = 'P';

    /** Messages are thrown away; one that starts with {@link #LAST} is answered with {@link #RECEIPT_SIZE} bytes. */
    public static final char SINK = 'S';

    /** The hello itself comes back, and that was all. */
    public static final char CONNECT = 'C';

    static final byte LAST = (byte) 0xFF;
    static final int RECEIPT_SIZE = 8;

    private static final int SIZE_OFFSET = 4;

    /** Takes it from a buffer that has nothing else between position and limit, and leaves the buffer as it is. */
    static Hello parse(ByteBuffer message) throws ProtocolException {
        if (message.remaining() != SIZE) {
            throw new ProtocolException("the first message has " + message.remaining() + " bytes, not " + SIZE);
        }
        int start = message.position();
        char request = (char) message.get(start);
        if (request != ECHO && request != SINK && request != CONNECT) {
            throw new ProtocolException("the first message asks for '" + request + "': P, S and C are known");
        }
        return new Hello(
                request, message.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(start + SIZE_OFFSET));
    }

    /** A buffer of its own, ready to be written. */
    public ByteBuffer message() {
        return ByteBuffer.allocateDirect(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, (byte) request)
                .putInt(SIZE_OFFSET, size);
    }
}
