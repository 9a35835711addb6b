package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who the peer is and what is done in its name, where the backend refuses or cannot give the thread back. */
final class IdentityTest {
    private static final Peer SOMEBODY = new Peer(
            OptionalLong.of(4711),
            OptionalInt.of(1),
            Optional.of(new Peer.User(Optional.of("S-1-5-18"), Optional.empty())),
            Optional.empty(),
            Optional.empty());

    private final FakeProvider backend = new FakeProvider("fake");
    private final FakeChannel channel = new FakeChannel();
    private final PipeException failure = new PipeException("RevertToSelf", FakeChannel.PATH, 1450, "of the test");
    private Server server;
    private Connection client;

    @BeforeEach
    void connect() throws IOException {
        server = Server.open("Name", Mode.SLAVE, ServerOptions.defaults().withProvider(backend));
        backend.listener.clients.add(channel);
        client = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void aThreadThatIsNotGivenBackIsAFailureWhateverTheActionGave() {
        channel.revertFailure = failure;
        AtomicBoolean ran = new AtomicBoolean();
        assertSame(failure, assertThrows(PipeException.class, () -> client.impersonate(() -> ran.getAndSet(true))));
        assertEquals(true, ran.get());
        assertArrayEquals(new Throwable[0], failure.getSuppressed());
    }

    @Test
    void whatTheActionThrewGoesAlongWithThat() {
        channel.revertFailure = failure;
        IOException byTheAction = new FileNotFoundException("by the action");
        assertSame(
                failure,
                assertThrows(
                        PipeException.class,
                        () -> client.impersonate(() -> {
                            throw byTheAction;
                        })));
        assertArrayEquals(new Throwable[] {byTheAction}, failure.getSuppressed());
    }

    @Test
    void aRefusalIsThrownAsItIsAndTheActionIsNotRun() {
        AtomicBoolean ran = new AtomicBoolean();
        for (Throwable refusal : new Throwable[] {failure, new OutOfMemoryError("of the test")}) {
            channel.refusal = refusal;
            assertSame(refusal, assertThrows(refusal.getClass(), () -> client.impersonate(() -> ran.getAndSet(true))));
            assertSame(refusal, assertThrows(refusal.getClass(), client::peer));
        }
        assertFalse(ran.get());
    }

    @Test
    void anActionMayGiveNothing() throws IOException {
        assertNull(client.impersonate(() -> null));
    }

    /** A client that lends its identity message by message is not known before its first. */
    @Test
    void itIsAskedUntilTheUserIsKnown() throws IOException {
        assertEquals(Peer.unknown(), client.peer());
        channel.peer = SOMEBODY;
        assertEquals(SOMEBODY, client.peer());
        channel.peer = Peer.unknown();
        assertEquals(SOMEBODY, client.peer());
        client.close();
        assertEquals(SOMEBODY, client.peer());
        assertEquals(2, channel.peerAsked);
    }

    @Test
    void whoIsNotKnownAtTheCloseIsNotAskedFor() throws IOException {
        assertEquals(Peer.unknown(), client.peer());
        client.close();
        assertThrows(ClosedChannelException.class, client::peer);
        assertThrows(ClosedChannelException.class, () -> client.impersonate(() -> 1));
        assertEquals(1, channel.peerAsked);
    }
}
