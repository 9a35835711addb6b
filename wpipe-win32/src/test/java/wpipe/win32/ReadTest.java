package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** Every way a read of one piece can end. */
final class ReadTest extends EngineTest {
    static int[] codesOfAPeerThatIsGone() {
        return new int[] {WinError.ERROR_BROKEN_PIPE, WinError.ERROR_NO_DATA, WinError.ERROR_PIPE_NOT_CONNECTED};
    }

    static int[] statusesOfAPeerThatIsGone() {
        return new int[] {Win32.STATUS_PIPE_BROKEN, Win32.STATUS_PIPE_CLOSING, Win32.STATUS_PIPE_DISCONNECTED};
    }

    @Test
    void aMessageIsThereAtOnce() throws IOException {
        kernel.io("ReadFile", Reaction.gives("hello"), Reaction.gives("again"));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals("hello", read(channel));
            assertEquals("again", read(channel));
            assertEquals(2, kernel.calls("ReadFile").size());
            assertEquals(0, kernel.calls("WaitForSingleObject").size(), "nothing to wait for");
        }
    }

    @Test
    void aReadOffersRoomForTheLargestMessageAtOnce() throws IOException {
        kernel.io("ReadFile", Reaction.gives("hello"));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals("hello", read(channel));
            assertEquals(MAX_MESSAGE, kernel.awaitCall("ReadFile", 1).arg(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageComesWhileTheReadIsPending(Background.Kind kind) throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> reader = Background.start(kind, () -> read(channel));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            assertEquals(kind == Background.Kind.VIRTUAL, pending.wantsPacket());
            assertFalse(reader.hasEnded());
            pending.succeed("hello");
            assertEquals("hello", reader.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageComesWhenTheReaderWaits(Background.Kind kind) throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> reader = Background.start(kind, () -> read(channel));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            reader.awaitBlocked();
            pending.succeed("hello");
            assertEquals("hello", reader.get());
        }
    }

    @Test
    void anEmptyMessageIsAMessage() throws Exception {
        kernel.io("ReadFile", Reaction.gives(""));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals("", read(channel));
            Background<String> reader = Background.platform(() -> read(channel));
            kernel.awaitPending("ReadFile").succeed("");
            assertEquals("", reader.get());
        }
    }

    @Test
    void aMessageIsReadTheSameWhateverTheBufferWasLeftLike() throws IOException {
        kernel.io("ReadFile", Reaction.gives("a longer one"), Reaction.gives("short"), Reaction.gives("a longer one"));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            channel.read(Deadline.NEVER).position(3).limit(4);
            assertEquals("short", read(channel));
            assertEquals("a longer one", read(channel));
        }
    }

    @ParameterizedTest
    @MethodSource("codesOfAPeerThatIsGone")
    void thePeerIsGoneAgainAndAgain(int code) throws IOException {
        kernel.io("ReadFile", Reaction.fails(code), Reaction.fails(code), Reaction.fails(code));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            for (int i = 0; i < 3; i++) {
                PeerClosedException e = assertThrows(PeerClosedException.class, () -> read(channel));
                assertEquals(code, e.code());
                assertTrue(e.getMessage().contains("Text of " + code), e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("statusesOfAPeerThatIsGone")
    void thePeerGoesWhileTheReadIsPending(int status) throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            for (int i = 0; i < 2; i++) {
                Background<String> reader = Background.platform(() -> read(channel));
                kernel.awaitPending("ReadFile").end(status, 0);
                reader.failure(PeerClosedException.class);
            }
            assertEquals(0, kernel.calls("GetOverlappedResult").size(), "the engine knows these");
        }
    }

    @Test
    void aFailureAtOnceDoesNotPassForSuccess() throws IOException {
        // The call fails and OVERLAPPED is as it was: nothing of an earlier read may be taken for its result.
        kernel.io("ReadFile", Reaction.gives("hello"), Reaction.fails(87), Reaction.gives("again"));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals("hello", read(channel));
            PipeException e = assertThrows(PipeException.class, () -> read(channel));
            assertEquals(87, e.code());
            assertEquals("again", read(channel));
        }
    }

    @Test
    void anUnknownStatusIsTranslatedAndToldInTheSystemsWords() throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            kernel.codes("GetOverlappedResult", 1450);
            Background<String> reader = Background.platform(() -> read(channel));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            pending.end(0xC000_009A, 0);
            PipeException e = reader.failure(PipeException.class);
            assertEquals(1450, e.code());
            assertEquals("ReadFile", e.operation());
            assertTrue(e.getMessage().contains("Text of 1450."), e.getMessage());
            Call translated = kernel.awaitCall("GetOverlappedResult", 1);
            assertEquals(pending.overlapped(), translated.arg(1));
            assertEquals(0, translated.arg(3), "bWait");
        }
    }

    @Test
    void aTextIsAskedForOnce() throws IOException {
        kernel.io("ReadFile", Reaction.fails(87), Reaction.fails(87));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertThrows(PipeException.class, () -> read(channel));
            assertThrows(PipeException.class, () -> read(channel));
            assertEquals(1, kernel.calls("FormatMessage").size());
            assertEquals(
                    Win32.FORMAT_MESSAGE_FROM_SYSTEM | Win32.FORMAT_MESSAGE_IGNORE_INSERTS,
                    kernel.awaitCall("FormatMessage", 1).flags(0));
        }
    }

    @Test
    void aCodeWithoutATextStillMakesAnException() throws IOException {
        kernel.io("ReadFile", Reaction.fails(4711));
        kernel.codes("FormatMessage", 0);
        try (PipeChannel channel = connect(Direction.BOTH)) {
            PipeException e = assertThrows(PipeException.class, () -> read(channel));
            assertTrue(e.getMessage().contains("4711"), e.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadThatNobodyHereCancelledIsIssuedAgain(Background.Kind kind) throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> reader = Background.start(kind, () -> read(channel));
            kernel.awaitPending("ReadFile").end(Win32.STATUS_CANCELLED, 0);
            kernel.awaitPending("ReadFile").succeed("hello");
            assertEquals("hello", reader.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeEndsAReadThatIsPending(Background.Kind kind) throws Exception {
        PipeChannel channel = connect(Direction.BOTH);
        Background<String> reader = Background.start(kind, () -> read(channel));
        OverlappedCall pending = kernel.awaitPending("ReadFile");
        channel.close();
        AsynchronousCloseException e = reader.failure(AsynchronousCloseException.class);
        assertTrue(e.getMessage().contains(ADDRESS.path()), e.getMessage());
        assertEquals(pending.overlapped(), kernel.awaitCall("CancelIoEx", 1).arg(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.STATUS_PIPE_BROKEN, Win32.STATUS_PIPE_DISCONNECTED, 0x8000_000A})
    void closeIsCloseWhateverStatusTheSystemGivesIt(int status) throws Exception {
        PipeChannel channel = connect(Direction.BOTH);
        Background<String> reader = Background.platform(() -> read(channel));
        OverlappedCall pending = kernel.awaitPending("ReadFile");
        kernel.script("CancelIoEx", call -> {
            assertTrue(pending.end(status, 0));
            return WinError.ERROR_SUCCESS;
        });
        channel.close();
        reader.failure(AsynchronousCloseException.class);
    }

    @Test
    void closeWaitsForTheEndOfWhatItCancels() throws Exception {
        PipeChannel channel = connect(Direction.BOTH);
        Background<String> reader = Background.platform(() -> read(channel));
        OverlappedCall pending = kernel.awaitPending("ReadFile");
        kernel.codes("CancelIoEx", 0); // taken note of; the operation has yet to end
        Background<Void> closer = Background.platform(() -> {
            channel.close();
            return null;
        });
        kernel.awaitCall("CancelIoEx", 1);
        closer.awaitBlocked();
        assertEquals(1, kernel.openPipes().size());
        pending.end(Win32.STATUS_CANCELLED, 0);
        closer.get();
        reader.failure(AsynchronousCloseException.class);
    }

    @Test
    void afterCloseThereIsNothingToRead() throws IOException {
        PipeChannel channel = connect(Direction.BOTH);
        channel.close();
        channel.close();
        ClosedChannelException e = assertThrows(ClosedChannelException.class, () -> read(channel));
        assertFalse(e instanceof AsynchronousCloseException);
        assertEquals(0, kernel.calls("ReadFile").size());
        assertThrows(ClosedChannelException.class, () -> channel.read(past()));
    }

    @Test
    void aTimeoutIsNoClose() throws IOException {
        PipeChannel channel = connect(Direction.BOTH);
        assertThrows(PipeTimeoutException.class, () -> channel.read(past()));
        channel.close();
        assertThrows(ClosedChannelException.class, () -> channel.read(past()));
    }
}
