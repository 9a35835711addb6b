package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** Looking whether there is something to read, and being told when there is. */
final class PollTest extends EngineTest {
    @Test
    void nothingThenAMessageIsToldOnce() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            assertEquals(Readiness.NOTHING, channel.poll());
            assertEquals(1, kernel.calls("ReadFile").size(), "one read ahead at the most");
            assertNull(listener.pollReady());
            kernel.awaitPending("ReadFile").succeed("hello");
            assertSame(channel, awaitReady(listener));
            assertNull(listener.pollReady());
            assertEquals(Readiness.MESSAGE, channel.poll());
            assertEquals(Readiness.MESSAGE, channel.poll());
            assertEquals("hello", read(channel));
            kernel.port().awaitIdle();
            assertNull(listener.pollReady());
        }
    }

    @Test
    void newsThatCouldNotBeToldIsToldAgainByTheClose() throws IOException {
        AtomicInteger told = new AtomicInteger();
        PipeChannel channel = connect(Direction.BOTH);
        assertEquals(Readiness.NOTHING, channel.poll(() -> {
            if (told.incrementAndGet() == 1) {
                throw new OutOfMemoryError("scripted");
            }
        }));
        kernel.awaitPending("ReadFile").succeed("hello");
        kernel.port().awaitIdle();
        assertEquals(1, told.get());
        channel.close();
        assertEquals(2, told.get());
    }

    @Test
    void aMessageIsThereAtOnce() throws IOException {
        kernel.io("ReadFile", Reaction.gives("hello"));
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.MESSAGE, channel.poll());
            assertNull(listener.pollReady());
            assertEquals("hello", read(channel));
            assertEquals(1, kernel.calls("ReadFile").size());
        }
    }

    @Test
    void aPacketOfAMessageThatWasThereAtOnceTellsNothingNew() throws IOException {
        // Windows may or may not send a packet for ERROR_MORE_DATA that a call gave at once.
        kernel.io("ReadFile", Reaction.givesFirst("", true), Reaction.gives("hello"));
        kernel.script("NtFsControlFile", advapi.left(5));
        try (Win32Listener listener = listenForLarge();
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.MESSAGE, channel.poll());
            kernel.port().awaitIdle();
            assertNull(listener.pollReady());
            assertEquals("hello", read(channel));
        }
    }

    @Test
    void aLargeMessageIsToldOnce() throws IOException {
        try (Win32Listener listener = listenForLarge();
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.awaitPending("ReadFile").end(Win32.STATUS_BUFFER_OVERFLOW, 0);
            assertSame(channel, awaitReady(listener));
            assertEquals(Readiness.MESSAGE, channel.poll());
            kernel.script("NtFsControlFile", advapi.left(5));
            kernel.io("ReadFile", Reaction.gives("hello"));
            assertEquals("hello", read(channel));
            assertNull(listener.pollReady());
        }
    }

    @Test
    void aMessageThatCameBeforeItsPacketIsSeen() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.port().hold();
            kernel.awaitPending("ReadFile").succeed("hello");
            assertEquals(Readiness.MESSAGE, channel.poll());
            assertEquals("hello", read(channel));
            kernel.port().release();
        }
    }

    @Test
    void anEmptyMessageIsAMessage() throws IOException {
        kernel.io("ReadFile", Reaction.gives(""));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals(Readiness.MESSAGE, channel.poll());
            assertEquals("", read(channel));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.STATUS_PIPE_BROKEN, Win32.STATUS_PIPE_CLOSING, Win32.STATUS_PIPE_DISCONNECTED})
    void theEndIsToldOnceAndStays(int status) throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.awaitPending("ReadFile").end(status, 0);
            assertSame(channel, awaitReady(listener));
            assertEquals(Readiness.ENDED, channel.poll());
            assertEquals(Readiness.ENDED, channel.poll());
            assertThrows(PeerClosedException.class, () -> read(channel));
            kernel.io("ReadFile", Reaction.fails(WinError.ERROR_BROKEN_PIPE));
            assertEquals(Readiness.ENDED, channel.poll());
            assertNull(listener.pollReady());
        }
    }

    @Test
    void aFailureIsThrownAndTheNextLookIsANewOne() throws IOException {
        kernel.io("ReadFile", Reaction.fails(87), Reaction.gives("hello"));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            PipeException e = assertThrows(PipeException.class, channel::poll);
            assertEquals(87, e.code());
            assertEquals(Readiness.MESSAGE, channel.poll());
        }
    }

    @Test
    void aLookThatNobodyHereCancelledIsTakenAgain() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.awaitPending("ReadFile").end(Win32.STATUS_CANCELLED, 0);
            assertSame(channel, awaitReady(listener), "it must be looked at again");
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.awaitPending("ReadFile").succeed("hello");
            assertSame(channel, awaitReady(listener));
            assertEquals("hello", read(channel));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadTakesOverWhatALookLeftPending(Background.Kind kind) throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            Background<String> reader = Background.start(kind, () -> read(channel));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            reader.awaitBlocked();
            pending.succeed("hello");
            assertEquals("hello", reader.get());
            assertEquals(1, kernel.calls("ReadFile").size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadThatTimesOutCancelsWhatALookLeftPending(Background.Kind kind) throws Exception {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            Background.start(kind, () -> channel.read(past())).failure(PipeTimeoutException.class);
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.port().awaitIdle();
            // The cancelled read may have been told of; what matters is that the message is.
            PipeChannel stale = listener.pollReady();
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.awaitPending("ReadFile").succeed("hello");
            assertSame(channel, awaitReady(listener), "stale: " + stale);
            assertEquals("hello", read(channel));
        }
    }

    @Test
    void aClosedChannelHasEnded() throws IOException {
        PipeChannel reads = connect(Direction.IN);
        PipeChannel writes = connect(Direction.OUT);
        assertEquals(Readiness.NOTHING, reads.poll());
        assertEquals(Readiness.NOTHING, writes.poll());
        reads.close();
        writes.close();
        assertEquals(Readiness.ENDED, reads.poll());
        assertEquals(Readiness.ENDED, writes.poll());
    }

    @Test
    void aLookBetweenOneReadAndTheNextDoesNotPileUpNews() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            for (int i = 0; i < 100; i++) {
                assertEquals(Readiness.NOTHING, channel.poll());
                kernel.awaitPending("ReadFile").succeed("hello");
                kernel.port().awaitIdle();
                assertEquals("hello", read(channel));
            }
            // Nobody asks a server that only accepts for what is ready: it must not grow with every message.
            int entries = 0;
            while (listener.pollReady() != null) {
                entries++;
            }
            assertEquals(1, entries);
        }
    }

    private Win32Listener listenForLarge() throws IOException {
        return listen(Direction.BOTH, 1, 1 << 20);
    }
}
