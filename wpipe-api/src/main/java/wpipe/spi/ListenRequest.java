package wpipe.spi;

import java.time.Duration;
import wpipe.api.Framing;

/**
 * What a backend is to listen on, and how. All values have been checked.
 *
 * @param address the name
 * @param direction which way messages go, seen from the server
 * @param framing what is to travel over the pipe, and so its type
 * @param maxInstances how many channels may be open at once, at least 1
 * @param waitingInstances how many instances are to wait for clients at a time where each can take one, at least 1
 * @param maxMessageSize the largest message to read, in bytes; of a stream, the most that is worth reading at once
 * @param quota the bytes that the system buffers in each direction of an instance before a writer has to wait
 * @param defaultWait how long clients that name no time wait for a busy pipe; at least 1 ms
 * @param security who may come
 * @since 0.1
 */
public record ListenRequest(
        PipeAddress address,
        Direction direction,
        Framing framing,
        int maxInstances,
        int waitingInstances,
        int maxMessageSize,
        int quota,
        Duration defaultWait,
        ListenSecurity security) {
    /**
     * The directions that the pipe itself has, seen from the server: what a client may ask for.
     *
     * @return {@link #direction()}, or both where {@link ListenSecurity#bothRights()}
     */
    public Direction pipeDirection() {
        return security.bothRights() ? Direction.BOTH : direction;
    }

    /**
     * The size over which a message is too large.
     *
     * @return bytes: {@link #maxMessageSize()}, or no limit where the framing is a stream
     */
    public int largestMessage() {
        return framing.isStream() ? Integer.MAX_VALUE : maxMessageSize;
    }
}
