package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** serve and connect with a stream of bytes. */
class StreamTalkTest {
    private final String pipe = Run.newPipe();

    private static void assertSuccess(Run run) throws Exception {
        assertEquals(0, run.exit(), run.err());
    }

    @Test
    void bytesGoBothWaysAsTheyAre() throws Exception {
        byte[] there = new byte[300_000];
        byte[] back = new byte[200_000];
        new Random(1).nextBytes(there);
        new Random(2).nextBytes(back);
        Run server = Run.server(new ByteArrayInputStream(back), pipe, "--framing", "bytes-in-messages");
        Run client = Run.client(new ByteArrayInputStream(there), pipe, "--framing", "bytes");
        // Each ends its stream with its input, and reads that of the other to its end.
        assertSuccess(client);
        assertSuccess(server);
        assertArrayEquals(there, server.screen().bytes());
        assertArrayEquals(back, client.screen().bytes());
        assertEquals("", client.errBesidesReach());
        assertTrue(server.err().contains("wpipe: a client connected: process "), server.err());
    }

    @Test
    void withoutAnEndOfTheStreamTheOtherEndMustGo() throws Exception {
        TypedInput typed = new TypedInput();
        Run server = Run.server(typed, pipe, "--framing", "bytes");
        Run client = Run.client("question", pipe, "--framing", "bytes");
        server.screen().await("question"::equals);
        typed.type("ans").type("wer");
        client.screen().await("answer"::equals);
        assertTrue(client.isRunning() && server.isRunning());
        typed.end();
        Run further = Run.client("", pipe, "--framing", "bytes", "--timeout", "1ms");
        assertEquals(1, further.exit(), "there is one client at a time");
        assertTrue(client.isRunning() && server.isRunning());
    }

    @Test
    void silenceAfterTheInputIsTheEndWhereATimeIsGiven() throws Exception {
        Run server = Run.server(new TypedInput(), pipe, "--framing", "bytes");
        Run client = Run.client("all there is", pipe, "--framing", "bytes", "--timeout", "100ms");
        assertSuccess(client);
        assertSuccess(server);
        assertEquals("all there is", server.out());
    }

    @Test
    void silenceBeforeTheEndOfTheInputIsAFailure() throws Exception {
        Run server = Run.server(new TypedInput(), pipe, "--framing", "bytes");
        Run client = Run.client(new TypedInput(), pipe, "--framing", "bytes", "--timeout", "100ms");
        assertEquals(1, client.exit());
        assertEquals(1, client.errBesidesReach().lines().count(), client.err());
        assertSuccess(server);
    }

    @Test
    void oneWay() throws Exception {
        Run server = Run.server("", pipe, "--framing", "bytes", "--mode", "reader");
        assertSuccess(Run.client("all of it", pipe, "--framing", "bytes", "--mode", "writer"));
        assertSuccess(server);
        assertEquals("all of it", server.out());
    }

    @Test
    void anInputThatFailsIsToldAndEndsIt() throws Exception {
        Run server = Run.server(new TypedInput(), pipe, "--framing", "bytes");
        // A client that goes before it is accepted, and has sent nothing, is passed over.
        CountDownLatch accepted = new CountDownLatch(1);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    accepted.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                throw new IOException("torn");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        Run client = Run.client(broken, pipe, "--framing", "bytes");
        server.errors().await(text -> text.contains("a client connected"));
        accepted.countDown();
        assertEquals(1, client.exit());
        assertEquals("wpipe: standard input: torn", client.errBesidesReach());
        assertSuccess(server);
    }

    @Test
    void aPipeOfAnotherTypeIsRefused() throws Exception {
        ServerOptions options =
                ServerOptions.defaults().withFraming(Framing.BYTES).withProvider("loopback");
        try (Server server = Server.open(pipe, Mode.DUPLEX, options)) {
            for (String mode : List.of("master", "duplex")) {
                Run client = Run.client("", pipe, "--mode", mode);
                assertEquals(1, client.exit());
                assertEquals(1, client.errBesidesReach().lines().count(), client.err());
                assertTrue(client.err().contains(server.name()), client.err());
            }
        }
    }
}
