package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "0ms, PT0S",
        "5s, PT5S",
        "5 s, PT5S",
        "1.5S, PT1.5S",
        "0.000001ms, PT0.000000001S",
        "2m, PT2M",
        "999999999h, PT999999999H",
        "PT5S, PT5S",
        "P1D, PT24H"
    })
    void people(String text, Duration expected) {
        assertEquals(expected, Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "PT-5S", "5 seconds", "1,5s", "five", "1e3s", ".5s", "99999999999s"})
    void others(String text) {
        Exception failure = assertThrows(TypeConversionException.class, () -> Durations.parse(text));
        assertTrue(failure.getMessage().contains("'" + text + "' is not a duration"), failure.getMessage());
    }

    @Test
    void shortTexts() {
        assertEquals("0 ms", Durations.text(Duration.ofNanos(5)));
        assertEquals("999 ms", Durations.text(Duration.ofMillis(999)));
        assertEquals("1.5 s", Durations.text(Duration.ofMillis(1500)));
    }
}
