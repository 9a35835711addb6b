package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
    @Test
    void everyMessageArrives() throws Exception {
        Run run = Run.of("demo", "--provider", "loopback");
        assertEquals(0, run.exit(), run.err());
        assertTrue(run.out().startsWith("wpipe demo, provider loopback"), run.out());
        for (String line : List.of(
                "client 1  writes \"hello, here is client 1\" to server",
                "server    writes \"HELLO, HERE IS CLIENT 3\" to client 3",
                "client 2  reads  an empty message from server",
                "(4096 bytes) from client 3",
                "client 2  reads  \"more news for client 2\" from server")) {
            assertTrue(run.out().contains(line), line);
        }
        assertTrue(run.out().stripTrailing().endsWith("30 of 30 messages arrived"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void aProviderThatCannotBeUsed() throws Exception {
        Run run = Run.of("demo", "--provider", "pigeon");
        assertEquals(1, run.exit());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void aWrongMessageDidNotArrive() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Transcript transcript = new Transcript(new PrintStream(out, true, StandardCharsets.UTF_8));
        transcript.plan(2);
        transcript.reads("server", new byte[] {'a'}, "client 1", new byte[] {'a'});
        transcript.reads("server", new byte[] {'a'}, "client 1", new byte[] {'b'});
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"a\" from client 1, WRONG: it was to be \"b\""));
        assertEquals("1 of 2 messages arrived", transcript.result());
        assertEquals(false, transcript.isComplete());
    }
}
