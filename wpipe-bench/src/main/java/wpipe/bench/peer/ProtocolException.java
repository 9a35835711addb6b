package wpipe.bench.peer;

import java.io.IOException;

/** The other end says what the protocol does not know, or too much or too little of it. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
