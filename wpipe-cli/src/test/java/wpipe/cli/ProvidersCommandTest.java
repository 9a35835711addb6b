package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProvidersCommandTest {
    @Test
    void listsWhatIsFound() throws Exception {
        Run run = Run.of("providers");
        assertEquals(0, run.exit(), run.err());
        assertTrue(run.out().contains("PRIORITY"), run.out());
        for (String name : List.of("ffm", "jna", "loopback")) {
            assertTrue(run.out().lines().anyMatch(line -> line.contains(name)), run.out());
        }
        assertEquals(
                1,
                run.out()
                        .lines()
                        .filter(line -> line.matches("\\* +\\w+ +\\d+ .*"))
                        .count(),
                run.out());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void offWindowsLoopbackIsChosenAndTheOthersSayWhyNot() throws Exception {
        Run run = Run.of("providers");
        run.exit();
        assertTrue(run.out().lines().anyMatch(line -> line.matches("\\* +loopback +0 +JVM +yes")), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches(" +ffm +200 +machine +no: .+")), run.out());
        assertTrue(run.out().contains("end at the JVM"), run.out());
    }

    @Test
    void oneCanBeAskedFor() throws Exception {
        Run run = Run.of("--provider", "LoopBack", "providers");
        assertEquals(0, run.exit(), run.err());
        assertTrue(run.out().contains("* chosen by --provider"), run.out());
        Run none = Run.of("--provider", "pigeon", "providers");
        assertEquals(1, none.exit());
        assertEquals(
                "wpipe: there is no provider 'pigeon' that can be used here",
                none.err().strip());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whereOnlyLoopbackIsThereServeAndConnectPointToTheDemo() throws Exception {
        for (String command : List.of("serve", "connect")) {
            Run run = Run.of(command, "x", "--mode", "slave", "--echo");
            assertEquals(1, run.exit());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains("end at this JVM") && run.err().contains("'wpipe demo'"), run.err());
        }
    }

    /** As serve does: else "there is no pipe of that name" looks like a wrong name. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void thatItsPipesEndAtThisJvmIsSaid() throws Exception {
        Run client = Run.client("", Run.newPipe(), "--mode", "master");
        assertEquals(1, client.exit());
        assertEquals(
                "wpipe: pipes of loopback end at this JVM, no other program can reach them; 'wpipe demo' shows both ends in"
                        + " one",
                client.err().lines().findFirst().orElse(""));
        assertEquals(2, client.err().lines().count(), client.err());
    }
}
