package wpipe.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import wpipe.api.Connection;

/** The server's side of one conversation, a message at a time. */
final class Answers {
    private final Connection client;
    private final ByteBuffer buffer;
    private char request;

    /**
     * For a client that has said nothing yet.
     *
     * @param client what to read and to answer
     * @param buffer takes one message; may be shared by conversations of one thread
     */
    Answers(Connection client, ByteBuffer buffer) {
        this.client = client;
        this.buffer = buffer;
    }

    /** Reads one message, waiting for it if it is not there, and does what is to be done with it. */
    void next() throws IOException {
        client.read(buffer.clear());
        buffer.flip();
        if (request == 0) {
            request = Hello.parse(buffer).request();
            if (request == Hello.CONNECT) {
                client.write(buffer);
            }
        } else if (request == Hello.ECHO) {
            client.write(buffer);
        } else if (buffer.hasRemaining() && buffer.get(0) == Hello.LAST) {
            client.write(buffer.limit(Hello.RECEIPT_SIZE));
        }
    }
}
