package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole table of the state machine: what may be done in each turn, and what comes after it. */
final class TurnTest {
    @ParameterizedTest
    @CsvSource({"MASTER, WRITE", "SLAVE, READ", "READER, READ_ONLY", "WRITER, WRITE_ONLY", "DUPLEX, FREE"})
    void eachModeStartsWithItsTurn(Mode mode, Turn first) {
        assertEquals(first, Turn.first(mode));
    }

    @ParameterizedTest
    @CsvSource({"READ, WRITE", "READ_ONLY, READ_ONLY"})
    void whatMayReadMayNotWrite(Turn turn, Turn next) {
        assertTrue(turn.mayRead());
        assertFalse(turn.mayWrite());
        assertEquals(next, turn.afterRead());
        IllegalStateException refused = assertThrows(IllegalStateException.class, turn::afterWrite);
        assertEquals("written in " + turn, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"WRITE, READ", "WRITE_ONLY, WRITE_ONLY"})
    void whatMayWriteMayNotRead(Turn turn, Turn next) {
        assertFalse(turn.mayRead());
        assertTrue(turn.mayWrite());
        assertEquals(next, turn.afterWrite());
        IllegalStateException refused = assertThrows(IllegalStateException.class, turn::afterRead);
        assertEquals("read in " + turn, refused.getMessage());
    }

    /** The tables above leave no turn out. */
    @Test
    void thereAreFiveTurns() {
        assertEquals(
                List.of(Turn.READ, Turn.WRITE, Turn.READ_ONLY, Turn.WRITE_ONLY, Turn.FREE), List.of(Turn.values()));
    }

    @Test
    void whatIsFreeStaysFree() {
        assertTrue(Turn.FREE.mayRead());
        assertTrue(Turn.FREE.mayWrite());
        assertEquals(Turn.FREE, Turn.FREE.afterRead());
        assertEquals(Turn.FREE, Turn.FREE.afterWrite());
        assertThrows(IllegalStateException.class, () -> Turn.FREE.refusal(Mode.DUPLEX));
    }

    /** Two ends whose turns did not fit would wait for each other for ever. */
    @ParameterizedTest
    @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "DUPLEX")
    void oneEndsWriteIsAlwaysTheOthersRead(Mode mode) {
        Turn here = Turn.first(mode);
        Turn there = Turn.first(mode.complement());
        for (int message = 0; message < 5; message++) {
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
    }
}
