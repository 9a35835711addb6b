package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

class LoopbackListenerTest {
    private LoopbackListener listener;
    private PipeChannel server;
    private PipeChannel client;

    @BeforeEach
    void connect() throws Exception {
        Ends ends = Ends.connected();
        listener = ends.listener();
        server = ends.server();
        client = ends.client();
    }

    private void write() throws Exception {
        client.write(Ends.message("x"), Deadline.NEVER);
    }

    @Test
    void tellsOncePerAnswerOfNothing() throws Exception {
        write();
        assertNull(listener.pollReady());
        assertEquals(Readiness.MESSAGE, server.poll());
        server.read(Ends.now());
        assertEquals(Readiness.NOTHING, server.poll());
        assertEquals(Readiness.NOTHING, server.poll());
        assertNull(listener.pollReady());
        long ticket = listener.ticket();
        write();
        write();
        assertNotEquals(ticket, listener.ticket());
        assertSame(server, listener.pollReady());
        assertNull(listener.pollReady());
        client.close();
        assertNull(listener.pollReady());
        server.read(Ends.now());
        server.read(Ends.now());
        assertEquals(Readiness.ENDED, server.poll());
    }

    @Test
    void tellsOfTheEnd() throws Exception {
        assertEquals(Readiness.NOTHING, server.poll());
        client.close();
        assertSame(server, listener.pollReady());
        assertEquals(Readiness.ENDED, server.poll());
        assertNull(listener.pollReady());
    }

    @Test
    void tellsOfALargeMessageThatIsOffered() throws Exception {
        assertEquals(Readiness.NOTHING, server.poll());
        long ticket = listener.ticket();
        var writing = Background.call(() -> {
            client.write(ByteBuffer.allocate(Ends.QUOTA + 1), Deadline.NEVER);
            return true;
        });
        assertTrue(listener.await(ticket, Deadline.NEVER));
        assertSame(server, listener.pollReady());
        assertEquals(Readiness.MESSAGE, server.poll());
        writing.get();
    }

    @Test
    void keepsNoChannelThatIsClosed() throws Exception {
        assertEquals(Readiness.NOTHING, server.poll());
        write();
        server.close();
        assertNull(listener.pollReady());
    }

    @Test
    void noticesThatNobodyFetchesDoNotPileUp() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertEquals(Readiness.NOTHING, server.poll());
            write();
            server.read(Ends.now());
        }
        assertSame(server, listener.pollReady());
        assertNull(listener.pollReady());
    }

    @Test
    void awaitComparesWithItsTicket() throws Exception {
        long ticket = listener.ticket();
        assertFalse(listener.await(ticket, Ends.now()));
        assertFalse(listener.await(ticket, Deadline.after(Duration.ofMillis(1))));
        listener.wakeup();
        assertTrue(listener.await(ticket, Ends.now()));
        long next = listener.ticket();
        var waiting =
                Background.call(() -> listener.await(next, Deadline.NEVER)).untilBlocked();
        listener.close();
        assertTrue(waiting.get());
    }

    @Test
    void anInterruptEndsAnAwaitAndIsKept() throws Exception {
        long ticket = listener.ticket();
        var waiting = Background.call(() -> {
            Thread.currentThread().interrupt();
            assertTrue(listener.await(ticket, Deadline.NEVER));
            return Thread.currentThread().isInterrupted();
        });
        assertTrue(waiting.get());
    }

    @Test
    void anAwaitAfterTheCloseDoesNotWait() {
        listener.close();
        assertTrue(listener.await(listener.ticket(), Deadline.NEVER));
    }
}
