package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The options about who may connect and whose server it is, and who is said to have come. */
class AccessTest {
    private final String pipe = Run.newPipe();
    private final String me = "process " + ProcessHandle.current().pid() + ", user " + System.getProperty("user.name");

    @Test
    void aServerSaysWhoHasCome() throws Exception {
        Run server = Run.server("", pipe, "--mode", "slave", "--echo", "--count", "2", "--access", "everyone");
        Run client = Run.client("1\n2\n", pipe, "--mode", "master", "--require-owner", "me");
        assertEquals(0, client.exit(), client.err());
        assertEquals(0, server.exit(), server.err());
        String said = "wpipe: a client connected: " + me + "\n";
        assertTrue(server.err().contains(said), server.err());
        assertEquals(server.err().indexOf(said), server.err().lastIndexOf(said), "once");
        assertEquals("", client.errBesidesReach());
    }

    @Test
    void oneThatSendsFirstDoesSoToo() throws Exception {
        Run server = Run.server("1\n2\n", pipe, "--mode", "writer");
        Run client = Run.client("", pipe, "--mode", "reader");
        assertEquals(0, client.exit(), client.err());
        assertEquals(0, server.exit(), server.err());
        String said = "wpipe: a client connected: " + me + "\n";
        assertTrue(server.err().contains(said), server.err());
        assertEquals(server.err().indexOf(said), server.err().lastIndexOf(said), "once");
    }

    @Test
    void oneThatHasNothingToSendYetSaysSoAtOnce() throws Exception {
        for (String mode : new String[] {"writer", "master"}) {
            String name = Run.newPipe();
            TypedInput nothing = new TypedInput();
            Run server = Run.server(nothing, name, "--mode", mode);
            Run client = mode.equals("writer")
                    ? Run.client("", name, "--mode", "reader")
                    : Run.client("", name, "--mode", "slave", "--echo");
            server.errors().await(text -> text.contains("wpipe: a client connected: " + me + "\n"));
            nothing.end();
            assertEquals(0, server.exit(), server.err());
            assertEquals(0, client.exit(), client.err());
        }
    }

    @Test
    void whatTheBackendCannotDoIsSaid() throws Exception {
        Run server = Run.server("", pipe, "--mode", "slave", "--access", "sddl:D:P(A;;FA;;;WD)");
        assertEquals(1, server.exit());
        assertTrue(
                server.err().contains("option access sddl(D:P(A;;FA;;;WD)) needs the capability ACCOUNTS"),
                server.err());
        Run client = Run.client("", pipe, "--mode", "master", "--require-owner", "S-1-5-18");
        assertEquals(1, client.exit());
        assertTrue(client.err().contains("option serverOwner sid(S-1-5-18) needs the capability"), client.err());
    }
}
