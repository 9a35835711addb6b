package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wpipe.api.ServerFailuresTest.text;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server that accepts asks of its backend for each client: no more than it needs. */
final class AcceptedClientsTest {
    private final FakeProvider backend = new FakeProvider("fake");
    private final FakeListener listener = backend.listener;

    private Server open(int maxClients) throws IOException {
        return Server.open(
                "Name",
                Mode.SLAVE,
                ServerOptions.defaults().withProvider(backend).withMaxClients(maxClients));
    }

    @Test
    void aClientIsLookedAtOnceAndNobodyIsToTellOfIt() throws IOException {
        FakeChannel channel = FakeChannel.with("one");
        try (Server server = open(5)) {
            listener.come(channel);
            Connection client = server.accept(Duration.ZERO);
            assertEquals("one", text(client.read()));
            client.write(new byte[1]);
            assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO));
            assertEquals(1, channel.glances.get());
            assertEquals(0, channel.polls.get(), "polls, after which the backend brings news");
        }
    }

    @Test
    void whoWaitsForTheNextClientIsNotWokenByThoseWhoAreThere() throws IOException {
        FakeChannel channel = FakeChannel.with("one");
        try (Server server = open(5)) {
            listener.come(channel);
            Connection client = server.accept(Duration.ZERO);
            long ticket = listener.ticket();
            assertEquals("one", text(client.read()));
            client.write(new byte[1]);
            assertEquals(ticket, listener.ticket());
        }
    }

    @Test
    void oneThatHasGoneIsLetGo() throws IOException {
        FakeChannel gone = new FakeChannel();
        gone.peerGone = true;
        FakeChannel there = new FakeChannel();
        try (Server server = open(5)) {
            listener.come(gone, there);
            Connection client = server.accept(Duration.ZERO);
            assertEquals(List.of(client), ServerFailuresTest.list(server));
            assertEquals(1, gone.closes);
            assertEquals(0, there.closes);
        }
    }

    /** Rule 2.4: only one that is watched is seen to go. */
    @Test
    void thoseOfAFullServerAreWatched() throws IOException {
        FakeChannel first = FakeChannel.with("one");
        try (Server server = open(1)) {
            listener.come(first);
            Connection client = server.accept(Duration.ZERO);
            assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO));
            assertTrue(first.polls.get() > 0, "it is to tell when it has gone");
            assertEquals("one", text(client.read()));
            first.peerGone = true;
            assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO));
            assertEquals(1, first.closes);
            assertFalse(client.isOpen());
        }
    }

    @Test
    void oneThatIsWatchedAlreadyStaysWatched() throws IOException {
        FakeChannel channel = new FakeChannel();
        try (Server server = open(5)) {
            listener.come(channel);
            assertEquals(1, server.clientCount());
            assertEquals(1, channel.polls.get());
            Connection client = server.accept(Duration.ZERO);
            channel.inbox.add("late");
            listener.ready.add(channel);
            assertEquals(List.of(client), server.waitForData(Duration.ZERO));
        }
    }

    @Test
    void aFailureToLookIsForWhoReads() throws IOException {
        FakeChannel channel = new FakeChannel();
        channel.glanceFailure = new IOException("no look");
        try (Server server = open(5)) {
            listener.come(channel);
            assertTrue(server.accept(Duration.ZERO).isOpen());
        }
    }
}
