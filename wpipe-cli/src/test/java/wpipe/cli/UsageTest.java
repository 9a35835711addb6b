package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    private static void assertMisused(String expected, String... args) throws Exception {
        Run run = Run.of(args);
        assertEquals(2, run.exit(), run.err());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains(expected), run.err());
        assertTrue(run.err().stripTrailing().endsWith(" --help')"), run.err());
    }

    @Test
    void aCommandMustBeGiven() throws Exception {
        assertMisused("say what to do");
        assertMisused("say what to do", "--provider", "loopback");
    }

    @Test
    void whatDoesNotExist() throws Exception {
        assertMisused("'fly'", "fly");
        assertMisused("'--fly'", "demo", "--fly");
        assertMisused("'more'", "demo", "more");
    }

    @Test
    void whatServeAndConnectNeed() throws Exception {
        for (String command : List.of("serve", "connect")) {
            assertMisused("NAME", command, "--mode", "slave");
            assertMisused("--mode", command, "x");
            assertMisused("master, slave, reader, writer, duplex, single", command, "x", "--mode", "boss");
            assertMisused("TEXT, HEX", command, "x", "--mode", "slave", "--format", "base64");
            assertMisused("--echo is for --mode slave: a master", command, "x", "--mode", "master", "--echo");
            assertMisused("1 or more", command, "x", "--mode", "master", "--count", "0");
            assertMisused("--count", command, "x", "--mode", "master", "--count", "many");
            assertMisused("1073741824", command, "x", "--mode", "master", "--max-message-size", "0");
            assertMisused("is not a duration", command, "x", "--mode", "master", "--timeout", "5");
            assertMisused("backslash", command, "a/b", "--mode", "master");
            assertMisused("is blank", "--provider", " ", command, "x", "--mode", "master");
        }
        assertMisused("a client in mode single", "connect", "x", "--mode", "single", "--echo");
        assertMisused("a duplex", "serve", "x", "--mode", "duplex", "--echo");
        for (String command : List.of("serve", "connect")) {
            assertMisused("messages, bytes, bytes-in-messages", command, "x", "--framing", "lines");
            assertMisused("it must be duplex, reader or writer", command, "x", "--framing", "bytes", "--mode", "slave");
            assertMisused("--count is for messages", command, "x", "--framing", "bytes", "--count", "1");
            assertMisused("--format is for messages", command, "x", "--framing", "bytes", "--format", "hex");
            assertMisused("--max-message-size is", command, "x", "--framing", "bytes", "--max-message-size", "1");
        }
        assertMisused("COMMAND", "exec", "x");
        assertMisused("NAME", "exec");
        assertMisused("--framing messages", "exec", "x", "--framing", "messages", "--", "cat");
        assertMisused("1 or more", "exec", "x", "--count", "0", "--", "cat");
        assertMisused("maxClients 0", "exec", "x", "--max-clients", "0", "--", "cat");
        assertMisused("grace", "exec", "x", "--grace", "-1s", "--", "cat");
        assertMisused("maxClients 0", "serve", "x", "--mode", "master", "--max-clients", "0");
        assertMisused("'nobody' is none of owner", "serve", "x", "--mode", "slave", "--access", "nobody");
        assertMisused("no access list", "serve", "x", "--mode", "slave", "--access", "sddl:O:BA");
        assertMisused("'you' is neither", "connect", "x", "--mode", "master", "--require-owner", "you");
        assertMisused("--host", "serve", "x", "--mode", "master", "--host", "h");
        assertMisused("host 'a b'", "connect", "x", "--mode", "master", "--host", "a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "providers", "list", "serve", "connect", "exec", "selftest", "completion"})
    void everyCommandExplainsItself(String command) throws Exception {
        Run run = Run.of(command, "--help");
        assertEquals(0, run.exit());
        assertEquals("", run.err());
        assertTrue(run.out().lines().anyMatch(line -> line.startsWith("Usage: wpipe " + command + " ")), run.out());
        assertTrue(run.out().contains("Exit codes:"), run.out());
        for (String code : List.of("0", "1", "2", "128 \\+ N")) {
            assertTrue(run.out().lines().anyMatch(line -> line.matches(" *" + code + " {2,}\\w.+")), run.out());
        }
        assertTrue(run.out().contains("--provider"), run.out());
    }

    @Test
    void theWholeExplainsItself() throws Exception {
        Run run = Run.of("--help");
        assertEquals(0, run.exit());
        for (String word : List.of(
                "demo",
                "providers",
                "list",
                "serve",
                "connect",
                "exec",
                "selftest",
                "completion",
                "Exit codes:",
                "--verbose")) {
            assertTrue(run.out().contains(word), run.out());
        }
    }

    @Test
    void theVersion() throws Exception {
        Run run = Run.of("--version");
        assertEquals(0, run.exit());
        assertTrue(run.out().startsWith("wpipe " + Version.ofWpipe()), run.out());
        assertTrue(run.out().contains(String.valueOf(Runtime.version())), run.out());
    }

    @Test
    void traceOnlyWhenAskedFor() throws Exception {
        Run terse = Run.of("--provider", "loopback", "connect", "nobody-there", "--mode", "master");
        assertEquals(1, terse.exit());
        assertEquals(1, terse.err().lines().count(), terse.err());
        Run verbose = Run.of("connect", "nobody-there", "--mode", "master", "--provider", "loopback", "--verbose");
        assertEquals(1, verbose.exit());
        assertTrue(verbose.err().contains("\tat "), verbose.err());
    }

    @Test
    void aProviderThatDoesNotExist() throws Exception {
        for (String command : List.of("serve", "connect")) {
            Run run = Run.of("--provider", "pigeon", command, "x", "--mode", "master");
            assertEquals(1, run.exit());
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(run.err().contains("'pigeon'"), run.err());
        }
    }
}
