package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wpipe.spi.Deadline;

/** What is left of a time is given to Win32 as a time, whatever it is. */
final class MillisTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "999999, 1",
        "1000000, 1",
        "1000001, 2",
        "49000001, 50",
        "50000001, 50",
        // A thread that is held up after its last look at the clock has less than nothing left.
        "0, 1",
        "-1, 1",
        "-1500000, 1",
        "-2500000, 1",
        "-9223372036854775808, 1"
    })
    void areAtLeastOneAndRoundedUp(long nanos, int millis) {
        assertEquals(millis, Millis.roundedUp(nanos, 50));
    }

    @ParameterizedTest
    @CsvSource({"50", "2147483647"})
    void haveALimit(int limit) {
        assertEquals(limit, Millis.roundedUp(Deadline.remaining(Deadline.NEVER), limit));
    }
}
