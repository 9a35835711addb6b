package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.Framing;
import wpipe.api.MessageTooLargeException;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeException;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** Messages that are larger than the room a connection has from the start, and those that are larger than allowed. */
final class LongMessageTest extends EngineTest {
    private static final int LARGE = 1 << 20;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMessageIsLookedAtBeforeItIsRead(boolean packet) throws IOException {
        String message = "m".repeat(200_000);
        kernel.io("ReadFile", Reaction.givesFirst("", packet), Reaction.gives(message));
        kernel.script("NtFsControlFile", advapi.left(message.length()));
        try (PipeChannel channel = connect(Direction.BOTH, LARGE)) {
            assertEquals(message, read(channel));
            assertEquals(0, kernel.awaitCall("ReadFile", 1).arg(2), "nothing of it is taken by the first look");
            assertEquals(2, kernel.calls("ReadFile").size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageComesLate(Background.Kind kind) throws Exception {
        String message = "m".repeat(200_000);
        kernel.script("NtFsControlFile", advapi.left(message.length()));
        try (PipeChannel channel = connect(Direction.BOTH, LARGE)) {
            Background<String> reader = Background.start(kind, () -> read(channel));
            kernel.awaitPending("ReadFile").end(Win32.STATUS_BUFFER_OVERFLOW, 0);
            kernel.awaitPending("ReadFile").succeed(message);
            assertEquals(message, reader.get());
        }
    }

    @Test
    void oneThatNeededALargeBufferLeavesItForTheNext() throws IOException {
        String message = "m".repeat(200_000);
        kernel.io("ReadFile", Reaction.givesFirst("", false), Reaction.gives(message), Reaction.gives("next"));
        kernel.script("NtFsControlFile", advapi.left(message.length()));
        try (PipeChannel channel = connect(Direction.BOTH, LARGE)) {
            assertEquals(message, read(channel));
            assertEquals("next", read(channel));
            assertEquals(3, kernel.calls("ReadFile").size(), "no look ahead any more");
        }
    }

    @Test
    void aMessageOfTheLargestSizeIsRead() throws IOException {
        kernel.io("ReadFile", Reaction.givesFirst("", false), Reaction.gives("m".repeat(LARGE)));
        kernel.script("NtFsControlFile", advapi.left(LARGE));
        try (PipeChannel channel = connect(Direction.BOTH, LARGE)) {
            assertEquals(LARGE, channel.read(Deadline.NEVER).remaining());
        }
    }

    @Test
    void anEmptyMessageMayComeWhereLargeOnesMay() throws IOException {
        kernel.io("ReadFile", Reaction.gives(""), Reaction.givesFirst("", false), Reaction.gives("next"));
        kernel.script("NtFsControlFile", advapi.left(4));
        try (PipeChannel channel = connect(Direction.BOTH, LARGE)) {
            assertEquals("", read(channel));
            assertEquals("next", read(channel));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatItsWriterTookBackIsForgotten(Background.Kind kind) throws Exception {
        kernel.io("ReadFile", Reaction.givesFirst("", false));
        kernel.script("NtFsControlFile", advapi.left(0), advapi.left(12));
        try (PipeChannel channel = connect(Direction.BOTH, LARGE)) {
            Background<String> reader = Background.start(kind, () -> read(channel));
            OverlappedCall next = kernel.awaitPending("ReadFile");
            assertEquals(0, next.size(), "again a look at first");
            next.end(Win32.STATUS_BUFFER_OVERFLOW, 0);
            kernel.awaitPending("ReadFile").succeed("the next one");
            assertEquals("the next one", reader.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatItsWriterTookBackAfterTheLookIsForgotten(Background.Kind kind) throws Exception {
        kernel.io("ReadFile", Reaction.givesFirst("", false));
        kernel.script("NtFsControlFile", advapi.left(5));
        try (PipeChannel channel = connect(Direction.BOTH, LARGE)) {
            Background<String> reader = Background.start(kind, () -> read(channel));
            kernel.awaitPending("ReadFile").succeed("the next one");
            assertEquals("the next one", reader.get());
        }
    }

    @Test
    void aLargeMessageInThePlaceOfASmallOneThatWasTakenBackEndsTheConnection() throws IOException {
        String message = "m".repeat(200_000);
        kernel.io(
                "ReadFile",
                Reaction.givesFirst("", false),
                call -> call.size() >= message.length()
                        ? Reaction.gives(message).react(call)
                        : Reaction.givesFirst(message.substring(0, call.size()), false)
                                .react(call),
                call -> Reaction.gives(message.substring(message.length() - call.size()))
                        .react(call));
        kernel.script("NtFsControlFile", advapi.left(10), advapi.left(message.length() - 65536));
        // Its rest could be taken back as well, and the next message would pass for it.
        PipeChannel channel = connect(Direction.BOTH, LARGE);
        assertThrows(MessageReader.CutMessageException.class, () -> read(channel));
        assertClosed(channel);
    }

    @Test
    void aMessageOverTheLimitEndsTheConnection() throws IOException {
        kernel.io("ReadFile", Reaction.givesFirst("f".repeat(MAX_MESSAGE), false));
        kernel.script("NtFsControlFile", advapi.left(1));
        PipeChannel channel = connect(Direction.BOTH);
        assertTooLarge(MAX_MESSAGE + 1, MAX_MESSAGE, channel);
    }

    @Test
    void aMessageOverTheLimitThatComesLateEndsTheConnection() throws Exception {
        kernel.script("NtFsControlFile", advapi.left(1));
        PipeChannel channel = connect(Direction.BOTH);
        Background<String> reader = Background.platform(() -> read(channel));
        kernel.awaitPending("ReadFile").end(Win32.STATUS_BUFFER_OVERFLOW, "f".repeat(MAX_MESSAGE));
        assertEquals(
                MAX_MESSAGE + 1, reader.failure(MessageTooLargeException.class).size());
        assertClosed(channel);
    }

    @Test
    void aLargeMessageOverTheLimitEndsTheConnectionUnread() throws IOException {
        kernel.io("ReadFile", Reaction.givesFirst("", false));
        kernel.script("NtFsControlFile", advapi.left(LARGE + 1));
        PipeChannel channel = connect(Direction.BOTH, LARGE);
        assertTooLarge(LARGE + 1, LARGE, channel);
        assertEquals(1, kernel.calls("ReadFile").size());
    }

    @Test
    void aMessageOfGigabytesIsOverTheLimit() throws IOException {
        kernel.io("ReadFile", Reaction.givesFirst("f".repeat(MAX_MESSAGE), false));
        kernel.script("NtFsControlFile", advapi.left(Integer.MAX_VALUE));
        PipeChannel channel = connect(Direction.BOTH);
        assertTooLarge((long) MAX_MESSAGE + Integer.MAX_VALUE, MAX_MESSAGE, channel);
    }

    @Test
    void theLimitHoldsAlsoAfterAnEarlierConnectionWithALargerOne() throws IOException {
        kernel.io("ReadFile", Reaction.gives("x".repeat(10_000)));
        try (PipeChannel roomy = connect(Direction.BOTH, 65536)) {
            assertEquals(10_000, roomy.read(Deadline.NEVER).remaining());
        }
        kernel.io(
                "ReadFile",
                call -> call.size() >= 10_000
                        ? Reaction.gives("y".repeat(10_000)).react(call)
                        : Reaction.givesFirst("y".repeat(call.size()), false).react(call));
        kernel.script("NtFsControlFile", advapi.left(10_000 - MAX_MESSAGE));
        PipeChannel channel = connect(Direction.BOTH);
        assertTooLarge(10_000, MAX_MESSAGE, channel);
    }

    /** There a read of 0 bytes ends at once, and would pass for an empty message again and again. */
    @Test
    void fromAnotherMachineAMessageIsReadWithoutALookBefore() throws IOException {
        kernel.io("ReadFile", Reaction.gives("far away"));
        ConnectRequest request = new ConnectRequest(
                PipeAddress.of("far", "test"),
                Direction.BOTH,
                Framing.MESSAGES,
                LARGE,
                false,
                past(),
                ConnectSecurity.DEFAULT);
        try (PipeChannel channel = new Connector(engine, request).connect()) {
            assertEquals("far away", read(channel));
            assertEquals(LARGE, kernel.awaitCall("ReadFile", 1).arg(2));
        }
    }

    @Test
    void aMessageThatWasCutByItsWriterEndsTheConnection() throws IOException {
        // Over the limit, but the writer took the rest back: its size can no longer be told.
        kernel.io("ReadFile", Reaction.givesFirst("f".repeat(MAX_MESSAGE), false));
        kernel.script("NtFsControlFile", advapi.left(0));
        PipeChannel channel = connect(Direction.BOTH);
        PipeException e = assertThrows(PipeException.class, () -> read(channel));
        assertFalse(e instanceof PeerClosedException, e.toString());
        assertClosed(channel);
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.STATUS_UNSUCCESSFUL, Win32.STATUS_PIPE_BROKEN})
    void theRestOfAMessageIsNeverTakenForAMessage(int code) throws IOException {
        kernel.io("ReadFile", Reaction.givesFirst("f".repeat(MAX_MESSAGE), false), Reaction.gives("rest"));
        kernel.codes("NtFsControlFile", code);
        PipeChannel channel = connect(Direction.BOTH);
        try {
            assertThrows(IOException.class, () -> read(channel));
            assertThrows(IOException.class, () -> read(channel));
        } finally {
            channel.close();
        }
    }

    @Test
    void thePeerGoesBeforeItsLargeMessageIsRead() throws IOException {
        kernel.io("ReadFile", Reaction.givesFirst("", false), Reaction.fails(WinError.ERROR_BROKEN_PIPE));
        kernel.script("NtFsControlFile", advapi.left(5));
        try (PipeChannel channel = connect(Direction.BOTH, LARGE)) {
            assertThrows(PeerClosedException.class, () -> read(channel));
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeEndsTheReadOfALargeMessage(Background.Kind kind) throws Exception {
        kernel.io("ReadFile", Reaction.givesFirst("", false));
        kernel.script("NtFsControlFile", advapi.left(5));
        PipeChannel channel = connect(Direction.BOTH, LARGE);
        Background<String> reader = Background.start(kind, () -> read(channel));
        kernel.awaitPending("ReadFile");
        channel.close();
        reader.failure(AsynchronousCloseException.class);
    }

    private void assertTooLarge(long size, int limit, PipeChannel channel) throws IOException {
        try {
            MessageTooLargeException e = assertThrows(MessageTooLargeException.class, () -> read(channel));
            assertEquals(size, e.size());
            assertEquals(limit, e.limit());
            assertClosed(channel);
        } finally {
            channel.close();
        }
    }

    private void assertClosed(PipeChannel channel) {
        assertEquals(0, kernel.openPipes().size(), "this end is closed");
        assertThrows(ClosedChannelException.class, () -> read(channel));
    }
}
