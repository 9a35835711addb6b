package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/** The quota rule of this module, as its package says it. */
class QuotaTest {
    private PipeChannel server;
    private PipeChannel client;

    @BeforeEach
    void connect() throws Exception {
        Ends ends = Ends.connected();
        server = ends.server();
        client = ends.client();
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size);
    }

    private int writeUntilFull(int size) throws Exception {
        int written = 0;
        while (true) {
            try {
                client.write(bytes(size), Ends.now());
            } catch (PipeTimeoutException e) {
                return written;
            }
            written++;
        }
    }

    private static Background<Boolean> write(PipeChannel channel, ByteBuffer message, long deadline) {
        return Background.call(() -> {
            channel.write(message, deadline);
            return true;
        });
    }

    @Test
    void quotaCountsBytes() throws Exception {
        assertEquals(1, writeUntilFull(Ends.QUOTA));
        server.read(Ends.now());
        assertEquals(Ends.QUOTA / 100, writeUntilFull(100));
        client.write(bytes(Ends.QUOTA % 100), Ends.now());
        assertThrows(PipeTimeoutException.class, () -> client.write(bytes(0), Ends.now()));
    }

    @Test
    void smallMessagesCountMore() throws Exception {
        assertEquals(Ends.QUOTA / Quota.LEAST_CHARGE, writeUntilFull(0));
        for (int i = 0; i < Ends.QUOTA / Quota.LEAST_CHARGE; i++) {
            assertEquals(0, server.read(Ends.now()).remaining());
        }
        assertEquals(Ends.QUOTA / Quota.LEAST_CHARGE, writeUntilFull(1));
    }

    @Test
    void directionsHaveAQuotaEach() throws Exception {
        assertEquals(1, writeUntilFull(Ends.QUOTA));
        server.write(bytes(Ends.QUOTA), Ends.now());
        assertEquals(Ends.QUOTA, client.read(Ends.now()).remaining());
    }

    @Test
    void writerGoesOnAsSoonAsItsMessageFits() throws Exception {
        client.write(bytes(1000), Ends.now());
        client.write(bytes(1000), Ends.now());
        client.write(bytes(2000), Ends.now());
        var writing = write(client, bytes(2000), Deadline.NEVER).untilBlocked();
        server.read(Ends.now());
        assertFalse(writing.isDone());
        // The message that was read last is still in use, and its bytes are free all the same.
        server.read(Ends.now());
        writing.get();
    }

    @Test
    void largeMessageWaitsForAReader() throws Exception {
        client.write(Ends.message("before"), Ends.now());
        var writing = write(client, bytes(Ends.QUOTA + 1), Deadline.NEVER).untilBlocked();
        assertEquals("before", Ends.text(server.read(Ends.now())));
        assertFalse(writing.isDone());
        assertEquals(Ends.QUOTA + 1, server.read(Ends.now()).remaining());
        writing.get();
    }

    @Test
    void largeMessageThatTimesOutLeavesNothing() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThrows(PipeTimeoutException.class, () -> client.write(bytes(Ends.QUOTA + 1), Ends.now()));
        }
        assertThrows(
                PipeTimeoutException.class,
                () -> client.write(bytes(Ends.QUOTA + 1), Deadline.after(Duration.ofMillis(1))));
        assertEquals(Readiness.NOTHING, server.poll());
        client.write(Ends.message("after"), Ends.now());
        assertEquals("after", Ends.text(server.read(Ends.now())));
        assertThrows(PipeTimeoutException.class, () -> server.read(Ends.now()));
    }

    @Test
    void largeMessageGoesAtOnceToAReaderThatWaits() throws Exception {
        for (int i = 0; i < 100; i++) {
            var reading = Background.call(() -> server.read(Deadline.NEVER).remaining())
                    .untilBlocked();
            client.write(bytes(Ends.QUOTA + i + 1), Ends.now());
            assertEquals(Ends.QUOTA + i + 1, reading.get());
        }
    }

    @Test
    void pollTakesALargeMessageForGood() throws Exception {
        var writing = write(client, bytes(Ends.QUOTA + 1), Deadline.NEVER).untilBlocked();
        assertEquals(Readiness.MESSAGE, server.poll());
        writing.get();
        client.write(Ends.message("after"), Ends.now());
        assertEquals(Readiness.MESSAGE, server.poll());
        client.close();
        assertEquals(Ends.QUOTA + 1, server.read(Ends.now()).remaining());
        assertEquals("after", Ends.text(server.read(Ends.now())));
        assertEquals(Readiness.ENDED, server.poll());
    }

    @Test
    void largeMessagesShareTwoBuffers() throws Exception {
        byte[][] arrays = new byte[6][];
        for (int i = 0; i < arrays.length; i++) {
            int size = Ends.QUOTA + 1 + i;
            var writing = write(client, bytes(size), Deadline.NEVER).untilBlocked();
            arrays[i] = server.read(Ends.now()).array();
            writing.get();
        }
        assertNotSame(arrays[0], arrays[1]);
        assertSame(arrays[0], arrays[2]);
        assertSame(arrays[1], arrays[3]);
        assertSame(arrays[0], arrays[4]);
        assertSame(arrays[1], arrays[5]);
    }

    @Test
    void hugeBuffersAreNotKept() throws Exception {
        Ends ends = Ends.connected(2 * Handover.LARGEST_KEPT);
        byte[][] arrays = new byte[4][];
        for (int i = 0; i < arrays.length; i++) {
            var writing = write(ends.client(), bytes(Handover.LARGEST_KEPT + 1), Deadline.NEVER)
                    .untilBlocked();
            arrays[i] = ends.server().read(Ends.now()).array();
            writing.get();
            for (int j = 0; j < i; j++) {
                assertNotSame(arrays[j], arrays[i]);
            }
        }
    }

    @Test
    void closesEndAWriteThatWaits() throws Exception {
        for (int size : new int[] {Ends.QUOTA, Ends.QUOTA + 1}) {
            connect();
            client.write(bytes(1), Ends.now());
            var ownClose = write(client, bytes(size), Deadline.NEVER).untilBlocked();
            client.close();
            assertThrows(AsynchronousCloseException.class, ownClose::get);
            assertEquals(1, server.read(Ends.now()).remaining());
            assertThrows(PeerClosedException.class, () -> server.read(Ends.now()));

            connect();
            client.write(bytes(1), Ends.now());
            var peersClose = write(client, bytes(size), Deadline.NEVER).untilBlocked();
            server.close();
            PeerClosedException failure = assertThrows(PeerClosedException.class, peersClose::get);
            assertEquals(232, failure.code());
        }
    }
}
