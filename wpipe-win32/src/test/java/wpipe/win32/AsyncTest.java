package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeException;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** Readers and writers that are callbacks and no threads. */
final class AsyncTest extends EngineTest {
    private static final int DEAD = 735;

    private final AtomicInteger told = new AtomicInteger();
    private final Runnable news = told::incrementAndGet;

    private void awaitTold(int times) {
        Background.until(() -> told.get() == times);
        kernel.port().awaitIdle();
        assertEquals(times, told.get());
    }

    @Test
    void nothingThenAMessageIsToldOnceAtAClient() throws IOException {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals(Readiness.NOTHING, channel.poll(news));
            assertEquals(Readiness.NOTHING, channel.poll(news));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            assertTrue(pending.wantsPacket());
            pending.succeed("hello");
            awaitTold(1);
            assertEquals(Readiness.MESSAGE, channel.poll(news));
            assertEquals("hello", read(channel));
            assertEquals(1, kernel.calls("ReadFile").size());
            assertEquals(1, told.get());
        }
        assertEquals(1, told.get());
    }

    @Test
    void whoLooksLastIsTold() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll(news));
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.awaitPending("ReadFile").succeed("hello");
            assertSame(channel, awaitReady(listener));
            assertEquals("hello", read(channel));
            assertEquals(Readiness.NOTHING, channel.poll(news));
            kernel.awaitPending("ReadFile").succeed("hello");
            Background.until(() -> told.get() == 1);
            assertEquals("hello", read(channel));
        }
    }

    @Test
    void aReaderTakesThePlaceOfACallback() throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals(Readiness.NOTHING, channel.poll(news));
            Background<String> reader = Background.platform(() -> read(channel));
            reader.awaitBlocked();
            kernel.awaitPending("ReadFile").succeed("hello");
            assertEquals("hello", reader.get());
            kernel.port().awaitIdle();
        }
        assertEquals(0, told.get());
    }

    @Test
    void aStalePacketIsNoNews() throws IOException {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals(Readiness.NOTHING, channel.poll(news));
            assertFalse(channel.beginWrite(message("hello"), news));
            for (String function : new String[] {"ReadFile", "WriteFile"}) {
                OverlappedCall pending = kernel.awaitPending(function);
                kernel.port().completed(pending.handle(), pending.overlapped(), Win32.STATUS_SUCCESS, 5);
                kernel.port().awaitIdle();
                assertEquals(0, told.get());
            }
            assertTrue(channel.cancelWrite());
        }
    }

    @Test
    void aReadThatNobodyHereCancelledIsIssuedAgain() throws IOException {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals(Readiness.NOTHING, channel.poll(news));
            kernel.awaitPending("ReadFile").end(Win32.STATUS_CANCELLED, 0);
            awaitTold(1);
            assertEquals(Readiness.NOTHING, channel.poll(news));
            kernel.awaitPending("ReadFile").succeed("hello");
            awaitTold(2);
            assertEquals("hello", read(channel));
        }
    }

    @Test
    void theEndAndTheCloseAreNews() throws IOException {
        PipeChannel channel = connect(Direction.BOTH);
        assertEquals(Readiness.NOTHING, channel.poll(news));
        kernel.awaitPending("ReadFile").end(Win32.STATUS_PIPE_BROKEN, 0);
        awaitTold(1);
        assertEquals(Readiness.ENDED, channel.poll(news));
        channel.close();
        PipeChannel other = connect(Direction.BOTH);
        assertEquals(Readiness.NOTHING, other.poll(news));
        other.close();
        assertEquals(2, told.get());
        assertEquals(Readiness.ENDED, other.poll(news));
    }

    @Test
    void theSystemTakesAMessageAtOnce() throws IOException {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertTrue(channel.beginWrite(message("hello").position(1), news));
            assertEquals("ello", kernel.awaitCall("WriteFile", 1).text());
            assertEquals(0, kernel.calls("WaitForSingleObject").size());
        }
        assertEquals(0, told.get());
    }

    @Test
    void theSystemTakesAMessageLate() throws IOException {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            ByteBuffer message = message("hello");
            assertFalse(channel.beginWrite(message, news));
            message.put(0, (byte) 'x');
            OverlappedCall pending = kernel.awaitPending("WriteFile");
            assertTrue(pending.wantsPacket());
            assertEquals("hello", pending.text());
            assertFalse(channel.endWrite());
            pending.succeed();
            awaitTold(1);
            assertTrue(channel.endWrite());
            assertTrue(channel.beginWrite(message("next"), news));
        }
        assertEquals(1, told.get());
    }

    @Test
    void aMessageThatWasTakenBeforeItsPacketIsSeen() throws IOException {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertFalse(channel.beginWrite(message("hello"), news));
            kernel.port().hold();
            kernel.awaitPending("WriteFile").succeed();
            assertTrue(channel.endWrite());
            assertTrue(channel.beginWrite(message("next"), news));
            kernel.port().release();
            kernel.port().awaitIdle();
        }
    }

    @Test
    void nothingOfAMessageThatIsCancelledWasSent() throws IOException {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertFalse(channel.beginWrite(message("hello"), news));
            OverlappedCall pending = kernel.awaitPending("WriteFile");
            assertTrue(channel.cancelWrite());
            assertEquals(pending.overlapped(), kernel.awaitCall("CancelIoEx", 1).arg(1));
            assertTrue(channel.beginWrite(message("again"), news));
            kernel.port().awaitIdle();
        }
        assertEquals(0, told.get());
    }

    @Test
    void theSystemIsQuickerThanTheCancel() throws IOException {
        kernel.io("WriteFile", Reaction.pends());
        kernel.script("CancelIoEx", call -> {
            assertTrue(kernel.pendingAt(call.arg(1)).succeed());
            return WinError.ERROR_NOT_FOUND;
        });
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertFalse(channel.beginWrite(message("hello"), news));
            assertFalse(channel.cancelWrite());
        }
    }

    @Test
    void aWriteThatNobodyHereCancelledIsIssuedAgain() throws IOException {
        kernel.io("WriteFile", Reaction.pends(), Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertFalse(channel.beginWrite(message("hello"), news));
            kernel.awaitPending("WriteFile").end(Win32.STATUS_CANCELLED, 0);
            awaitTold(1);
            assertFalse(channel.endWrite());
            OverlappedCall again = kernel.awaitPending("WriteFile");
            assertEquals("hello", again.text());
            again.succeed();
            awaitTold(2);
            assertTrue(channel.endWrite());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.STATUS_PIPE_BROKEN, Win32.STATUS_PIPE_CLOSING, Win32.STATUS_PIPE_DISCONNECTED})
    void thePeerGoesWhileAWriteIsPending(int status) throws IOException {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.OUT)) {
            assertFalse(channel.beginWrite(message("hello"), news));
            kernel.awaitPending("WriteFile").end(status, 0);
            awaitTold(1);
            assertThrows(PeerClosedException.class, channel::endWrite);
            assertEquals(Readiness.ENDED, channel.poll(), "known from the write");
        }
    }

    @Test
    void aWriteThatFailsAtOnceIsOver() throws IOException {
        kernel.io("WriteFile", Reaction.fails(1450), Reaction.takes(3));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            PipeException e = assertThrows(PipeException.class, () -> channel.beginWrite(message("hello"), news));
            assertEquals(1450, e.code());
            assertThrows(PipeException.class, () -> channel.beginWrite(message("hello"), news));
            assertTrue(channel.beginWrite(message("hello"), news));
        }
    }

    @Test
    void afterACloseTheWriteIsEndedAndGivesItsMemoryBack() throws IOException {
        kernel.io("WriteFile", Reaction.pends(), Reaction.pends(), Reaction.pends());
        PipeChannel ended = connect(Direction.BOTH);
        assertFalse(ended.beginWrite(message("hello"), news));
        OverlappedCall pending = kernel.awaitPending("WriteFile");
        ended.close();
        assertEquals(1, told.get());
        assertEquals(pending.overlapped(), kernel.awaitCall("CancelIoEx", 1).arg(1));
        // Nobody gets its memory before it was ended.
        PipeChannel other = connect(Direction.BOTH);
        assertFalse(other.beginWrite(message("other"), news));
        assertFalse(pending.overlapped() == kernel.awaitPending("WriteFile").overlapped());
        assertThrows(AsynchronousCloseException.class, ended::endWrite);
        assertThrows(ClosedChannelException.class, () -> ended.beginWrite(message("late"), news));
        other.close();
        assertThrows(AsynchronousCloseException.class, other::cancelWrite);
    }

    @Test
    void whatTheSystemHadTakenBeforeTheCloseIsWritten() throws IOException {
        kernel.io("WriteFile", Reaction.pends());
        PipeChannel channel = connect(Direction.BOTH);
        assertFalse(channel.beginWrite(message("hello"), news));
        kernel.port().hold();
        kernel.awaitPending("WriteFile").succeed();
        channel.close();
        assertEquals(1, told.get());
        assertTrue(channel.endWrite());
        kernel.port().release();
    }

    @Test
    void whenNobodyTakesPacketsAllWhoWaitAreTold() throws IOException {
        kernel.io("WriteFile", Reaction.pends());
        PipeChannel channel = connect(Direction.BOTH);
        assertEquals(Readiness.NOTHING, channel.poll(news));
        assertFalse(channel.beginWrite(message("hello"), news));
        kernel.port().fail(DEAD);
        Background.until(() -> told.get() == 2);
        assertDead(assertThrows(IOException.class, channel::endWrite));
        assertDead(assertThrows(IOException.class, () -> channel.poll(news)));
        assertDead(assertThrows(IOException.class, () -> channel.beginWrite(message("hello"), news)));
        // A thread needs no packets.
        write(channel, "from a platform thread");
        kernel.awaitPending("ReadFile").succeed("hello");
        assertEquals("hello", read(channel));
        channel.close();
        assertEquals(2, told.get());
    }

    @Test
    void newsIsTakenAtOnceAlthoughAThreadThatWaitsForClientsHasGone() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 2);
                PipeChannel channel = accept(listener)) {
            for (int i = 1; i <= 20; i++) {
                assertEquals(Readiness.NOTHING, channel.poll(news));
                assertEquals(false, listener.await(listener.ticket(), past()));
                kernel.awaitPending("ReadFile").succeed("hello");
                awaitTold(i);
                assertEquals("hello", read(channel));
            }
            assertNull(listener.pollReady());
        }
    }

    private static void assertDead(IOException e) {
        assertEquals(DEAD, ((PipeException) e.getCause()).code(), e.toString());
    }
}
