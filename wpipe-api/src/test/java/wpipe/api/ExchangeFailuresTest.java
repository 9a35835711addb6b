package wpipe.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wpipe.spi.PipeErrors;

/** Exchanges whose backend fails halfway, and single transactions that cannot be closed. */
final class ExchangeFailuresTest {
    private static final byte[] REQUEST = "request".getBytes(UTF_8);

    private final FakeProvider backend = new FakeProvider("fake");
    private final FakeChannel channel = backend.channel;

    private Client connect(Mode mode) throws IOException {
        return Client.connect("Name", mode, ClientOptions.defaults().withProvider(backend));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"MASTER", "DUPLEX", "SINGLE_TRANSACTION"})
    void aWriteThatFailsLeavesTheTurn(Mode mode) throws IOException {
        try (Client client = connect(mode)) {
            for (IOException failure :
                    List.of(new IOException("write"), PipeErrors.timeout("write", FakeChannel.PATH))) {
                channel.writeFailure = failure;
                ByteBuffer request = ByteBuffer.wrap(REQUEST);
                IOException thrown =
                        assertThrows(IOException.class, () -> client.exchange(request, ByteBuffer.allocate(9)));
                assertSame(failure, thrown);
                assertEquals(REQUEST.length, request.remaining());
                assertEquals(List.of(), channel.outbox);
            }
            channel.writeFailure = null;
            channel.inbox.add("reply");
            assertEquals("reply", new String(client.exchange(REQUEST), UTF_8));
            assertEquals(List.of("request"), channel.outbox);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"MASTER", "DUPLEX", "SINGLE_TRANSACTION"})
    void aReadThatFailsLeavesTheReplyToBeRead(Mode mode) throws IOException {
        try (Client client = connect(mode)) {
            ByteBuffer request = ByteBuffer.wrap(REQUEST);
            channel.readFailure = new IOException("read");
            IOException thrown =
                    assertThrows(IOException.class, () -> client.exchange(request, ByteBuffer.allocate(9)));
            assertSame(channel.readFailure, thrown);
            assertFalse(request.hasRemaining(), "sent");
            channel.readFailure = null;
            assertEquals(
                    "read",
                    assertThrows(PipeTimeoutException.class, () -> client.read(Duration.ZERO))
                            .operation());
            TurnException refused = assertThrows(TurnException.class, () -> client.exchange(REQUEST));
            assertTrue(String.valueOf(refused.getMessage()).contains("out of turn"), refused::toString);
            assertEquals(List.of("request"), channel.outbox, "no second one");
            channel.inbox.add("reply");
            assertEquals("reply", new String(client.read(), UTF_8));
        }
    }

    @Test
    void refusalsSayWhy() throws IOException {
        assertEquals("exchange on \\\\.\\pipe\\Name: mode SLAVE answers, and never asks", refusal(Mode.SLAVE));
        assertEquals("exchange on \\\\.\\pipe\\Name: mode READER never writes", refusal(Mode.READER));
        assertEquals("exchange on \\\\.\\pipe\\Name: mode WRITER never reads", refusal(Mode.WRITER));
    }

    private String refusal(Mode mode) throws IOException {
        try (Client client = connect(mode)) {
            return String.valueOf(assertThrows(TurnException.class, () -> client.exchange(REQUEST))
                    .getMessage());
        }
    }

    /** The reply was read: that the close fails then is no reason to lose it. */
    @Test
    void aCloseThatFailsAfterTheExchangeIsLogged() throws Exception {
        channel.closeFailure = new IOException("close");
        channel.inbox.add("reply");
        try (LogCapture log = new LogCapture();
                Client client = connect(Mode.SINGLE_TRANSACTION)) {
            assertArrayEquals("reply".getBytes(UTF_8), client.exchange(REQUEST));
            assertEquals(List.of("WARNING closing a connection of \\\\.\\pipe\\Name after its exchange"), log.lines());
            assertFalse(client.isOpen());
            assertEquals(1, channel.closes);
        }
        assertEquals(1, channel.closes);
    }

    @Test
    void whatIsOverSaysSo() throws IOException {
        channel.inbox.add("reply");
        Client client = connect(Mode.SINGLE_TRANSACTION);
        client.exchange(REQUEST);
        String text = "on \\\\.\\pipe\\Name: this end has closed itself after its one exchange";
        assertEquals("read " + text, closed(client::read));
        assertEquals("write " + text, closed(() -> client.write(REQUEST)));
        assertEquals("exchange " + text, closed(() -> client.exchange(REQUEST)));
        client.close();
        assertEquals("read on \\\\.\\pipe\\Name: this end is closed", closed(client::read));
        assertEquals(1, channel.closes);
    }

    private static String closed(Executable call) {
        return String.valueOf(assertThrows(ClosedChannelException.class, call).getMessage());
    }

    @Test
    void aCallClosesWhateverHappens() throws IOException {
        ClientOptions options = ClientOptions.defaults().withProvider(backend);
        channel.readFailure = new IOException("read");
        IOException thrown =
                assertThrows(IOException.class, () -> Client.call("Name", REQUEST, Duration.ofSeconds(1), options));
        assertSame(channel.readFailure, thrown);
        assertEquals(1, channel.closes);
        assertEquals(List.of("request"), channel.outbox);

        channel.closeFailure = new IOException("close");
        thrown = assertThrows(IOException.class, () -> Client.call("Name", REQUEST, Duration.ofSeconds(1), options));
        assertSame(channel.readFailure, thrown);
        assertArrayEquals(new Throwable[] {channel.closeFailure}, thrown.getSuppressed());
    }

    /** What the connect leaves of the time is what the backend is given: one deadline. */
    @Test
    void aCallHasOneDeadline() throws IOException {
        ClientOptions options = ClientOptions.defaults().withProvider(backend).withConnectTimeout(Duration.ofDays(1));
        channel.inbox.add("reply");
        Client.call("Name", REQUEST, Duration.ofSeconds(30), options);
        long connect = backend.connected.get(0).deadline();
        assertTrue(connect - System.nanoTime() <= Duration.ofSeconds(30).toNanos(), "not the options' timeout");
        assertEquals(List.of(connect, connect), channel.deadlines);
    }
}
