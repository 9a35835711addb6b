package wpipe.bench.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import wpipe.api.Connection;

/** A connection of the library. */
record ConnectionLink(Connection connection) implements Link {
    @Override
    public void write(ByteBuffer message) throws IOException {
        connection.write(message);
    }

    @Override
    public void read(ByteBuffer message) throws IOException {
        connection.read(message);
        if (message.hasRemaining()) {
            throw new IOException("a message is " + message.remaining() + " bytes short of " + message.capacity());
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
