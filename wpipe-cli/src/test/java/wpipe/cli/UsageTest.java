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
        String commands = "demo, providers, list, serve, connect, exec, selftest or completion";
        assertMisused("wpipe: 'serv' is no command; it must be " + commands + " (see", "serv", "x");
        assertMisused("'serv' is no command; it must be " + commands, "serv", "x", "--mode", "slave");
        assertMisused("'serv' is no command; it must be " + commands, "help", "serv");
        assertMisused("say what to do: " + commands);
        assertMisused("wpipe demo: unknown option '--fly' (see", "demo", "--fly");
        assertMisused("unknown option '--mod' (see", "serve", "x", "--mod", "slave");
        assertMisused("unknown option '--mod' (see", "serve", "x", "--mod=slave");
        assertMisused("unknown options '--mod', '--fly' (see", "serve", "x", "--mod", "slave", "--fly");
        assertMisused("unexpected argument 'more' (see", "demo", "more");
    }

    @Test
    void aProviderWithoutAName() throws Exception {
        for (String none : List.of("", " ")) {
            for (String command : List.of("list", "demo", "selftest", "providers")) {
                Run run = Run.of("--provider", none, command);
                assertEquals(2, run.exit(), run.err());
                assertEquals("", run.out());
                assertEquals("wpipe: --provider '" + none + "' is no name; see 'wpipe providers'\n", run.err());
            }
        }
    }

    @Test
    void whatIsNotForThisIsNotIgnored() throws Exception {
        for (String framing : List.of("bytes", "bytes-in-messages")) {
            assertMisused(
                    "--max-clients is not for --framing " + framing + ": one client has standard input and output",
                    "serve",
                    "x",
                    "--framing",
                    framing,
                    "--max-clients",
                    "7");
        }
        assertMisused(
                "--count is not for a client in mode single, which sends one message",
                "connect",
                "x",
                "--mode",
                "single",
                "--count",
                "3");
        for (String option : List.of("--clients", "--readers", "--rounds", "--messages")) {
            assertMisused(option + " is only for --load", "selftest", option, "5");
            for (String size : List.of("0", "-1")) {
                assertMisused(
                        option + " " + size + " is out of range; it must be 1 or more",
                        "selftest",
                        "--load",
                        option,
                        size);
            }
        }
    }

    @Test
    void aCommandInTheMiddleWithoutANameForItsPipe() throws Exception {
        String missing = "wpipe exec: the name of the pipe is missing: wpipe exec NAME -- COMMAND (see";
        assertMisused(missing, "exec", "--", "cat");
        assertMisused(missing, "exec", "--count", "1", "--", "cat", "file");
        assertMisused("COMMAND", "exec", "x", "--");
        // How a name is written that would pass for an option: this one is understood, and refused for what it is.
        assertMisused("backslash", "exec", "--", "-a/b", "cat");
    }

    @Test
    void whatServeAndConnectNeed() throws Exception {
        for (String command : List.of("serve", "connect")) {
            assertMisused("NAME", command, "--mode", "slave");
            assertMisused("--mode", command, "x");
            assertMisused("it must be master, slave, reader, writer, duplex or single", command, "x", "--mode", "boss");
            assertMisused(
                    "'base64' is no format; it must be text or hex",
                    command,
                    "x",
                    "--mode",
                    "slave",
                    "--format",
                    "base64");
            assertMisused("--echo is for --mode slave: a master", command, "x", "--mode", "master", "--echo");
            assertMisused("1 or more", command, "x", "--mode", "master", "--count", "0");
            assertMisused(
                    "'many' is not a whole number; it must be 1 or more (see",
                    command,
                    "x",
                    "--mode",
                    "master",
                    "--count",
                    "many");
            assertMisused(
                    "'4k' is not a whole number; it must be 1 or more (see",
                    command,
                    "x",
                    "--mode",
                    "master",
                    "--max-message-size",
                    "4k");
            assertMisused(
                    "--max-message-size 0 is out of range; it must be 1 to 1073741824",
                    command,
                    "x",
                    "--mode",
                    "master",
                    "--max-message-size",
                    "0");
            assertMisused("is not a duration", command, "x", "--mode", "master", "--timeout", "5");
            assertMisused("backslash", command, "a/b", "--mode", "master");
        }
        assertMisused("a client in mode single", "connect", "x", "--mode", "single", "--echo");
        assertMisused("a duplex", "serve", "x", "--mode", "duplex", "--echo");
        for (String command : List.of("serve", "connect")) {
            assertMisused("it must be messages, bytes or bytes-in-messages", command, "x", "--framing", "lines");
            assertMisused("it must be duplex, reader or writer", command, "x", "--framing", "bytes", "--mode", "slave");
            assertMisused("--count is for messages", command, "x", "--framing", "bytes", "--count", "1");
            assertMisused("--format is for messages", command, "x", "--framing", "bytes", "--format", "hex");
            assertMisused("--max-message-size is", command, "x", "--framing", "bytes", "--max-message-size", "1");
        }
        assertMisused("COMMAND", "exec", "x");
        assertMisused("NAME", "exec");
        assertMisused("--framing messages", "exec", "x", "--framing", "messages", "--", "cat");
        assertMisused("1 or more", "exec", "x", "--count", "0", "--", "cat");
        assertMisused(
                "--max-clients 0 is out of range; it must be 1 or more",
                "exec",
                "x",
                "--max-clients",
                "0",
                "--",
                "cat");
        assertMisused(
                "'3000000000' is too large; it must be at most 2147483647",
                "exec",
                "x",
                "--max-clients",
                "3000000000",
                "--",
                "cat");
        assertMisused("grace", "exec", "x", "--grace", "-1s", "--", "cat");
        assertMisused(
                "--max-clients 0 is out of range; it must be 1 or more",
                "serve",
                "x",
                "--mode",
                "master",
                "--max-clients",
                "0");
        assertMisused("'nobody' is none of owner", "serve", "x", "--mode", "slave", "--access", "nobody");
        assertMisused("no access list", "serve", "x", "--mode", "slave", "--access", "sddl:O:BA");
        assertMisused("'you' is neither", "connect", "x", "--mode", "master", "--require-owner", "you");
        assertMisused("--host", "serve", "x", "--mode", "master", "--host", "h");
        assertMisused("--host 'a b'", "connect", "x", "--mode", "master", "--host", "a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "providers", "list", "serve", "connect", "exec", "selftest", "completion", "help"})
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
    void helpSaysWhatTheOptionSays() throws Exception {
        for (String command : List.of("serve", "help")) {
            Run run = Run.of("help", command);
            assertEquals(0, run.exit(), run.err());
            assertEquals("", run.err());
            Run option = Run.of(command, "--help");
            option.exit();
            assertEquals(option.out(), run.out());
        }
        Run whole = Run.of("help");
        assertEquals(0, whole.exit(), whole.err());
        assertTrue(whole.out().contains("Commands:"), whole.out());
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
        assertEquals(1, terse.errBesidesReach().lines().count(), terse.err());
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
