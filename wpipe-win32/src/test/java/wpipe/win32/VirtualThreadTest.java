package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/** Virtual threads wait parked, and are woken by whoever takes packets. */
final class VirtualThreadTest extends EngineTest {
    @Test
    void aBlockedReadHoldsNoCarrier() throws Exception {
        // More than there are carriers: all of them blocked, and the last ones got as far as the first.
        int count = Runtime.getRuntime().availableProcessors() * 4 + 4;
        List<PipeChannel> channels = new ArrayList<>();
        List<Background<String>> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PipeChannel channel = connect(Direction.BOTH);
            channels.add(channel);
            readers.add(Background.virtual(() -> read(channel)));
        }
        List<OverlappedCall> pending = IntStream.range(0, count)
                .mapToObj(i -> kernel.awaitPending("ReadFile"))
                .toList();
        assertEquals(0, kernel.calls("WaitForSingleObject").size());
        for (OverlappedCall call : pending) {
            call.succeed("hello");
        }
        for (Background<String> reader : readers) {
            assertEquals("hello", reader.get());
        }
        for (PipeChannel channel : channels) {
            channel.close();
        }
    }

    @Test
    void anInterruptedReadWaitsOnWithoutSpinningUntilItIsClosed() throws Exception {
        PipeChannel channel = connect(Direction.BOTH);
        Background<String> reader = Background.virtual(() -> read(channel));
        kernel.awaitPending("ReadFile");
        reader.awaitBlocked();
        reader.thread().interrupt();
        // Blocked again means: the interrupt was seen and put aside, so that the next park does park.
        reader.awaitBlocked();
        assertFalse(reader.hasEnded());
        assertEquals(1, kernel.calls("ReadFile").size());
        channel.close();
        reader.failure(AsynchronousCloseException.class);
        assertTrue(reader.endedInterrupted());
    }

    @Test
    void anInterruptedReadStillGetsItsMessage() throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> reader = Background.virtual(() -> {
                Thread.currentThread().interrupt();
                return read(channel);
            });
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            reader.awaitBlocked();
            pending.succeed("hello");
            assertEquals("hello", reader.get());
            assertTrue(reader.endedInterrupted());
        }
    }

    @Test
    void aPlatformThreadsInterruptIsKeptToo() throws Exception {
        PipeChannel channel = connect(Direction.BOTH);
        Background<String> reader = Background.platform(() -> {
            Thread.currentThread().interrupt();
            return read(channel);
        });
        kernel.awaitPending("ReadFile");
        channel.close();
        reader.failure(AsynchronousCloseException.class);
        assertTrue(reader.endedInterrupted());
    }

    @Test
    void anInterruptedWriteWaitsOnUntilItIsClosed() throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        PipeChannel channel = connect(Direction.BOTH);
        Background<Void> writer = Background.virtual(() -> {
            write(channel, "hello");
            return null;
        });
        kernel.awaitPending("WriteFile");
        writer.thread().interrupt();
        writer.awaitBlocked();
        channel.close();
        writer.failure(AsynchronousCloseException.class);
        assertTrue(writer.endedInterrupted());
    }

    @Test
    void aMessageThatCameBeforeTheReaderParksWakesIt() throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            for (int i = 0; i < 200; i++) {
                Background<String> reader = Background.virtual(() -> read(channel));
                // No order between this and the reader's park: any must do.
                kernel.awaitPending("ReadFile").succeed("hello");
                assertEquals("hello", reader.get());
            }
        }
    }

    @Test
    void twoDirectionsOfOneConnectionWaitAtOnce() throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> reader = Background.virtual(() -> read(channel));
            Background<Void> writer = Background.virtual(() -> {
                write(channel, "question");
                return null;
            });
            OverlappedCall writing = kernel.awaitPending("WriteFile");
            OverlappedCall reading = kernel.awaitPending("ReadFile");
            writing.succeed();
            writer.get();
            assertFalse(reader.hasEnded());
            reading.succeed("answer");
            assertEquals("answer", reader.get());
        }
    }

    @Test
    void aWaitOnAListenerIsEndedByWhatComes() throws Exception {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            long ticket = listener.ticket();
            Background<Boolean> waiter = Background.virtual(() -> listener.await(ticket, Deadline.NEVER));
            waiter.awaitBlocked();
            kernel.awaitPending("ConnectNamedPipe").succeed();
            assertTrue(waiter.get());
            awaitClient(listener).close();
        }
    }

    @Test
    void readersWhoseTimeIsUpDoNotHoldTheCarriersThatTheirClosersNeed() throws Exception {
        int carriers = Runtime.getRuntime().availableProcessors();
        Win32Listener listener = listen(Direction.BOTH, carriers + 1);
        List<PipeChannel> channels = new ArrayList<>();
        for (int i = 0; i < carriers; i++) {
            channels.add(accept(listener));
            assertEquals(Readiness.NOTHING, channels.get(i).poll());
        }
        PipeChannel other = accept(listener);
        CountDownLatch slow = new CountDownLatch(1);
        kernel.script("CreateNamedPipe", call -> awaitQuietly(slow));
        // Closing the other channel holds the listener's lock for a while, which the closers wait for.
        Background<Void> holder = close(Background.Kind.PLATFORM, other);
        kernel.awaitCall("CreateNamedPipe", carriers + 2);
        List<Background<Void>> closers = new ArrayList<>();
        channels.forEach(channel -> closers.add(close(Background.Kind.VIRTUAL, channel)));
        closers.forEach(Background::awaitBlocked);
        // The handles are closing, so these leave it to the closers to cancel.
        List<Background<ByteBuffer>> readers = new ArrayList<>();
        channels.forEach(channel -> readers.add(Background.virtual(() -> channel.read(past()))));
        Background.until(() -> readers.stream().filter(Background::isBlocked).count()
                        + kernel.calls("WaitForSingleObject").size()
                >= carriers);
        slow.countDown();
        try {
            for (int i = 0; i < carriers; i++) {
                closers.get(i).get();
                readers.get(i).failure(AsynchronousCloseException.class);
            }
            holder.get();
        } finally {
            // Frees the carriers for other tests.
            kernel.pendingCalls().forEach(call -> call.end(Win32.STATUS_CANCELLED, 0));
            listener.close();
        }
    }

    private static Background<Void> close(Background.Kind kind, PipeChannel channel) {
        return Background.start(kind, () -> {
            channel.close();
            return null;
        });
    }

    private static int awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return 0;
    }
}
