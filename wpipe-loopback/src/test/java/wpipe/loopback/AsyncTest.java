package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/** Readers and writers that are callbacks and no threads. */
class AsyncTest {
    private final AtomicInteger told = new AtomicInteger();
    private final Runnable news = told::incrementAndGet;
    private LoopbackListener listener;
    private PipeChannel server;
    private PipeChannel client;

    @BeforeEach
    void connect() throws Exception {
        Ends ends = Ends.connected();
        listener = ends.listener();
        server = ends.server();
        client = ends.client();
        told.set(0);
    }

    private void fill() throws Exception {
        client.write(ByteBuffer.allocate(Ends.QUOTA), Ends.now());
    }

    @Test
    void nothingAndThenAMessageIsToldOnceAtEitherEnd() throws Exception {
        for (PipeChannel[] ends : new PipeChannel[][] {{server, client}, {client, server}}) {
            told.set(0);
            assertEquals(Readiness.NOTHING, ends[0].poll(news));
            assertEquals(Readiness.NOTHING, ends[0].poll(news));
            ends[1].write(Ends.message("one"), Ends.now());
            ends[1].write(Ends.message("two"), Ends.now());
            assertEquals(1, told.get());
            assertEquals(Readiness.MESSAGE, ends[0].poll(news));
            assertEquals("one", Ends.text(ends[0].read(Ends.now())));
            assertEquals("two", Ends.text(ends[0].read(Ends.now())));
            assertEquals(1, told.get());
        }
    }

    @Test
    void theNewsDoesNotKeepTheListenersFromIt() throws Exception {
        assertEquals(Readiness.NOTHING, server.poll());
        assertEquals(Readiness.NOTHING, server.poll(news));
        client.write(Ends.message("both"), Ends.now());
        assertEquals(1, told.get());
        assertEquals(server, listener.pollReady());
    }

    @Test
    void bothClosesAreNews() throws Exception {
        assertEquals(Readiness.NOTHING, server.poll(news));
        assertEquals(Readiness.NOTHING, client.poll(news));
        server.close();
        assertEquals(2, told.get());
        assertEquals(Readiness.ENDED, server.poll(news));
        assertEquals(Readiness.ENDED, client.poll(news));
        assertEquals(2, told.get());
    }

    @Test
    void aLargeMessageIsTaken() throws Exception {
        assertEquals(Readiness.NOTHING, server.poll(news));
        assertFalse(client.beginWrite(ByteBuffer.allocate(Ends.QUOTA + 1), news), "not taken by a callback");
        assertEquals(1, told.get());
        assertFalse(client.endWrite());
        assertEquals(Readiness.MESSAGE, server.poll(news));
        assertEquals(2, told.get(), "the writer was told when it was taken");
        assertTrue(client.endWrite());
        assertEquals(Ends.QUOTA + 1, server.read(Ends.now()).remaining());
    }

    @Test
    void aWriteThatFitsIsDoneAtOnce() throws Exception {
        assertTrue(client.beginWrite(Ends.message("at once"), news));
        assertEquals("at once", Ends.text(server.read(Ends.now())));
        assertEquals(0, told.get());
    }

    @Test
    void aWriteGoesOnAsSoonAsItsMessageFits() throws Exception {
        client.write(ByteBuffer.allocate(1000), Ends.now());
        client.write(ByteBuffer.allocate(3000), Ends.now());
        ByteBuffer message = Ends.message("x".repeat(2000));
        assertFalse(client.beginWrite(message, news));
        message.put(0, (byte) 'y');
        server.read(Ends.now());
        assertEquals(0, told.get());
        server.read(Ends.now());
        assertEquals(1, told.get());
        assertTrue(client.endWrite());
        assertEquals("x".repeat(2000), Ends.text(server.read(Ends.now())));
        assertEquals(1, told.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Ends.QUOTA + 1})
    void aWriteThatIsCancelledLeavesNothing(int size) throws Exception {
        fill();
        for (int i = 0; i < 3; i++) {
            assertFalse(client.beginWrite(ByteBuffer.allocate(size), news));
            assertTrue(client.cancelWrite());
        }
        server.read(Ends.now());
        assertThrows(PipeTimeoutException.class, () -> server.read(Ends.now()));
        assertTrue(client.beginWrite(Ends.message("after"), news));
        assertEquals("after", Ends.text(server.read(Ends.now())));
        assertEquals(0, told.get());
    }

    @Test
    void aLargeMessageThatWasTakenCannotBeCancelled() throws Exception {
        assertFalse(client.beginWrite(ByteBuffer.allocate(Ends.QUOTA + 1), news));
        assertEquals(Ends.QUOTA + 1, server.read(Ends.now()).remaining());
        assertFalse(client.cancelWrite());
        client.write(Ends.message("after"), Ends.now());
        assertEquals("after", Ends.text(server.read(Ends.now())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Ends.QUOTA + 1})
    void closesEndAWrite(int size) throws Exception {
        fill();
        assertFalse(client.beginWrite(ByteBuffer.allocate(size), news));
        client.close();
        assertEquals(1, told.get());
        assertThrows(AsynchronousCloseException.class, client::endWrite);
        assertThrows(ClosedChannelException.class, () -> client.beginWrite(ByteBuffer.allocate(size), news));

        connect();
        fill();
        assertFalse(client.beginWrite(ByteBuffer.allocate(size), news));
        server.close();
        assertEquals(1, told.get());
        assertEquals(
                232, assertThrows(PeerClosedException.class, client::endWrite).code());
        assertThrows(PeerClosedException.class, () -> client.beginWrite(ByteBuffer.allocate(size), news));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, Ends.QUOTA + 1})
    void aCancelAfterACloseIsTooLate(int size) throws Exception {
        fill();
        assertFalse(client.beginWrite(ByteBuffer.allocate(size), news));
        client.close();
        assertThrows(AsynchronousCloseException.class, client::cancelWrite);

        connect();
        fill();
        assertFalse(client.beginWrite(ByteBuffer.allocate(size), news));
        server.close();
        assertThrows(PeerClosedException.class, client::cancelWrite);
    }

    @Test
    void aThreadTakesThePlaceOfACallback() throws Exception {
        assertEquals(Readiness.NOTHING, server.poll(news));
        var reading =
                Background.call(() -> Ends.text(server.read(Deadline.NEVER))).untilBlocked();
        client.write(Ends.message("hello"), Ends.now());
        assertEquals("hello", reading.get());
        assertEquals(0, told.get());
    }
}
