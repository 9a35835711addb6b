package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** Every way a write can end. */
final class WriteTest extends EngineTest {
    @Test
    void theSystemTakesTheMessageAtOnce() throws IOException {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            write(channel, "hello");
            write(channel, "");
            assertEquals("hello", kernel.awaitCall("WriteFile", 1).text());
            assertEquals(0, kernel.awaitCall("WriteFile", 2).arg(2));
            assertEquals(0, kernel.calls("WaitForSingleObject").size());
        }
    }

    @Test
    void whatIsBetweenPositionAndLimitIsWrittenAndLeftAsItWas() throws IOException {
        ByteBuffer message = message("hello").position(1).limit(4);
        ByteBuffer direct = ByteBuffer.allocateDirect(8);
        direct.put(Reaction.bytes("abcdefgh")).position(2).limit(5);
        try (PipeChannel channel = connect(Direction.BOTH)) {
            channel.write(message.asReadOnlyBuffer(), Deadline.NEVER);
            channel.write(message, Deadline.NEVER);
            channel.write(direct, Deadline.NEVER);
            assertEquals("ell", kernel.awaitCall("WriteFile", 1).text());
            assertEquals("ell", kernel.awaitCall("WriteFile", 2).text());
            assertEquals("cde", kernel.awaitCall("WriteFile", 3).text());
            assertEquals(1, message.position());
            assertEquals(4, message.limit());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSystemTakesTheMessageLate(Background.Kind kind) throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<Void> writer = write(kind, channel, "hello", Deadline.NEVER);
            OverlappedCall pending = kernel.awaitPending("WriteFile");
            assertEquals(kind == Background.Kind.VIRTUAL, pending.wantsPacket());
            writer.awaitBlocked();
            assertEquals("hello", pending.text());
            pending.succeed();
            writer.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void timeIsUpAndNothingWasSent(Background.Kind kind) throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            write(kind, channel, "hello", past()).failure(PipeTimeoutException.class);
            assertEquals(1, kernel.calls("CancelIoEx").size());
            write(channel, "again");
            assertEquals("again", kernel.awaitCall("WriteFile", 2).text());
        }
    }

    @ParameterizedTest
    @EnumSource
    void timeIsUpButTheSystemWasQuicker(Background.Kind kind) throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        kernel.script("CancelIoEx", call -> {
            assertTrue(kernel.pendingAt(call.arg(1)).succeed());
            return WinError.ERROR_NOT_FOUND;
        });
        try (PipeChannel channel = connect(Direction.BOTH)) {
            write(kind, channel, "hello", past()).get();
        }
    }

    @Test
    void aWriteThatSomethingElseCancelledIsIssuedAgain() throws Exception {
        // Giving up a flush cancels all that is pending on the handle.
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<Void> writer = write(Background.Kind.PLATFORM, channel, "hello", Deadline.NEVER);
            OverlappedCall pending = kernel.awaitPending("WriteFile");
            kernel.CancelIoEx(pending.handle(), 0);
            writer.get();
            assertEquals("hello", kernel.awaitCall("WriteFile", 2).text());
        }
    }

    @Test
    void aDeadlineThatHasPassedWritesWhatIsTakenAtOnce() throws IOException {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            channel.write(message("hello"), past());
            assertEquals(0, kernel.calls("CancelIoEx").size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WinError.ERROR_BROKEN_PIPE, WinError.ERROR_NO_DATA, WinError.ERROR_PIPE_NOT_CONNECTED})
    void thePeerIsGone(int code) throws IOException {
        kernel.io("WriteFile", Reaction.fails(code), Reaction.fails(code));
        try (PipeChannel channel = connect(Direction.OUT)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            for (int i = 0; i < 2; i++) {
                PeerClosedException e = assertThrows(PeerClosedException.class, () -> write(channel, "hello"));
                assertEquals(code, e.code());
                assertEquals("WriteFile", e.operation());
            }
            assertEquals(Readiness.ENDED, channel.poll(), "known from the write");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.STATUS_PIPE_BROKEN, Win32.STATUS_PIPE_CLOSING, Win32.STATUS_PIPE_DISCONNECTED})
    void thePeerGoesWhileTheWriteIsPending(int status) throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<Void> writer = write(Background.Kind.PLATFORM, channel, "hello", Deadline.NEVER);
            kernel.awaitPending("WriteFile").end(status, 0);
            writer.failure(PeerClosedException.class);
        }
    }

    @Test
    void anotherFailureIsToldInTheSystemsWords() throws IOException {
        kernel.io("WriteFile", Reaction.fails(1450));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            PipeException e = assertThrows(PipeException.class, () -> write(channel, "hello"));
            assertEquals(1450, e.code());
            assertTrue(e.getMessage().contains("Text of 1450."), e.getMessage());
            write(channel, "hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aTransferThatIsTooShortIsNoSuccess(int taken) throws IOException {
        kernel.io("WriteFile", Reaction.takes(taken));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            PipeException e = assertThrows(PipeException.class, () -> write(channel, "hello"));
            assertTrue(e.getMessage().contains(taken + " of 5"), e.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeEndsAWriteThatIsPending(Background.Kind kind) throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        PipeChannel channel = connect(Direction.BOTH);
        Background<Void> writer = write(kind, channel, "hello", Deadline.NEVER);
        OverlappedCall pending = kernel.awaitPending("WriteFile");
        channel.close();
        writer.failure(AsynchronousCloseException.class);
        assertEquals(pending.overlapped(), kernel.awaitCall("CancelIoEx", 1).arg(1));
    }

    @Test
    void closeEndsAReadAndAWriteAtOnce() throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        PipeChannel channel = connect(Direction.BOTH);
        Background<Void> writer = write(Background.Kind.PLATFORM, channel, "hello", Deadline.NEVER);
        Background<String> reader = Background.platform(() -> read(channel));
        kernel.awaitPending("WriteFile");
        kernel.awaitPending("ReadFile");
        channel.close();
        writer.failure(AsynchronousCloseException.class);
        reader.failure(AsynchronousCloseException.class);
        assertEquals(2, kernel.calls("CancelIoEx").size());
    }

    @Test
    void aWriteAndAReadGoOnSideBySide() throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> reader = Background.platform(() -> read(channel));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            write(channel, "question");
            assertFalse(reader.hasEnded());
            pending.succeed("answer");
            assertEquals("answer", reader.get());
        }
    }

    @Test
    void afterCloseNothingIsWritten() throws IOException {
        PipeChannel channel = connect(Direction.BOTH);
        channel.close();
        ClosedChannelException e = assertThrows(ClosedChannelException.class, () -> write(channel, "hello"));
        assertFalse(e instanceof AsynchronousCloseException);
        assertEquals(0, kernel.calls("WriteFile").size());
    }

    private static Background<Void> write(Background.Kind kind, PipeChannel channel, String text, long deadline) {
        return Background.start(kind, () -> {
            channel.write(message(text), deadline);
            return null;
        });
    }
}
