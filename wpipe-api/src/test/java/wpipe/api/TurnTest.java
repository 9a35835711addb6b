package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole table of the state machine: what may be done in each turn, and what comes after it. */
final class TurnTest {
    @ParameterizedTest
    @CsvSource({
        "MASTER, WRITE, WRITE",
        "SLAVE, READ, READ",
        "READER, READ_ONLY, READ_ONLY",
        "WRITER, WRITE_ONLY, WRITE_ONLY",
        "DUPLEX, FREE, FREE",
        "SINGLE_TRANSACTION, READ_FIRST, WRITE_FIRST"
    })
    void eachModeStartsWithItsTurn(Mode mode, Turn atServer, Turn atClient) {
        assertEquals(atServer, Turn.firstOfServer(mode));
        assertEquals(atClient, Turn.firstOfClient(mode));
    }

    @ParameterizedTest
    @CsvSource({"READ, WRITE", "READ_ONLY, READ_ONLY", "READ_FIRST, WRITE_LAST", "READ_LAST, OVER"})
    void whatMayReadMayNotWrite(Turn turn, Turn next) {
        assertTrue(turn.mayRead());
        assertFalse(turn.mayWrite());
        assertEquals(next, turn.afterRead());
        IllegalStateException refused = assertThrows(IllegalStateException.class, turn::afterWrite);
        assertEquals("written in " + turn, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"WRITE, READ", "WRITE_ONLY, WRITE_ONLY", "WRITE_FIRST, READ_LAST", "WRITE_LAST, OVER"})
    void whatMayWriteMayNotRead(Turn turn, Turn next) {
        assertFalse(turn.mayRead());
        assertTrue(turn.mayWrite());
        assertEquals(next, turn.afterWrite());
        IllegalStateException refused = assertThrows(IllegalStateException.class, turn::afterRead);
        assertEquals("read in " + turn, refused.getMessage());
    }

    /** The tables above and the two turns below leave none out. */
    @Test
    void thereAreTenTurns() {
        assertEquals(10, Turn.values().length);
    }

    @Test
    void whatIsFreeStaysFree() {
        assertTrue(Turn.FREE.mayRead());
        assertTrue(Turn.FREE.mayWrite());
        assertEquals(Turn.FREE, Turn.FREE.afterRead());
        assertEquals(Turn.FREE, Turn.FREE.afterWrite());
        assertThrows(IllegalStateException.class, () -> Turn.FREE.refusal(Mode.DUPLEX));
    }

    @Test
    void whatIsOverStaysOver() {
        assertFalse(Turn.OVER.mayRead());
        assertFalse(Turn.OVER.mayWrite());
        assertThrows(IllegalStateException.class, Turn.OVER::afterRead);
        assertThrows(IllegalStateException.class, Turn.OVER::afterWrite);
        assertThrows(IllegalStateException.class, () -> Turn.OVER.refusal(Mode.SINGLE_TRANSACTION));
    }

    /** Two ends whose turns did not fit would wait for each other for ever. */
    @ParameterizedTest
    @CsvSource({
        "MASTER, SLAVE",
        "SLAVE, MASTER",
        "READER, WRITER",
        "WRITER, READER",
        "SINGLE_TRANSACTION, SINGLE_TRANSACTION",
        "SINGLE_TRANSACTION, MASTER",
        "SLAVE, SINGLE_TRANSACTION"
    })
    void oneEndsWriteIsAlwaysTheOthersRead(Mode server, Mode client) {
        Turn here = Turn.firstOfServer(server);
        Turn there = Turn.firstOfClient(client);
        for (int message = 0; message < 5 && here != Turn.OVER && there != Turn.OVER; message++) {
            assertEquals(here.mayWrite(), there.mayRead(), "message " + message);
            assertEquals(here.mayRead(), there.mayWrite(), "message " + message);
            if (here.mayWrite()) {
                here = here.afterWrite();
                there = there.afterRead();
            } else {
                here = here.afterRead();
                there = there.afterWrite();
            }
        }
        boolean single = server == Mode.SINGLE_TRANSACTION || client == Mode.SINGLE_TRANSACTION;
        assertEquals(single, here == Turn.OVER || there == Turn.OVER);
    }

    @Test
    void refusalsNameTheModeAndTheRule() {
        assertEquals(
                "out of turn: mode MASTER must read a message before it writes the next",
                Turn.READ.refusal(Mode.MASTER));
        assertEquals(
                "out of turn: mode SLAVE must write a message before it reads the next",
                Turn.WRITE.refusal(Mode.SLAVE));
        assertEquals("mode READER never writes", Turn.READ_ONLY.refusal(Mode.READER));
        assertEquals("mode WRITER never reads", Turn.WRITE_ONLY.refusal(Mode.WRITER));
        for (Turn turn : List.of(Turn.READ_FIRST, Turn.WRITE_FIRST, Turn.READ_LAST, Turn.WRITE_LAST)) {
            String text = turn.refusal(Mode.SINGLE_TRANSACTION);
            assertTrue(text.startsWith("out of turn: ") && text.contains("SINGLE_TRANSACTION"), text);
        }
    }
}
