package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.InterruptibleChannel;

/** A connection as the JDK's channel. */
final class PipeByteChannel implements ByteChannel, InterruptibleChannel {
    private final PipeConnection connection;

    PipeByteChannel(PipeConnection connection) {
        this.connection = connection;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (target.isReadOnly()) {
            // Not ReadOnlyBufferException, which is what Connection throws: so the JDK's channels have it.
            throw new IllegalArgumentException("the buffer to read into is read-only");
        }
        return connection.readOrEnd(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int size = source.remaining();
        connection.write(source);
        return size;
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
