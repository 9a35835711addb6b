package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

class ListCommandTest {
    private static final ServerOptions LOOPBACK = ServerOptions.defaults().withProvider("loopback");

    @Test
    void listsPipesByName() throws Exception {
        String first = Run.newPipe();
        String second = first.toUpperCase(Locale.ROOT) + "-Second";
        try (Server b = Server.open(second, Mode.SLAVE, LOOPBACK.withMaxClients(7));
                Server a = Server.open(first, Mode.SLAVE, LOOPBACK);
                Client client = Client.connect(
                        second, Mode.MASTER, ClientOptions.defaults().withProvider("loopback"))) {
            assertTrue(a.isOpen() && b.isOpen() && client.isOpen());
            Run run = Run.of("--provider", "loopback", "list");
            assertEquals(0, run.exit(), run.err());
            List<String> lines =
                    run.out().lines().map(line -> line.replaceAll(" +", " ")).toList();
            assertEquals("NAME INSTANCES MAXIMUM", lines.get(0));
            assertTrue(lines.contains(first + " 1 5"), run.out());
            assertEquals(lines.indexOf(first + " 1 5") + 1, lines.indexOf(second + " 2 7"), run.out());
            assertTrue(run.err().contains("end at this JVM"), run.err());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSystemThatHasNoPipesOfTheMachineSaysSo() throws Exception {
        Run none = Run.of("list");
        assertEquals(1, none.exit());
        assertEquals(1, none.err().lines().count(), none.err());
        assertTrue(none.err().contains("end at this JVM") && none.err().contains("'wpipe demo'"), none.err());
        Run unavailable = Run.of("--provider", "ffm", "list");
        assertEquals(1, unavailable.exit());
        assertEquals(1, unavailable.err().lines().count(), unavailable.err());
        assertTrue(
                unavailable.err().startsWith("wpipe: list on \\\\.\\pipe\\: the options ask for backend 'ffm'"),
                unavailable.err());
    }
}
