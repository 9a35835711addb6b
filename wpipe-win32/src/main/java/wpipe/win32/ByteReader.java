package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import wpipe.spi.WinError;

/**
 * Reads a stream of bytes: a read takes what is there.
 *
 * <p>A pipe of type message is read in the mode of messages all the same. In the mode of bytes one read goes on over the
 * messages that are there, an empty one among them, whose end of the stream would be lost.
 */
final class ByteReader extends PipeReader {
    private final int chunkSize;
    private final boolean messageType;

    ByteReader(PipeEnd end, Operation operation, Registration registration, Traffic traffic) {
        super(end, operation, registration);
        this.chunkSize = Math.min(traffic.maxMessageSize(), FIRST_CAPACITY);
        this.messageType = traffic.messageType();
    }

    @Override
    void issueNext(boolean packet) throws IOException {
        operation().ensureCapacity(chunkSize);
        issue(chunkSize, packet);
    }

    /** On a pipe of type byte a peer may have written nothing, which is no end. */
    @Override
    boolean isVoid(int code) {
        return !messageType && code == WinError.ERROR_SUCCESS && operation().transferred() == 0;
    }

    @Override
    boolean goesOn(int code) {
        return isVoid(code);
    }

    /** The rest of the message is what comes next. */
    @Override
    ByteBuffer filled() {
        return view(operation().transferred());
    }
}
