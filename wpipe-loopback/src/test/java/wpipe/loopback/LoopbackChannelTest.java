package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import wpipe.api.MessageTooLargeException;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

class LoopbackChannelTest {
    private PipeChannel server;
    private PipeChannel client;

    @BeforeEach
    void connect() throws Exception {
        Ends ends = Ends.connected();
        server = ends.server();
        client = ends.client();
    }

    @Test
    void whatWasWrittenSurvivesTheClose() throws Exception {
        client.write(Ends.message("one"), Deadline.NEVER);
        client.write(Ends.message("two"), Deadline.NEVER);
        client.close();
        assertEquals(Readiness.MESSAGE, server.poll());
        assertEquals("one", Ends.text(server.read(Ends.now())));
        assertEquals("two", Ends.text(server.read(Deadline.NEVER)));
        assertEquals(Readiness.ENDED, server.poll());
        for (int i = 0; i < 2; i++) {
            PeerClosedException end = assertThrows(PeerClosedException.class, () -> server.read(Deadline.NEVER));
            assertEquals(109, end.code());
        }
        PeerClosedException end =
                assertThrows(PeerClosedException.class, () -> server.write(Ends.message(""), Deadline.NEVER));
        assertEquals(232, end.code());
    }

    @Test
    void messageThatWasReadStaysValidAcrossTheClose() throws Exception {
        client.write(Ends.message("held"), Deadline.NEVER);
        ByteBuffer held = server.read(Deadline.NEVER);
        for (int i = 0; i < 100; i++) {
            client.write(Ends.message("x"), Deadline.NEVER);
        }
        server.close();
        client.close();
        assertEquals("held", Ends.text(held));
    }

    @Test
    void closeEndsTheReadsOfBothEnds() throws Exception {
        var own = Background.call(() -> server.read(Deadline.NEVER)).untilBlocked();
        var peers = Background.call(() -> client.read(Deadline.after(Duration.ofDays(1))))
                .untilBlocked();
        server.close();
        assertThrows(AsynchronousCloseException.class, own::get);
        assertThrows(PeerClosedException.class, peers::get);
    }

    @Test
    void closedChannelRefuses() throws Exception {
        client.write(Ends.message("unread"), Deadline.NEVER);
        server.close();
        server.close();
        assertEquals(Readiness.ENDED, server.poll());
        var read = assertThrows(ClosedChannelException.class, () -> server.read(Ends.now()));
        var write = assertThrows(ClosedChannelException.class, () -> server.write(Ends.message(""), Ends.now()));
        assertFalse(read instanceof AsynchronousCloseException);
        assertFalse(write instanceof AsynchronousCloseException);
    }

    @Test
    void timedOutReadLosesNothing() throws Exception {
        assertThrows(PipeTimeoutException.class, () -> server.read(Ends.now()));
        assertThrows(PipeTimeoutException.class, () -> server.read(Deadline.after(Duration.ofMillis(1))));
        client.write(Ends.message("later"), Ends.now());
        assertEquals("later", Ends.text(server.read(Ends.now())));
    }

    @Test
    void tooLargeMessageEndsTheChannel() throws Exception {
        for (int size : new int[] {101, Ends.QUOTA + 1}) {
            Namespace pipes = new Namespace();
            var listener = pipes.listen(Ends.listen(Ends.ADDRESS, Direction.BOTH, 1, 100));
            var sender = pipes.connect(Ends.connect(Ends.ADDRESS, Direction.BOTH, 1 << 20, false, Deadline.NEVER));
            PipeChannel receiver = listener.pollClient();
            var reading = Background.call(() -> receiver.read(Deadline.NEVER)).untilBlocked();
            sender.write(ByteBuffer.allocate(size), Deadline.NEVER);
            MessageTooLargeException failure = assertThrows(MessageTooLargeException.class, reading::get);
            assertEquals(size, failure.size());
            assertEquals(100, failure.limit());
            assertThrows(ClosedChannelException.class, () -> receiver.read(Ends.now()));
            assertThrows(PeerClosedException.class, () -> sender.read(Deadline.NEVER));
            listener.close();
            assertEquals(0, pipes.size());
        }
    }

    @Test
    void interruptEndsAReadAndIsKept() throws Exception {
        for (long deadline : new long[] {Deadline.NEVER, Deadline.after(Duration.ofDays(1))}) {
            var reading = interrupted(() -> server.read(deadline)).untilBlocked();
            reading.interrupt();
            reading.get();
        }
        client.write(Ends.message("come"), Deadline.NEVER);
        assertEquals("come", Ends.text(server.read(Ends.now())));
    }

    @Test
    void interruptEndsAWriteAndADrainAndIsKept() throws Exception {
        for (int size : new int[] {Ends.QUOTA, Ends.QUOTA + 1}) {
            client.write(Ends.message("first"), Deadline.NEVER);
            for (IoCall call : List.<IoCall>of(
                    () -> client.write(ByteBuffer.allocate(size), Deadline.NEVER),
                    () -> client.drain(Deadline.NEVER))) {
                var writing = interrupted(call).untilBlocked();
                writing.interrupt();
                writing.get();
            }
            assertEquals("first", Ends.text(server.read(Ends.now())));
            assertThrows(PipeTimeoutException.class, () -> server.read(Ends.now()));
        }
    }

    @Test
    void interruptEndsNothingThatDoesNotWait() throws Exception {
        Thread.currentThread().interrupt();
        client.write(Ends.message("come"), Deadline.NEVER);
        assertEquals("come", Ends.text(server.read(Deadline.NEVER)));
        assertTrue(Thread.interrupted());
    }

    private interface IoCall {
        void run() throws IOException;
    }

    private static Background<Void> interrupted(IoCall call) {
        return Background.call(() -> {
            assertThrows(InterruptedIOException.class, call::run);
            assertTrue(Thread.currentThread().isInterrupted());
            return null;
        });
    }

    @Test
    void oneWayChannels() throws Exception {
        Namespace pipes = new Namespace();
        var listener = pipes.listen(Ends.listen(Ends.ADDRESS, Direction.OUT, 1, 100));
        var reader = pipes.connect(Ends.connect(Ends.ADDRESS, Direction.IN, 100, false, Deadline.NEVER));
        PipeChannel writer = listener.pollClient();
        assertThrows(PipeAccessDeniedException.class, () -> writer.read(Ends.now()));
        assertThrows(PipeAccessDeniedException.class, () -> reader.write(Ends.message(""), Ends.now()));
        assertEquals(Readiness.NOTHING, writer.poll());
        writer.write(Ends.message("out"), Ends.now());
        assertEquals("out", Ends.text(reader.read(Ends.now())));
        reader.close();
        assertEquals(writer, listener.pollReady());
        assertEquals(Readiness.ENDED, writer.poll());
    }
}
