package wpipe.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wpipe.api.ServerFailuresTest.list;
import static wpipe.api.ServerFailuresTest.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server whose backend cannot take clients, for once or for long. */
final class TakingClientsTest {
    private final FakeProvider backend = new FakeProvider("fake");
    private final FakeListener listener = backend.listener;

    private Server open(Mode mode) throws IOException {
        return Server.open("Name", mode, ServerOptions.defaults().withProvider(backend));
    }

    @Test
    void takingClientsFailsEachTimeItIsTried() throws IOException {
        listener.failure = new IOException("no more instances");
        try (Server server = open(Mode.SLAVE)) {
            assertSame(listener.failure, assertThrows(IOException.class, server::accept));
            assertSame(listener.failure, assertThrows(IOException.class, server::accept), "every time");
            assertSame(listener.failure, assertThrows(IOException.class, server::waitForData));
            UncheckedIOException failure = assertThrows(UncheckedIOException.class, server::iterator);
            assertSame(listener.failure, failure.getCause());
            failure = assertThrows(UncheckedIOException.class, server::clientCount);
            assertSame(listener.failure, failure.getCause());
            assertTrue(server.isOpen());
        }
        assertEquals(1, listener.closes);
    }

    /** Connections that were handed out do not go through the list. */
    @Test
    void takingClientsFailsAndThoseThatAreThereGoOn() throws IOException {
        FakeChannel early = FakeChannel.with("one", "two");
        Server server = open(Mode.SLAVE);
        listener.come(early);
        Connection client = server.accept(Duration.ZERO);
        listener.failure = new IOException("no more instances");
        assertEquals("one", text(client.read()));
        client.write("answer".getBytes(UTF_8));
        assertEquals(List.of("answer"), early.outbox);
        assertEquals("two", text(client.read()));
        server.close();
        assertEquals(1, early.closes);
    }

    /** Rules 2.5 and 2.7: one look takes them and meets the failure, and must not keep them for itself. */
    @Test
    void acceptGivesThoseThatCameBeforeTheFailure() throws IOException {
        try (Server server = open(Mode.SLAVE)) {
            listener.come(FakeChannel.with("first"), FakeChannel.with("second"));
            listener.failure = new IOException("no more instances");
            assertEquals("first", text(server.accept().read()));
            assertEquals("second", text(server.accept().read()));
            assertSame(listener.failure, assertThrows(IOException.class, server::accept));
        }
    }

    @Test
    void waitForDataGivesThoseThatCameBeforeTheFailure() throws IOException {
        try (Server server = open(Mode.READER)) {
            listener.come(FakeChannel.with("message"));
            listener.failure = new IOException("no more instances");
            assertEquals("message", text(server.waitForData().get(0).read()));
            assertSame(listener.failure, assertThrows(IOException.class, server::waitForData));
        }
    }

    /** Taken by the look that failed: no longer the listener's to close. */
    @Test
    void closeClosesThoseThatCameBeforeTheFailure() throws IOException {
        FakeChannel channel = new FakeChannel();
        Server server = open(Mode.SLAVE);
        listener.come(channel);
        listener.failure = new IOException("no more instances");
        assertEquals(1, server.clientCount());
        server.close();
        assertEquals(1, channel.closes);
    }

    @Test
    void afterACloseTheFailureIsNoNews() throws IOException {
        Server server = open(Mode.READER);
        listener.come(FakeChannel.with("first"));
        listener.failure = new IOException("no more instances");
        assertEquals(1, server.waitForData().size());
        server.close();
        assertEquals(List.of(), list(server));
        assertEquals(0, server.clientCount());
        assertThrows(ClosedChannelException.class, () -> server.accept(Duration.ZERO));
    }

    @Test
    void aFailureOfTakingClientsIsToldOnceAndThenTriedAgain() throws IOException {
        IOException failure = new IOException("no more instances");
        try (Server server = open(Mode.READER)) {
            listener.failure = failure;
            assertSame(failure, assertThrows(IOException.class, server::accept));
            listener.failure = null;
            listener.come(FakeChannel.with("message"));
            assertEquals("message", text(server.accept(Duration.ZERO).read()));
            assertEquals(1, server.clientCount());
        }
    }

    /** It was met by a call that had something else to give. */
    @Test
    void aFailureOfTakingClientsIsToldAlthoughItIsOver() throws IOException {
        IOException failure = new IOException("no more instances");
        try (Server server = open(Mode.READER)) {
            listener.come(FakeChannel.with("first"));
            listener.failure = failure;
            assertEquals(1, server.waitForData().size());
            listener.failure = null;
            listener.come(FakeChannel.with("second"));
            assertSame(failure, assertThrows(IOException.class, server::waitForData));
            assertEquals(2, server.waitForData().size());
        }
    }

    /** Neither keeps the caller from learning of the other, however long each lasts. */
    @Test
    void thoseWhoAreThereAndTheFailureTakeTurns() throws IOException {
        try (Server server = open(Mode.READER)) {
            listener.come(FakeChannel.with("never read"));
            listener.failure = new IOException("no more instances");
            for (int i = 0; i < 3; i++) {
                assertEquals(1, server.waitForData().size());
                assertSame(listener.failure, assertThrows(IOException.class, server::waitForData));
                assertEquals(1, list(server).size());
                assertThrows(UncheckedIOException.class, server::clientCount);
            }
        }
    }
}
