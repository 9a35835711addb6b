package wpipe.win32;

import wpipe.api.Framing;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeAddress;

/**
 * What moves over one end of a pipe.
 *
 * @param direction which way, seen from this end
 * @param stream whether it is a stream of bytes, and not messages
 * @param messageType whether the pipe is of type message, which also a stream may move over
 * @param remote whether the peer is on another machine
 * @param maxMessageSize the largest message to read, in bytes; of a stream, the most to read at once
 */
record Traffic(Direction direction, boolean stream, boolean messageType, boolean remote, int maxMessageSize) {
    static Traffic of(ListenRequest request) {
        Framing framing = request.framing();
        return new Traffic(
                request.direction(), framing.isStream(), framing.isMessageType(), false, request.maxMessageSize());
    }

    /** Of a client's end, which has found out the type. */
    static Traffic of(ConnectRequest request, boolean messageType) {
        boolean remote = !request.address().host().equals(PipeAddress.THIS_MACHINE);
        return new Traffic(
                request.direction(), request.framing().isStream(), messageType, remote, request.maxMessageSize());
    }
}
