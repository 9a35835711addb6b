package wpipe.bench.peer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import wpipe.api.Connection;
import wpipe.api.RequestHandler;

/** The server's side of all conversations, as a handler. */
final class AnsweringHandler implements RequestHandler {
    /** What each client's first message has asked for. */
    private final Map<Connection, Character> requests = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public byte @Nullable [] handle(Connection client, byte[] message) throws ProtocolException {
        Character request = requests.get(client);
        if (request == null) {
            char first = Hello.parse(ByteBuffer.wrap(message)).request();
            requests.put(client, first);
            return first == Hello.CONNECT ? message : null;
        }
        if (request == Hello.ECHO) {
            return message;
        }
        boolean last = message.length > 0 && message[0] == Hello.LAST;
        return last ? Arrays.copyOf(message, Hello.RECEIPT_SIZE) : null;
    }
}
