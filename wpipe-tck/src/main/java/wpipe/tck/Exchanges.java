package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Duration;
import wpipe.api.Connection;
import wpipe.api.TurnException;

/** What tests of exchanges have in common. */
final class Exchanges {
    private Exchanges() {}

    /** Reads one request and sends it back. */
    static Call<Boolean> startAnswer(Pipes pipes, Connection answers) {
        return pipes.run("answer", () -> answers.write(answers.read(Rules.GUARD), Rules.GUARD));
    }

    /** In every form, and nothing is taken from the buffer. */
    static void assertRefused(Connection end) {
        String what = "an exchange of a " + end.mode();
        ByteBuffer request = ByteBuffer.allocate(10);
        assertThrows(TurnException.class, () -> end.exchange(new byte[1]), what);
        assertThrows(TurnException.class, () -> end.exchange(new byte[1], Duration.ZERO), what);
        assertThrows(TurnException.class, () -> end.exchange(request, ByteBuffer.allocate(10)), what);
        assertThrows(TurnException.class, () -> end.exchange(request, ByteBuffer.allocate(10), Rules.GUARD), what);
        assertEquals(0, request.position(), "position of the buffer");
    }
}
