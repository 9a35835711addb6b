package wpipe.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    private Path folder;

    @Test
    void isReadAsItWasWritten() throws Exception {
        Run run = Recorded.run();
        Path file = folder.resolve("run.json");
        run.write(file);

        assertEquals(run, Run.read(file));
    }

    @Test
    void whatIsNoRunIsRefusedByName() throws Exception {
        for (String text : new String[] {"", "{}", "[1, 2", "a page"}) {
            Path file = Files.writeString(folder.resolve("other.json"), text);
            String message =
                    assertThrows(IOException.class, () -> Run.read(file)).getMessage();
            assertEquals(file + " is not the JSON of a run", message);
        }
    }

    @Test
    void theTableHasALineForEachMeasurementAndColumnsThatAlign() throws Exception {
        Run run = Recorded.run();
        var lines = LongTable.lines(run);

        assertEquals(run.measurements().size() + 1, lines.size());
        int column = lines.get(0).indexOf("what");
        for (String line : lines) {
            assertEquals(' ', line.charAt(column - 1), line);
            assertTrue(line.charAt(column) != ' ', line);
        }
    }
}
