package wpipe.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;

/** A client whose backend fails: what no sound backend can be brought to do. */
final class ClientFailuresTest {
    private static final byte[] MESSAGE = "message".getBytes(UTF_8);

    private final FakeProvider backend = new FakeProvider("fake");
    private final FakeChannel channel = backend.channel;
    private final ClientOptions options = ClientOptions.defaults().withProvider(backend);

    private Client connect(Mode mode) throws IOException {
        return Client.connect("Name", mode, options);
    }

    @Test
    void theBackendGetsAllOptions() throws IOException {
        ClientOptions all = options.withHost("server-1")
                .withConnectTimeout(Duration.ZERO)
                .withWaitForServer(true)
                .withMaxMessageSize(9000);
        try (Client client = Client.connect("Name", Mode.WRITER, all)) {
            assertEquals("Name", client.name());
            assertEquals(Mode.WRITER, client.mode());
        }
        assertEquals(1, backend.connected.size());
        ConnectRequest request = backend.connected.get(0);
        assertEquals("\\\\server-1\\pipe\\Name", request.address().path());
        assertEquals(Direction.OUT, request.direction());
        assertEquals(9000, request.maxMessageSize());
        assertTrue(request.waitForServer());
        assertTrue(Deadline.isOver(request.deadline()));
        assertEquals(1, channel.closes);
    }

    /** Before the backend is asked for anything. */
    @Test
    void aBadNameIsRefusedFirst() {
        assertThrows(IllegalArgumentException.class, () -> Client.connect("a\\b", Mode.MASTER, options));
        assertThrows(NullPointerException.class, () -> Client.connect("Name", null, options));
        assertEquals(0, backend.connected.size());
    }

    /** Rule 4.4: not only for the failures that pipes know. */
    @Test
    void aReadThatFailsLeavesTheTurn() throws IOException {
        try (Client client = connect(Mode.SLAVE)) {
            channel.inbox.add("question");
            channel.readFailure = new IOException("read");
            assertSame(channel.readFailure, assertThrows(IOException.class, client::read));
            assertThrows(TurnException.class, () -> client.write(MESSAGE));
            assertTrue(client.isOpen());
            channel.readFailure = null;
            assertEquals("question", new String(client.read(), UTF_8));
            client.write(MESSAGE);
        }
    }

    /** The channel has closed itself; a failure of closing what is around it must not hide why. */
    @Test
    void aMessageThatIsTooLargeIsToldBeforeACloseThatFails() throws IOException {
        Client client = connect(Mode.READER);
        MessageTooLargeException tooLarge = new MessageTooLargeException("read", FakeChannel.PATH, 5000, 4096);
        channel.readFailure = tooLarge;
        channel.closeFailure = new IOException("close");
        assertSame(tooLarge, assertThrows(IOException.class, client::read));
        assertSame(channel.closeFailure, tooLarge.getSuppressed()[0]);
        assertFalse(client.isOpen());
        assertThrows(ClosedChannelException.class, client::read);
    }

    @Test
    void aCloseThatWaitsClosesHoweverTheWaitFails() throws IOException {
        Client client = connect(Mode.WRITER);
        channel.drainFailure = new IOException("drain");
        assertSame(channel.drainFailure, assertThrows(IOException.class, () -> client.close(Duration.ofDays(1))));
        assertFalse(client.isOpen());
        assertEquals(1, channel.closes);
        assertFalse(client.close(Duration.ofDays(1)), "closed before: nothing is known of what was read");
    }

    @Test
    void aCloseThatMayNotWaitAtAllIsRefusedUnclosed() throws IOException {
        try (Client client = connect(Mode.WRITER)) {
            assertThrows(IllegalArgumentException.class, () -> client.close(Duration.ofNanos(-1)));
            assertTrue(client.isOpen());
            assertTrue(client.close(Duration.ZERO));
            assertFalse(client.isOpen());
        }
    }

    @Test
    void aPollThatFailsIsLeftToTheRead() throws IOException {
        try (Client client = connect(Mode.READER)) {
            channel.pollFailure = new IOException("poll");
            assertSame(channel.pollFailure, assertThrows(IOException.class, client::canRead));
            assertTrue(client.isAlive());
            channel.inbox.add("message");
            assertEquals("message", new String(client.read(), UTF_8));
        }
    }

    /** A close of ours makes the peer go, which a call that goes on beside it may meet first. */
    @Test
    void aPeerThatGoesBecauseOfOurCloseIsNoNews() throws Exception {
        Client reads = connect(Mode.DUPLEX);
        closesBetween(reads);
        assertThrows(AsynchronousCloseException.class, reads::read);
        Client writes = connect(Mode.DUPLEX);
        closesBetween(writes);
        assertThrows(AsynchronousCloseException.class, () -> writes.write(MESSAGE));
        Client readsLater = connect(Mode.DUPLEX);
        closesBetween(readsLater);
        assertClosedMeanwhile(readsLater.readAsync());
        Client writesLater = connect(Mode.DUPLEX);
        closesBetween(writesLater);
        assertClosedMeanwhile(writesLater.writeAsync(MESSAGE));
    }

    private void closesBetween(Client client) {
        channel.peerGone = true;
        channel.between = () -> {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static void assertClosedMeanwhile(CompletableFuture<?> future) {
        ExecutionException e = assertThrows(ExecutionException.class, future::get);
        assertInstanceOf(AsynchronousCloseException.class, e.getCause());
    }

    @Test
    void whatWasReadIsUsedAgainOnceTheConnectionIsClosed() throws IOException {
        channel.inbox.add("message");
        Client client = connect(Mode.DUPLEX);
        assertThrows(BufferTooSmallException.class, () -> client.read(ByteBuffer.allocate(1)));
        client.close();
        assertEquals(1, channel.recycled);
        assertThrows(ClosedChannelException.class, client::read);
    }

    @Test
    void whatIsBeingReadIsNotUsedAgainBefore() throws IOException {
        channel.inbox.add("message");
        Client client = connect(Mode.DUPLEX);
        channel.between = () -> {
            assertDoesNotThrow(() -> client.close());
            assertEquals(0, channel.recycled);
        };
        assertArrayEquals(MESSAGE, client.read());
        assertEquals(1, channel.recycled);
    }

    @Test
    void aConnectionSaysWhatItIs() throws IOException {
        Client client = connect(Mode.DUPLEX);
        assertEquals("ClientConnection[\\\\.\\pipe\\Name, DUPLEX]", client.toString());
        client.close();
        assertEquals("ClientConnection[\\\\.\\pipe\\Name, DUPLEX, closed]", client.toString());
    }
}
