package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/** Operations go from a closed channel to the next one: the two must have nothing to do with each other. */
final class RecycleTest extends EngineTest {
    @Test
    void aMessageStaysValidWhenItsChannelIsClosed() throws IOException {
        kernel.io("ReadFile", Reaction.gives("mine"));
        PipeChannel closed = connect(Direction.BOTH);
        ByteBuffer message = closed.read(Deadline.NEVER);
        closed.close();
        kernel.io("ReadFile", Reaction.gives("yours"));
        try (PipeChannel next = connect(Direction.BOTH)) {
            assertEquals("yours", read(next));
            assertEquals("mine", text(message));
        }
    }

    @Test
    void aClosedChannelDoesNotReadWhatTheNextOneGets() throws IOException {
        PipeChannel closed = connect(Direction.BOTH);
        assertEquals(Readiness.NOTHING, closed.poll());
        closed.close();
        try (PipeChannel next = connect(Direction.BOTH)) {
            assertEquals(Readiness.NOTHING, next.poll());
            kernel.awaitPending("ReadFile").succeed("not yours");
            assertEquals(Readiness.ENDED, closed.poll());
            assertThrows(ClosedChannelException.class, () -> closed.read(past()));
            assertEquals("not yours", read(next));
        }
    }

    @Test
    void aClosedChannelDoesNotDisturbThePendingReadOfTheNextOne() throws Exception {
        PipeChannel closed = connect(Direction.BOTH);
        closed.close();
        try (PipeChannel next = connect(Direction.BOTH)) {
            assertEquals(Readiness.NOTHING, next.poll());
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            assertThrows(ClosedChannelException.class, () -> closed.read(past()));
            assertEquals(Readiness.ENDED, closed.poll());
            closed.close();
            pending.succeed("hello");
            assertEquals("hello", read(next));
        }
    }

    @Test
    void aClosedChannelDoesNotKeepTheNextOneFromReading() throws Exception {
        PipeChannel closed = connect(Direction.BOTH);
        closed.close();
        try (PipeChannel next = connect(Direction.BOTH)) {
            Background<String> reader = Background.platform(() -> read(next));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            assertThrows(ClosedChannelException.class, () -> closed.read(past()));
            pending.succeed("hello");
            assertEquals("hello", reader.get());
        }
    }

    @Test
    void aClosedChannelDoesNotWriteIntoThePendingMessageOfTheNextOne() throws Exception {
        kernel.io("WriteFile", Reaction.takes(9), Reaction.pends());
        PipeChannel closed = connect(Direction.BOTH);
        write(closed, "my secret");
        closed.close();
        try (PipeChannel next = connect(Direction.BOTH)) {
            Background<Void> writer = Background.platform(() -> {
                write(next, "a message");
                return null;
            });
            OverlappedCall pending = kernel.awaitPending("WriteFile");
            assertThrows(ClosedChannelException.class, () -> write(closed, "my next secret"));
            pending.succeed(); // the fake compares the buffer with what it was
            writer.get();
        }
    }

    @Test
    void aLatePacketOfAClosedChannelDoesNotEndTheAcceptOfTheNextOne() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            PipeChannel first = accept(listener);
            assertEquals(Readiness.NOTHING, first.poll());
            kernel.port().hold();
            first.close(); // the packet of its cancelled read stays in the port
            Win32Listener other = listen(Direction.BOTH, 1);
            kernel.port().release();
            kernel.port().awaitIdle();
            assertEquals(null, other.pollClient());
            kernel.awaitPending("ConnectNamedPipe");
            accept(other).close();
            other.close();
        }
    }

    @Test
    void aLatePacketOfAClosedChannelTellsNothingOfTheNextOne() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 2)) {
            PipeChannel first = accept(listener);
            PipeChannel second = accept(listener);
            assertEquals(Readiness.NOTHING, first.poll());
            kernel.port().hold();
            first.close();
            second.close();
            kernel.port().release();
            PipeChannel third = accept(listener);
            assertEquals(Readiness.NOTHING, third.poll());
            kernel.port().awaitIdle();
            PipeChannel ready;
            while ((ready = listener.pollReady()) != null) {
                assertEquals(Readiness.ENDED, ready.poll(), "ready, and open with nothing to read");
            }
            third.close();
        }
    }

    private long lastBuffer(String function) {
        List<Call> calls = kernel.calls(function);
        return calls.get(calls.size() - 1).arg(1);
    }

    @Test
    void buffersThatNobodyLooksIntoGoToTheNextChannel() throws IOException {
        kernel.io("ReadFile", Reaction.gives("mine"), Reaction.gives("yours"));
        PipeChannel first = connect(Direction.BOTH);
        read(first);
        write(first, "a");
        long readInto = lastBuffer("ReadFile");
        long written = lastBuffer("WriteFile");
        first.close();
        first.recycle();
        first.recycle();
        try (PipeChannel next = connect(Direction.BOTH);
                PipeChannel another = connect(Direction.BOTH)) {
            assertEquals("yours", read(next));
            write(next, "b");
            assertEquals(readInto, lastBuffer("ReadFile"));
            assertEquals(written, lastBuffer("WriteFile"));
            assertThrows(PipeTimeoutException.class, () -> another.read(past()));
            assertNotEquals(readInto, lastBuffer("ReadFile"));
        }
    }

    @Test
    void anOpenChannelKeepsItsBuffer() throws IOException {
        try (PipeChannel channel = connect(Direction.BOTH);
                PipeChannel next = connect(Direction.BOTH)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            long readInto = lastBuffer("ReadFile");
            channel.recycle();
            assertEquals(Readiness.NOTHING, next.poll());
            assertNotEquals(readInto, lastBuffer("ReadFile"));
        }
    }

    @Test
    void aBufferIsAsLargeAsItMustBeAndNoMoreIsReadThanMayCome() throws IOException {
        for (int size : new int[] {1, 64, 65, 5000, 65536}) {
            try (PipeChannel channel = connect(Direction.BOTH, size)) {
                assertEquals(Readiness.NOTHING, channel.poll());
                List<Call> reads = kernel.calls("ReadFile");
                assertEquals(size, reads.get(reads.size() - 1).arg(2));
            }
            BufferPool pool = engine.operations().buffers();
            BufferPool.Buffer buffer = pool.take(size);
            assertTrue(buffer.memory().capacity() >= size);
            pool.giveBack(buffer);
            assertSame(buffer, pool.take(size));
        }
        BufferPool pool = engine.operations().buffers();
        BufferPool.Buffer large = pool.take(65537);
        pool.giveBack(large);
        assertNotSame(large, pool.take(65537));
    }
}
