package wpipe.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;

/** A server whose backend fails: what no sound backend can be brought to do. */
final class ServerFailuresTest {
    private final FakeProvider backend = new FakeProvider("fake");
    private final FakeListener listener = backend.listener;

    private Server open(Mode mode) throws IOException {
        return Server.open("Name", mode, ServerOptions.defaults().withProvider(backend));
    }

    static List<Connection> list(Server server) {
        List<Connection> clients = new ArrayList<>();
        server.forEach(clients::add);
        return clients;
    }

    static String text(byte[] message) {
        return new String(message, UTF_8);
    }

    @Test
    void theBackendGetsAllOptions() throws IOException {
        ServerOptions options = ServerOptions.defaults()
                .withMaxClients(7)
                .withWaitingInstances(3)
                .withDefaultWait(Duration.ofSeconds(2))
                .withProvider(backend);
        for (int size : new int[] {1, 4096, 65536, 1 << 30}) {
            try (Server server = Server.open("Name", Mode.READER, options.withMaxMessageSize(size))) {
                ListenRequest request = backend.listened.get(backend.listened.size() - 1);
                assertEquals("Name", server.name());
                assertEquals(Mode.READER, server.mode());
                assertEquals("fake", server.provider());
                assertEquals("\\\\.\\pipe\\Name", request.address().path());
                assertEquals(Direction.IN, request.direction());
                assertEquals(7, request.maxInstances());
                assertEquals(3, request.waitingInstances());
                assertEquals(size, request.maxMessageSize());
                assertEquals(131072, request.quota());
                assertEquals(Duration.ofSeconds(2), request.defaultWait());
            }
        }
    }

    @Test
    void aServerSaysWhatItIs() throws IOException {
        Server server = open(Mode.READER);
        assertEquals("PipeServer[\\\\.\\pipe\\Name, READER]", server.toString());
        server.close();
        assertEquals("PipeServer[\\\\.\\pipe\\Name, READER, closed]", server.toString());
    }

    /** Whoever reads the client meets the failure; the others go on. */
    @Test
    void aPollThatFailsMakesTheClientReadable() throws IOException {
        FakeChannel broken = new FakeChannel();
        broken.pollFailure = new IOException("poll");
        broken.readFailure = new IOException("read");
        FakeChannel sound = FakeChannel.with("hello");
        try (Server server = open(Mode.READER)) {
            listener.come(broken, sound);
            List<Connection> readable = server.waitForData(Duration.ZERO);
            assertEquals(2, readable.size());
            assertSame(
                    broken.readFailure,
                    assertThrows(IOException.class, () -> readable.get(0).read()));
            assertEquals("hello", text(readable.get(1).read()));
            assertEquals(2, server.clientCount());
        }
    }

    @Test
    void aPollThatFailsIsForTheReaderOnly() throws IOException {
        FakeChannel broken = new FakeChannel();
        broken.pollFailure = new IOException("poll");
        try (Server server = open(Mode.MASTER)) {
            listener.come(broken);
            assertThrows(PipeTimeoutException.class, () -> server.waitForData(Duration.ZERO));
            Connection client = server.accept(Duration.ZERO);
            assertEquals(List.of(client), list(server));
            assertTrue(client.isAlive(), "it is for a read to say what is wrong");
            assertFalse(client.canRead(), "not asked out of turn");
            client.write("question".getBytes(UTF_8));
            assertEquals(List.of("question"), broken.outbox);
            assertSame(broken.pollFailure, assertThrows(IOException.class, client::canRead));
            assertEquals(List.of(client), server.waitForData(Duration.ZERO));
        }
    }

    @Test
    void aPollThatRecoversLosesNothing() throws IOException {
        FakeChannel channel = new FakeChannel();
        channel.pollFailure = new IOException("poll");
        try (Server server = open(Mode.READER)) {
            listener.come(channel);
            Connection client = server.waitForData(Duration.ZERO).get(0);
            channel.pollFailure = null;
            assertThrows(PipeTimeoutException.class, () -> client.read(Duration.ZERO));
            assertThrows(PipeTimeoutException.class, () -> server.waitForData(Duration.ZERO));
            channel.inbox.add("late");
            listener.ready.add(channel);
            listener.wakeup();
            assertEquals(List.of(client), server.waitForData(Duration.ZERO));
            assertEquals("late", text(client.read()));
        }
    }

    @Test
    void closeTellsOfAllThatFailed() throws IOException {
        FakeChannel first = new FakeChannel();
        first.closeFailure = new IOException("first");
        FakeChannel sound = new FakeChannel();
        FakeChannel last = new FakeChannel();
        last.closeFailure = new IOException("last");
        listener.closeFailure = new IOException("listener");
        Server server = open(Mode.SLAVE);
        listener.come(first, sound, last);
        List<Connection> clients = list(server);
        assertEquals(3, clients.size());

        IOException failure = assertThrows(IOException.class, server::close);
        assertSame(listener.closeFailure, failure);
        assertArrayEquals(new Throwable[] {first.closeFailure, last.closeFailure}, failure.getSuppressed());
        assertEquals(List.of(1, 1, 1), List.of(first.closes, sound.closes, last.closes));
        assertFalse(server.isOpen());
        clients.forEach(client -> assertFalse(client.isOpen()));
        assertEquals(List.of(), list(server));
        // Idempotent: what failed is closed all the same, and was told.
        server.close();
        server.shutdown();
        assertEquals(1, listener.closes);
        assertEquals(1, first.closes);
    }

    @Test
    void closeTellsOfOneClientThatFailed() throws IOException {
        FakeChannel broken = new FakeChannel();
        broken.closeFailure = new IOException("close");
        Server server = open(Mode.SLAVE);
        listener.come(new FakeChannel(), broken);
        assertEquals(2, server.clientCount());
        IOException failure = assertThrows(IOException.class, server::close);
        assertSame(broken.closeFailure, failure);
        assertEquals(0, failure.getSuppressed().length);
        assertThrows(ClosedChannelException.class, () -> server.accept(Duration.ZERO));
        assertThrows(ClosedChannelException.class, () -> server.waitForData(Duration.ZERO));
    }

    /** Those that came and were never looked at are the backend's to close. */
    @Test
    void closeTakesNobodyAnyMore() throws IOException {
        FakeChannel late = new FakeChannel();
        Server server = open(Mode.SLAVE);
        server.close();
        listener.come(late);
        assertEquals(0, server.clientCount());
        assertEquals(List.of(late), List.copyOf(listener.clients));
    }

    @Test
    void aConnectionWhoseCloseFailsIsGone() throws IOException {
        FakeChannel broken = new FakeChannel();
        broken.closeFailure = new IOException("close");
        try (Server server = open(Mode.SLAVE)) {
            listener.come(broken);
            Connection client = server.accept(Duration.ZERO);
            assertSame(broken.closeFailure, assertThrows(IOException.class, client::close));
            assertFalse(client.isOpen());
            assertEquals(0, server.clientCount());
            client.close();
            assertEquals(1, broken.closes);
        }
    }

    /** Nobody asked for that close, so nobody is there to be told but the log. */
    @Test
    void aClientThatWentAndCannotBeClosedIsLetGo() throws Exception {
        FakeChannel gone = new FakeChannel();
        gone.peerGone = true;
        gone.closeFailure = new IOException("close");
        FakeChannel sound = new FakeChannel();
        try (LogCapture log = new LogCapture();
                Server server = open(Mode.SLAVE)) {
            listener.come(gone, sound);
            assertEquals(1, server.clientCount());
            assertEquals(1, gone.closes);
            assertEquals(0, sound.closes);
            assertEquals(List.of("WARNING closing a client of \\\\.\\pipe\\Name that has gone"), log.lines());
        }
    }

    @Test
    void aWaitThatFailsIsToldAndTheServerStaysOpen() throws IOException {
        listener.awaitFailure = new IOException("await");
        try (Server server = open(Mode.SLAVE)) {
            assertSame(listener.awaitFailure, assertThrows(IOException.class, server::accept));
            assertSame(listener.awaitFailure, assertThrows(IOException.class, server::waitForData));
            FakeChannel channel = FakeChannel.with("hello");
            listener.come(channel);
            assertEquals("hello", text(server.accept().read()));
            assertTrue(server.isOpen());
        }
    }
}
