package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wpipe.api.PeerClosedException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/** Faults on writers that are callbacks and no threads. */
class FaultyAsyncTest {
    private static final Duration LONG = Duration.ofDays(1);

    private final Semaphore told = new Semaphore(0);
    private final Runnable news = told::release;
    private LoopbackListener listener;
    private PipeChannel server;
    private PipeChannel client;

    private void connect(Fault fault) throws Exception {
        Namespace pipes = new Namespace(new Faults().next(fault));
        listener = pipes.listen(Ends.listen(Ends.ADDRESS, Direction.BOTH, 1, 1 << 20));
        client = pipes.connect(Ends.connect(Ends.ADDRESS, Direction.BOTH, 1 << 20, false, Deadline.NEVER));
        server = listener.pollClient();
        assertNotNull(server);
    }

    @AfterEach
    void close() throws Exception {
        listener.close();
        server.close();
        client.close();
    }

    private void awaitNews() throws Exception {
        assertTrue(told.tryAcquire(60, TimeUnit.SECONDS), "no news");
    }

    @Test
    void aMessageIsHeldBackForItsDelay() throws Exception {
        connect(Fault.delay(Duration.ofMillis(20)));
        ByteBuffer message = Ends.message("late");
        boolean taken = client.beginWrite(message, news);
        message.put(0, (byte) 'L');
        while (!taken) {
            awaitNews();
            taken = client.endWrite();
        }
        assertEquals("late", Ends.text(server.read(Ends.now())));
    }

    @Test
    void oneThatIsHeldBackIsTakenBackAndNotCounted() throws Exception {
        connect(Fault.fullAfter(0, LONG).and(Fault.breakAfter(1)));
        assertFalse(client.beginWrite(Ends.message("never"), news));
        assertTrue(client.cancelWrite());
        assertFalse(client.beginWrite(Ends.message("never"), news));
        client.close();
        assertThrows(AsynchronousCloseException.class, client::endWrite);
        assertThrows(ClosedChannelException.class, () -> client.beginWrite(Ends.message("never"), news));
        assertEquals(Readiness.ENDED, server.poll());
        assertThrows(PeerClosedException.class, () -> server.read(Ends.now()));
    }

    @Test
    void theEndIsNewsForOneThatIsHeldBack() throws Exception {
        connect(Fault.delay(LONG));
        assertFalse(client.beginWrite(Ends.message("never"), news));
        server.close();
        awaitNews();
        assertEquals(
                232, assertThrows(PeerClosedException.class, client::endWrite).code());
    }

    @Test
    void messagesAreCountedAndTheBreakIsNews() throws Exception {
        connect(Fault.breakAfter(2));
        assertTrue(client.beginWrite(ByteBuffer.allocate(Ends.QUOTA), news));
        assertFalse(client.beginWrite(Ends.message("no room"), news));
        assertTrue(server.beginWrite(Ends.message("second"), () -> {}));
        awaitNews();
        assertEquals(
                232, assertThrows(PeerClosedException.class, client::endWrite).code());
        assertEquals(
                232,
                assertThrows(PeerClosedException.class, () -> server.beginWrite(Ends.message("third"), news))
                        .code());
        assertEquals(Ends.QUOTA, server.read(Ends.now()).remaining());
        assertThrows(PeerClosedException.class, () -> server.read(Ends.now()));
        assertEquals("second", Ends.text(client.read(Ends.now())));
    }

    @Test
    void oneThatIsTakenAfterACancelIsCounted() throws Exception {
        connect(Fault.breakAfter(1));
        assertFalse(client.beginWrite(ByteBuffer.allocate(Ends.QUOTA + 1), news));
        assertEquals(Readiness.MESSAGE, server.poll());
        assertFalse(client.cancelWrite());
        assertEquals(Ends.QUOTA + 1, server.read(Ends.now()).remaining());
        assertThrows(PeerClosedException.class, () -> server.read(Ends.now()));
    }
}
