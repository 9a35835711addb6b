package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeBusyException;

/** exec: a process for each client. */
class ExecCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String pipe = Run.newPipe();

    private Run exec(List<String> options, String... command) throws Exception {
        List<String> args = new ArrayList<>(List.of("--provider", "loopback", "exec", pipe));
        args.addAll(options);
        args.add("--");
        args.addAll(List.of(command));
        Run run = Run.of(args.toArray(String[]::new));
        run.errors().await(text -> text.contains("ready " + pipe + " loopback") || !run.isRunning());
        return run;
    }

    private Client connect() throws IOException {
        return Client.connect(
                pipe,
                Mode.DUPLEX,
                ClientOptions.defaults()
                        .withProvider("loopback")
                        .withFraming(Framing.BYTES)
                        .withConnectTimeout(PATIENCE));
    }

    private static String read(Client client, int length) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(length);
        while (all.hasRemaining()) {
            client.read(all, PATIENCE);
        }
        return new String(all.array(), StandardCharsets.UTF_8);
    }

    @Test
    void eachClientHasAProcessOfItsOwn() throws Exception {
        Run run = exec(List.of("--count", "2"), Child.command("cat"));
        try (Client one = connect();
                Client two = connect()) {
            one.write(Child.bytes("one"));
            two.write(Child.bytes("two"));
            assertEquals("one", read(one, 3));
            assertEquals("two", read(two, 3));
            two.write(Child.bytes("again"));
            assertEquals("again", read(two, 5));
        }
        assertEquals(0, run.exit(), run.err());
        assertEquals("", run.out());
        String me = "process " + ProcessHandle.current().pid() + ", user " + System.getProperty("user.name");
        assertEquals(
                2,
                run.err()
                        .lines()
                        .filter(("wpipe: a client connected: " + me)::equals)
                        .count(),
                run.err());
    }

    @Test
    void whoMayComeIsAnOption() throws Exception {
        Run run = exec(List.of("--access", "sddl:D:P(A;;FA;;;WD)"), "true");
        assertEquals(1, run.exit());
        assertTrue(run.err().contains("needs the capability ACCOUNTS"), run.err());
        assertEquals(2, exec(List.of("--access", "nobody"), "true").exit());
    }

    @Test
    void manyBytesGoThrough() throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(3).nextBytes(bytes);
        Run run = exec(List.of("--count", "1"), Child.command("cat"));
        try (Client client = connect()) {
            Thread writer = new Thread(() -> {
                try {
                    client.write(bytes, PATIENCE);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            writer.start();
            ByteBuffer all = ByteBuffer.allocate(bytes.length);
            while (all.hasRemaining()) {
                client.read(all, PATIENCE);
            }
            writer.join();
            assertArrayEquals(bytes, all.array());
        }
        assertEquals(0, run.exit(), run.err());
    }

    @Test
    void theEndOfTheProcessIsTheEndOfItsClient() throws Exception {
        Run run = exec(List.of("--count", "1"), Child.command("say", "farewell", "complaint", "3"));
        try (Client client = connect()) {
            assertEquals("farewell", read(client, 8));
            assertThrows(PeerClosedException.class, () -> client.read(PATIENCE));
        }
        assertEquals(0, run.exit(), run.err());
        assertTrue(run.err().contains("complaint"), "its standard error is passed on: " + run.err());
        assertTrue(run.err().contains("ended with exit code 3"), run.err());
    }

    @Test
    void aClientThatEndsItsInputStillGetsTheOutput() throws Exception {
        Run run = exec(List.of("--count", "1", "--framing", "bytes-in-messages"), Child.command("count"));
        Run client = Run.client("12345", pipe, "--framing", "bytes");
        assertEquals(0, client.exit(), client.err());
        assertEquals("5 bytes", client.out());
        assertEquals(0, run.exit(), run.err());
    }

    @Test
    void theGoingOfAClientIsTheEndOfItsProcess() throws Exception {
        Run run = exec(List.of("--count", "1", "--grace", "50ms"), Child.command("stay"));
        try (Client client = connect()) {
            assertEquals("here", read(client, 4));
            assertTrue(run.isRunning());
        }
        assertEquals(0, run.exit(), run.err());
    }

    @Test
    void aFurtherClientWaitsForItsProcess() throws Exception {
        Run run = exec(List.of("--count", "2", "--max-clients", "1"), Child.command("cat"));
        Client first = connect();
        // One that goes at once would be no client at all.
        first.write(Child.bytes("first"));
        assertEquals("first", read(first, 5));
        assertThrows(
                PipeBusyException.class,
                () -> Client.connect(
                        pipe,
                        Mode.DUPLEX,
                        ClientOptions.defaults()
                                .withProvider("loopback")
                                .withFraming(Framing.BYTES)
                                .withConnectTimeout(Duration.ZERO)));
        first.close();
        try (Client second = connect()) {
            second.write(Child.bytes("next"));
            assertEquals("next", read(second, 4));
        }
        assertEquals(0, run.exit(), run.err());
    }

    @Test
    void aCommandThatDoesNotExist() throws Exception {
        Run run = exec(List.of("--count", "1"), "no-such-program-anywhere");
        try (Client client = connect()) {
            assertThrows(PeerClosedException.class, () -> client.read(PATIENCE));
        }
        assertEquals(1, run.exit());
        assertTrue(run.err().contains("no-such-program-anywhere"), run.err());
        assertTrue(run.err().contains("1 client was not served"), run.err());
    }
}
