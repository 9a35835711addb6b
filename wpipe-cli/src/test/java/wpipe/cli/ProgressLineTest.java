package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a person sees who waits, and what a log gets. */
final class ProgressLineTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now;

    private String written() {
        String text = bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
        bytes.reset();
        return text;
    }

    @Test
    void aBarOnATerminal() {
        ProgressLine line = new ProgressLine(err, true, () -> now);
        line.begin(300);
        for (int i = 0; i < 99; i++) {
            line.step();
        }
        assertEquals("", written(), "it may be over in a moment");
        now += 2 * SECOND;
        line.step();
        assertEquals("\r  [##########....................] 100 of 300, 4 s left", written());
        line.step();
        assertEquals("", written(), "nobody can read that fast");
        now += 998 * SECOND;
        line.step();
        String bar = "  [##########....................] 102 of 300, 32 min left";
        assertEquals("\r" + bar, written());
        line.println("  FAILED");
        assertEquals("\r" + " ".repeat(bar.length()) + "\r  FAILED\n", written());
        line.println("and");
        assertEquals("and\n", written(), "there is no bar to clear");
    }

    @Test
    void aLineNowAndThenElsewhere() {
        ProgressLine line = new ProgressLine(err, false, () -> now);
        line.begin(45);
        for (int i = 0; i < 45; i++) {
            now += SECOND;
            line.step();
        }
        line.println("done");
        assertEquals("  20 of 45\n  40 of 45\ndone\n", written());
    }
}
