package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;

/** Both ends of one connection. */
record Link(Server server, Connection atServer, Client client) {
    /** The end that writes the first message: a master or a writer; the client where both may. */
    Connection sender() {
        return writesFirst(client.mode()) ? client : atServer;
    }

    /** The end that reads the first message: a slave or a reader; the server where both may. */
    Connection receiver() {
        return writesFirst(client.mode()) ? atServer : client;
    }

    boolean takesTurns() {
        return client.mode().takesTurns();
    }

    /** One message there, and where they take turns one back; small, so that no system keeps the writer waiting. */
    void exchange(int number) throws IOException {
        byte[] message = Payload.numbered(number, 64);
        sender().write(message, Rules.GUARD);
        assertArrayEquals(message, receiver().read(Rules.GUARD), "message " + number);
        answer(number);
    }

    /** One exchange more, where the mode has more than one; the ends of a single transaction are closed by then. */
    void goOn(int number) throws IOException {
        if (Modes.lasts(client.mode())) {
            exchange(number);
        } else {
            assertFalse(client.isOpen(), "the client is open after its one exchange");
            assertFalse(atServer.isOpen(), "the server's connection is open after its one exchange");
        }
    }

    /** Where they take turns: the message back that lets the next one go there. */
    void answer(int number) throws IOException {
        if (takesTurns()) {
            byte[] answer = Payload.numbered(~number, 32);
            receiver().write(answer, Rules.GUARD);
            assertArrayEquals(answer, sender().read(Rules.GUARD), "answer to message " + number);
        }
    }

    private static boolean writesFirst(Mode mode) { // of a client
        return switch (mode) {
            case MASTER, WRITER, DUPLEX, SINGLE_TRANSACTION -> true;
            case SLAVE, READER -> false;
        };
    }
}
