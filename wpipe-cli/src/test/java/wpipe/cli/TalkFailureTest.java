package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** serve and connect when the other side, or the input, is not as it should be. */
class TalkFailureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String pipe = Run.newPipe();

    /** Exit code 1, and one line that says why. */
    private static void assertFailure(String expected, Run run) throws Exception {
        assertEquals(1, run.exit(), run.err());
        String last = run.err().lines().reduce("", (a, b) -> b);
        assertTrue(last.startsWith("wpipe: ") && last.contains(expected), run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    private Server server(Mode mode) throws IOException {
        return Server.open(pipe, mode, ServerOptions.defaults().withProvider("loopback"));
    }

    private Client client(Mode mode) throws IOException {
        return Client.connect(
                pipe, mode, ClientOptions.defaults().withProvider("loopback").withConnectTimeout(PATIENCE));
    }

    /** Close, where it is what the test is about and not what cleans up after it. */
    private static void end(Closeable server) throws IOException {
        server.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void absent() throws Exception {
        assertFailure("no pipe of that name", Run.client("", pipe, "--mode", "master"));
        assertFailure("no pipe of that name", Run.client("", pipe, "--mode", "master", "--wait", "--timeout", "50ms"));
    }

    @Test
    void busy() throws Exception {
        Run.server("", pipe, "--mode", "slave", "--echo", "--max-clients", "1");
        try (Client first = client(Mode.MASTER)) {
            assertFailure("busy", Run.client("", pipe, "--mode", "master", "--timeout", "50ms"));
            first.write(bytes("still there"));
            assertEquals("still there", new String(first.read(PATIENCE), StandardCharsets.UTF_8));
        }
    }

    @Test
    void refusedForItsDirection() throws Exception {
        Run.server("", pipe, "--mode", "reader");
        assertFailure("denied", Run.client("", pipe, "--mode", "reader"));
    }

    @Test
    void nameInUse() throws Exception {
        Run.server("", pipe, "--mode", "reader");
        assertFailure(pipe, Run.server("", pipe, "--mode", "reader"));
    }

    @Test
    void theServerGoesWithoutAReply() throws Exception {
        try (Server server = server(Mode.SLAVE)) {
            Run client = Run.client("1\n2\n", pipe, "--mode", "master");
            server.accept(PATIENCE).read(PATIENCE);
            end(server);
            assertFailure(pipe, client);
            assertEquals("", client.out());
        }
    }

    @Test
    void theServerGoesAfterAReply() throws Exception {
        TypedInput input = new TypedInput();
        try (Server server = server(Mode.SLAVE)) {
            Run client = Run.client(input.type("1\n"), pipe, "--mode", "master");
            var connection = server.accept(PATIENCE);
            connection.read(PATIENCE);
            connection.write(bytes("one"));
            client.screen().await("one\n"::equals);
            end(server);
            input.type("2\n");
            assertFailure(pipe, client);
            assertEquals("one\n", client.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"slave", "reader"})
    void theServerGoesBetweenMessages(String mode) throws Exception {
        Mode serverMode = mode.equals("slave") ? Mode.MASTER : Mode.WRITER;
        for (String count : new String[] {"1", "2"}) {
            try (Server server = server(serverMode)) {
                Run run = Run.client(
                        "", pipe, "--mode", mode, "--count", count, mode.equals("slave") ? "--echo" : "--wait");
                var connection = server.accept(PATIENCE);
                connection.write(bytes("m"), PATIENCE);
                run.screen().await("m\n"::equals);
                if (connection.mode().canRead()) {
                    connection.read(PATIENCE);
                }
                end(server);
                if (count.equals("1")) {
                    assertEquals(0, run.exit(), run.err());
                } else {
                    assertFailure("gone after 1 of 2 messages", run);
                }
            }
        }
    }

    @Test
    void aTimeoutEndsTheWaitForAMessage() throws Exception {
        try (Server server = server(Mode.MASTER)) {
            assertTrue(server.isOpen());
            assertFailure("time to wait", Run.client("", pipe, "--mode", "slave", "--echo", "--timeout", "50ms"));
        }
        assertFailure("time to wait", Run.server("", pipe, "--mode", "slave", "--echo", "--timeout", "50ms"));
        assertFailure("time to wait", Run.server("x\n", pipe, "--mode", "writer", "--timeout", "50ms"));
    }

    @Test
    void aTimeoutIsOfTheLastMessageNotOfTheLastClient() throws Exception {
        Duration timeout = Duration.ofMillis(300);
        Run run = Run.server("", pipe, "--mode", "slave", "--echo", "--timeout", "300ms");
        long start = System.nanoTime();
        long last = start;
        try (Client client = client(Mode.MASTER)) {
            while (System.nanoTime() - start < 3 * timeout.toNanos()) {
                client.write(bytes("x"));
                client.read(PATIENCE);
                last = System.nanoTime();
            }
        } catch (PeerClosedException e) {
            // Right if this thread was kept from running for so long.
            assertTrue(System.nanoTime() - last > timeout.toNanos(), e::getMessage);
        }
        assertFailure("time to wait", run);
    }

    @Test
    void aLineTooLongIsNotSent() throws Exception {
        try (Server server = server(Mode.READER)) {
            Run client = Run.client(
                    "short\n" + "x".repeat(11) + "\nshort\n", pipe, "--mode", "writer", "--max-message-size", "10");
            assertFailure("line 2 of the input has more than 10 bytes", client);
            var connection = server.accept(PATIENCE);
            assertEquals("short", new String(connection.read(PATIENCE), StandardCharsets.UTF_8));
            assertFalse(connection.isAlive());
        }
    }

    @Test
    void aMessageTooLargeForTheClient() throws Exception {
        Run.server("x".repeat(11), pipe, "--mode", "writer");
        Run client = Run.client("", pipe, "--mode", "reader", "--max-message-size", "10");
        assertFailure("a message of 11 bytes", client);
        assertEquals("", client.out());
    }

    @Test
    void aMessageTooLargeForTheServerCostsItsSenderThePipe() throws Exception {
        Run server = Run.server("", pipe, "--mode", "slave", "--echo", "--count", "1", "--max-message-size", "10");
        assertFailure(pipe, Run.client("x".repeat(11), pipe, "--mode", "master"));
        server.errors().await(text -> text.contains("a client was let go: "));
        assertEquals(0, Run.client("fits", pipe, "--mode", "master").exit());
        assertEquals(0, server.exit(), server.err());
        assertEquals("fits\n", server.out());
    }

    @Test
    void aClientThatGoesWithoutAReplyIsMissed() throws Exception {
        TypedInput input = new TypedInput();
        Run server = Run.server(input, pipe, "--mode", "master");
        try (Client client = client(Mode.SLAVE)) {
            input.type("1\n");
            client.read(PATIENCE);
        }
        server.errors().await(text -> text.contains("a client was let go: "));
        try (Client client = client(Mode.SLAVE)) {
            input.type("2\n").end();
            assertEquals("2", new String(client.read(PATIENCE), StandardCharsets.UTF_8));
            client.write(bytes("two"));
            assertFailure("1 reply did not come", server);
            assertEquals("two\n", server.out());
        }
    }

    @Test
    void aClientThatStallsHoldsUpNobodyElse() throws Exception {
        Run server = Run.server("", pipe, "--mode", "slave", "--echo", "--max-message-size", "2000000");
        try (Client staller = Client.connect(
                pipe,
                Mode.MASTER,
                ClientOptions.defaults().withProvider("loopback").withMaxMessageSize(2_000_000))) {
            // The answer is larger than what the pipe holds, and nobody takes it.
            staller.write(new byte[1 << 20], PATIENCE);
            Run other = Run.client("1\n2\n", pipe, "--mode", "master", "--timeout", "20s");
            assertEquals(0, other.exit(), other.err());
            assertEquals("1\n2\n", other.out());
            assertTrue(server.isRunning());
        }
    }

    @Test
    void theInputEndsBeforeTheAnswer() throws Exception {
        TypedInput input = new TypedInput();
        Run server = Run.server(input, pipe, "--mode", "slave");
        try (Client client = client(Mode.MASTER)) {
            client.write(bytes("why?"));
            server.screen().await("why?\n"::equals);
            input.end();
            assertFailure("the input ended before the answer", server);
        }
    }

    @Test
    void theInputEndsWhileNobodyAsks() throws Exception {
        TypedInput input = new TypedInput();
        Run server = Run.server(input, pipe, "--mode", "slave");
        try (Client client = client(Mode.MASTER)) {
            assertTrue(client.isAlive());
            input.end();
            assertEquals(0, server.exit(), server.err());
        }
    }

    @Test
    void aBadAnswerEndsAllAtOnce() throws Exception {
        TypedInput input = new TypedInput();
        Run server = Run.server(input, pipe, "--mode", "slave", "--format", "hex");
        input.type("no\n");
        assertFailure("line 1 of the input is not pairs of hexadecimal digits", server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slave", "reader"})
    void nobodyReadsTheOutput(String mode) throws Exception {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Streams streams = new Streams(new ByteArrayInputStream(bytes("x\n")), broken, errors, errors, false);
        try (Server server = server(mode.equals("slave") ? Mode.MASTER : Mode.WRITER)) {
            Thread talker = new Thread(() -> {
                try {
                    server.accept(PATIENCE).write(bytes("m"));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            talker.start();
            assertEquals(1, Wpipe.run(streams, "--provider", "loopback", "connect", pipe, "--mode", mode));
            talker.join();
            assertTrue(
                    err.toString(StandardCharsets.UTF_8).contains("wpipe: standard output: Broken pipe"),
                    err.toString(StandardCharsets.UTF_8));
        }
    }
}
