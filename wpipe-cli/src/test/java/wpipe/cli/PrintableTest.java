package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What others have named, on the terminal of whoever looks. */
class PrintableTest {
    private static final char ESCAPE = 0x1B;

    @Test
    void controlCharactersAreShownAndNotObeyed() {
        assertEquals("a\\u001B[2Jb", Printable.of("a" + ESCAPE + "[2Jb"));
        assertEquals(
                "\\u0000\\u0007\\u000A\\u007F\\u009B",
                Printable.of("\0" + (char) 7 + "\n" + (char) 0x7F + (char) 0x9B));
        assertEquals("n\u00fcm\u00e9 \\ \ud83d\ude00", Printable.of("n\u00fcm\u00e9 \\ \ud83d\ude00"));
    }

    @Test
    void theNameOfAPipeInATable() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Table()
                .row("NAME", "INSTANCES")
                .row("x" + ESCAPE + "]0;title" + (char) 7, 1)
                .print(new PrintStream(out, true, StandardCharsets.UTF_8));
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("x\\u001B]0;title\\u0007  "), text);
    }

    @Test
    void whatIsWrongWithAnArgument() throws Exception {
        Run run = Run.of("connect", "a" + ESCAPE + "[2J", "--mode", "master");
        assertEquals(2, run.exit());
        assertFalse(run.err().indexOf(ESCAPE) >= 0, run.err());
        assertTrue(run.err().contains("'a\\u001B[2J'"), run.err());
    }
}
