package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Mode;

/** serve and connect with each other, as long as all goes well. */
class TalkTest {
    private final String pipe = Run.newPipe();

    private static void assertSuccess(Run run) throws Exception {
        assertEquals(0, run.exit(), run.err());
    }

    @Test
    void aSlaveEchoes() throws Exception {
        Run server = Run.server("", pipe, "--mode", "slave", "--echo", "--count", "3");
        Run client = Run.client("one\n\nthrée", pipe, "--mode", "master");
        assertSuccess(client);
        assertSuccess(server);
        assertEquals("one\n\nthrée\n", client.out());
        assertEquals(client.out(), server.out());
        assertEquals("", client.errBesidesReach());
        assertTrue(server.err().contains("ready " + pipe + " loopback\n"), server.err());
    }

    @Test
    void manyLines() throws Exception {
        String lines =
                IntStream.range(0, 10_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        Run server = Run.server("", pipe, "--mode", "slave", "--echo", "--count", "10000");
        Run client = Run.client(lines, pipe, "--mode", "master");
        assertSuccess(client);
        assertSuccess(server);
        assertEquals(lines, client.out());
        assertEquals(lines, server.out());
    }

    @Test
    void aLargeMessage() throws Exception {
        String line = "x".repeat(1 << 20);
        String size = "2000000";
        Run server = Run.server("", pipe, "--mode", "slave", "--echo", "--count", "1", "--max-message-size", size);
        Run client = Run.client(line, pipe, "--mode", "master", "--max-message-size", size);
        assertSuccess(client);
        assertSuccess(server);
        assertEquals(line + "\n", client.out());
    }

    @Test
    void aSlaveAnswersWithItsInputAndEndsWithIt() throws Exception {
        Run server = Run.server("answer 1\nanswer 2\n", pipe, "--mode", "slave");
        Run client = Run.client("question 1\nquestion 2\n", pipe, "--mode", "master");
        assertSuccess(client);
        assertSuccess(server);
        assertEquals("answer 1\nanswer 2\n", client.out());
        assertEquals("question 1\nquestion 2\n", server.out());
    }

    @Test
    void aSlaveShowsTheQuestionBeforeItAsksForTheAnswer() throws Exception {
        TypedInput answers = new TypedInput();
        TypedInput questions = new TypedInput();
        Run server = Run.server(answers, pipe, "--mode", "slave");
        Run client = Run.client(questions.type("why?\n"), pipe, "--mode", "master");
        server.screen().await("why?\n"::equals);
        answers.type("because\n");
        client.screen().await("because\n"::equals);
        questions.type("so?\n");
        server.screen().await("why?\nso?\n"::equals);
        answers.type("so!\n");
        client.screen().await("because\nso!\n"::equals);
        questions.end();
        assertSuccess(client);
        assertTrue(server.isRunning());
        answers.end();
        assertSuccess(server);
    }

    @Test
    void aMasterServerAsksAllItsClients() throws Exception {
        TypedInput questions = new TypedInput();
        Run server = Run.server(questions, pipe, "--mode", "master");
        // Held until there is somebody to ask.
        questions.type("first\n");
        Run echo = Run.client("", pipe, "--mode", "slave", "--echo");
        server.screen().await("first\n"::equals);
        ClientOptions options = ClientOptions.defaults().withProvider("loopback");
        try (Client other = Client.connect(pipe, Mode.SLAVE, options.withConnectTimeout(Duration.ofSeconds(20)))) {
            questions.type("second\n").end();
            assertEquals("second", new String(other.read(Duration.ofSeconds(20)), StandardCharsets.UTF_8));
            other.write("zweitens".getBytes(StandardCharsets.UTF_8));
            assertSuccess(server);
        }
        assertSuccess(echo);
        assertEquals("first\nsecond\n", echo.out());
        assertEquals("first\nsecond\nzweitens\n", server.out());
    }

    @Test
    void aReaderServerPrintsWhatAllWrite() throws Exception {
        Run server = Run.server("", pipe, "--mode", "reader", "--count", "6");
        for (int i = 0; i < 3; i++) {
            assertSuccess(Run.client("a\nb\n", pipe, "--mode", "writer"));
        }
        assertSuccess(server);
        assertEquals(3, server.out().lines().filter("a"::equals).count());
        assertEquals(3, server.out().lines().filter("b"::equals).count());
    }

    @Test
    void aWriterServerWaitsForItsReaders() throws Exception {
        Run server = Run.server("1\n2\n3\n", pipe, "--mode", "writer");
        Run client = Run.client("", pipe, "--mode", "reader");
        assertSuccess(client);
        assertSuccess(server);
        assertEquals("1\n2\n3\n", client.out());
        assertEquals("", server.out());
    }

    @Test
    void aWriterServerWithNothingToSayWaitsForNobody() throws Exception {
        assertSuccess(Run.server("", pipe, "--mode", "writer"));
    }

    @Test
    void countEndsBothKindsOfClients() throws Exception {
        Run server = Run.server("", pipe, "--mode", "slave", "--echo");
        Run client = Run.client("1\n2\n3\n", pipe, "--mode", "master", "--count", "2");
        assertSuccess(client);
        assertEquals("1\n2\n", client.out());
        assertTrue(server.isRunning());
        // No third line: it would be kept for the next reader.
        Run writer = Run.server("1\n2\n", pipe + "-w", "--mode", "writer");
        Run reader = Run.client("", pipe + "-w", "--mode", "reader", "--count", "2");
        assertSuccess(reader);
        assertEquals("1\n2\n", reader.out());
        assertSuccess(writer);
    }

    @Test
    void hexadecimal() throws Exception {
        Run server = Run.server("", pipe, "--mode", "slave", "--echo", "--count", "3", "--format", "hex");
        Run client = Run.client("00 0A 0d ff\n\n41", pipe, "--mode", "master", "--format", "HEX");
        assertSuccess(client);
        assertSuccess(server);
        assertEquals("000a0dff\n\n41\n", client.out());
        assertEquals(client.out(), server.out());
    }

    @Test
    void textOnOneSideAndHexadecimalOnTheOther() throws Exception {
        Run server = Run.server("", pipe, "--mode", "reader", "--count", "1", "--format", "hex");
        assertSuccess(Run.client("é\r\n", pipe, "--mode", "writer"));
        assertSuccess(server);
        assertEquals("c3a9\n", server.out());
    }

    @Test
    void aClientCanWaitForTheServer() throws Exception {
        Run client = Run.client("1\n", pipe, "--mode", "master", "--wait", "--timeout", "20s");
        assertSuccess(Run.server("", pipe, "--mode", "slave", "--echo", "--count", "1"));
        assertSuccess(client);
        assertEquals("1\n", client.out());
    }
}
