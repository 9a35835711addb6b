package wpipe.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import wpipe.api.Client;

/** A client of the library. */
record ClientLink(Client client) implements Link {
    @Override
    public void write(ByteBuffer message) throws IOException {
        client.write(message);
    }

    @Override
    public void read(ByteBuffer message) throws IOException {
        client.read(message);
        if (message.hasRemaining()) {
            throw new ProtocolException(
                    "a message is " + message.remaining() + " bytes short of " + message.capacity());
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
