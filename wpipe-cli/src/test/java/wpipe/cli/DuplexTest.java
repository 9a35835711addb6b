package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** serve and connect in the modes duplex and single. */
class DuplexTest {
    private final String pipe = Run.newPipe();

    private static void assertSuccess(Run run) throws Exception {
        assertEquals(0, run.exit(), run.err());
    }

    @Test
    void linesGoBothWaysAsTheyCome() throws Exception {
        TypedInput atServer = new TypedInput();
        TypedInput atClient = new TypedInput();
        Run server = Run.server(atServer, pipe, "--mode", "duplex", "--count", "2");
        // Held until there is somebody to send it to.
        atServer.type("early\n");
        Run client = Run.client(atClient, pipe, "--mode", "duplex");
        client.screen().await("early\n"::equals);
        atServer.type("two\nthree\n");
        client.screen().await("early\ntwo\nthree\n"::equals);
        atClient.type("one\n");
        server.screen().await("one\n"::equals);
        atClient.type("end\n");
        server.screen().await("one\nend\n"::equals);
        assertTrue(server.isRunning());
        atServer.end();
        assertSuccess(server);
        // It has gone, and that is how a conversation ends, whoever still could type.
        assertSuccess(client);
    }

    @Test
    void theEndOfTheInputIsNotTheEnd() throws Exception {
        TypedInput atServer = new TypedInput();
        Run server = Run.server(atServer, pipe, "--mode", "duplex");
        Run client = Run.client("question\n", pipe, "--mode", "duplex", "--count", "1");
        server.screen().await("question\n"::equals);
        assertTrue(client.isRunning());
        atServer.type("answer\n").end();
        assertSuccess(client);
        assertEquals("answer\n", client.out());
        assertTrue(server.isRunning());
        Run.client("bye\n", pipe, "--mode", "duplex", "--count", "1");
        server.screen().await("question\nbye\n"::equals);
    }

    /** It waited for a client to send to, and whoever ends the server ends that as well. */
    @Test
    void nobodyGoesOnSendingAfterTheEnd() throws Exception {
        Set<Thread> others = senders();
        Run server = Run.server("to nobody\n", pipe, "--mode", "duplex", "--timeout", "50ms");
        assertEquals(1, server.exit(), server.err());
        for (Thread sender : senders()) {
            if (!others.contains(sender)) {
                sender.join(Duration.ofSeconds(20).toMillis());
                assertFalse(sender.isAlive(), "still at work");
            }
        }
    }

    private static Set<Thread> senders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("wpipe-input"))
                .collect(Collectors.toSet());
    }

    @Test
    void manyLinesBothWays() throws Exception {
        String lines =
                IntStream.range(0, 5000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        TypedInput atServer = new TypedInput();
        Run server = Run.server(atServer, pipe, "--mode", "duplex");
        Run client = Run.client(lines, pipe, "--mode", "duplex", "--count", "5000");
        atServer.type(lines);
        assertSuccess(client);
        assertEquals(lines, client.out());
        // Nothing of what the client sent is lost, although it may have had its own count before.
        server.screen().await(lines::equals);
        assertTrue(server.isRunning());
    }

    @Test
    void aServerThatGoesEarlyIsAFailureWhereMessagesAreOwed() throws Exception {
        Run server = Run.server("", pipe, "--mode", "duplex", "--count", "1");
        Run client = Run.client("bye\n", pipe, "--mode", "duplex", "--count", "1");
        assertSuccess(server);
        assertEquals(1, client.exit());
        assertTrue(client.err().contains("after 0 of 1 messages"), client.err());
    }

    @Test
    void singleIsOneExchangeWithEachClient() throws Exception {
        Run server = Run.server("first\nsecond\n", pipe, "--mode", "single", "--max-clients", "1");
        for (String answer : List.of("first", "second")) {
            Run client = Run.client("what?\nnever sent\n", pipe, "--mode", "Single", "--timeout", "20s");
            assertSuccess(client);
            assertEquals(answer + "\n", client.out());
            assertEquals("", client.errBesidesReach());
        }
        assertSuccess(server);
        assertEquals("what?\nwhat?\n", server.out());
        assertTrue(server.err().contains("ready " + pipe + " loopback\n"), server.err());
    }

    @Test
    void singleEchoes() throws Exception {
        Run server = Run.server("", pipe, "--mode", "single-transaction", "--echo", "--count", "2");
        for (String line : List.of("a", "")) {
            Run client = Run.client(line + "\n", pipe, "--mode", "single_transaction");
            assertSuccess(client);
            assertEquals(line + "\n", client.out());
        }
        assertSuccess(server);
    }
}
