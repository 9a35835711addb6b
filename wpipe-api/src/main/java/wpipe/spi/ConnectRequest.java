package wpipe.spi;

import wpipe.api.Framing;
import wpipe.api.FramingMismatchException;

/**
 * What a backend is to connect to, and how. All values have been checked.
 *
 * @param address the pipe and its machine
 * @param direction which way messages go, seen from the client
 * @param framing what is to travel over the pipe, whose type must allow it
 * @param maxMessageSize the largest message to read, in bytes; of a stream, the most that is worth reading at once
 * @param waitForServer whether to wait for a pipe that does not exist yet
 * @param deadline a {@link Deadline} for the waiting
 * @param security what to ask for, and what to lend
 * @since 0.1
 */
public record ConnectRequest(
        PipeAddress address,
        Direction direction,
        Framing framing,
        int maxMessageSize,
        boolean waitForServer,
        long deadline,
        ConnectSecurity security) {
    /**
     * The rights to ask the pipe for, as directions seen from the client.
     *
     * @return {@link #direction()}, or both where {@link ConnectSecurity#bothRights()}
     */
    public Direction rights() {
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

    /**
     * To be asked once the type of the pipe is known, before anything is sent: whether the framing can be had on it.
     *
     * @param messageType whether the pipe is of type message, and not of type byte
     * @throws FramingMismatchException if it cannot
     */
    public void checkType(boolean messageType) throws FramingMismatchException {
        if (framing.isMessageType() && !messageType) {
            throw new FramingMismatchException("connect", address.path(), framing);
        }
    }
}
