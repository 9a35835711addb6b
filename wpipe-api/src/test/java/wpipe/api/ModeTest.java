package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import wpipe.spi.Direction;

final class ModeTest {
    @ParameterizedTest
    @CsvSource({
        "MASTER, SLAVE, true, true, BOTH, true",
        "SLAVE, MASTER, true, true, BOTH, true",
        "READER, WRITER, true, false, IN, false",
        "WRITER, READER, false, true, OUT, false",
        "DUPLEX, DUPLEX, true, true, BOTH, false",
        "SINGLE_TRANSACTION, SINGLE_TRANSACTION, true, true, BOTH, true"
    })
    void table(Mode mode, Mode complement, boolean reads, boolean writes, Direction direction, boolean takesTurns) {
        assertEquals(complement, mode.complement());
        assertEquals(reads, mode.canRead());
        assertEquals(writes, mode.canWrite());
        assertEquals(direction, mode.direction());
        assertEquals(takesTurns, mode.takesTurns());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void directionSaysTheSameAsTheMode(Mode mode) {
        assertEquals(mode.canRead(), mode.direction().reads());
        assertEquals(mode.canWrite(), mode.direction().writes());
    }
}
