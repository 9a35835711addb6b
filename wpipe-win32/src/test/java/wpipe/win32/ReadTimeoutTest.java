package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** A read whose time runs out loses nothing. */
final class ReadTimeoutTest extends EngineTest {
    private static final Duration SHORT = Duration.ofMillis(5);

    @ParameterizedTest
    @EnumSource
    void timeIsUpAndTheNextReadGetsTheMessage(Background.Kind kind) throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> early = Background.start(kind, () -> text(channel.read(Deadline.after(SHORT))));
            PipeTimeoutException e = early.failure(PipeTimeoutException.class);
            assertTrue(e.getMessage().contains(ADDRESS.path()), e.getMessage());
            assertEquals(1, kernel.calls("CancelIoEx").size());
            Background<String> late = Background.start(kind, () -> read(channel));
            kernel.awaitPending("ReadFile").succeed("late");
            assertEquals("late", late.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlineThatHasPassedGivesWhatIsThere(Background.Kind kind) throws Exception {
        kernel.io("ReadFile", Reaction.gives("here"));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals(
                    "here",
                    Background.start(kind, () -> text(channel.read(past()))).get());
            Background.start(kind, () -> text(channel.read(past()))).failure(PipeTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatComesWhileCancellingIsGiven(Background.Kind kind) throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            kernel.script("CancelIoEx", call -> {
                assertTrue(kernel.pendingAt(call.arg(1)).succeed("just in time"));
                return WinError.ERROR_NOT_FOUND;
            });
            Background<String> reader = Background.start(kind, () -> text(channel.read(Deadline.after(SHORT))));
            assertEquals("just in time", reader.get());
        }
    }

    @Test
    void aLargeMessageThatComesWhileCancellingIsGiven() throws IOException {
        try (PipeChannel channel = connect(Direction.BOTH, 1 << 20)) {
            kernel.script("CancelIoEx", call -> {
                assertTrue(kernel.pendingAt(call.arg(1)).end(Win32.STATUS_BUFFER_OVERFLOW, ""));
                return WinError.ERROR_NOT_FOUND;
            });
            kernel.script("NtFsControlFile", advapi.left(5));
            kernel.io("ReadFile", Reaction.pends(), Reaction.gives("large"));
            assertEquals("large", text(channel.read(past())));
        }
    }

    @Test
    void aLargeMessageThatItsWriterTookBackIsNoReasonToWaitLonger() throws IOException {
        kernel.io("ReadFile", Reaction.givesFirst("", false), Reaction.pends(), Reaction.givesFirst("", false));
        kernel.script("NtFsControlFile", advapi.left(0), advapi.left(5));
        try (PipeChannel channel = connect(Direction.BOTH, 1 << 20)) {
            assertThrows(PipeTimeoutException.class, () -> channel.read(past()));
            kernel.io("ReadFile", Reaction.gives("large"));
            assertEquals("large", read(channel));
        }
    }

    @Test
    void theEndThatComesWhileCancellingIsTold() throws IOException {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            kernel.script("CancelIoEx", call -> {
                assertTrue(kernel.pendingAt(call.arg(1)).end(Win32.STATUS_PIPE_BROKEN, 0));
                return WinError.ERROR_NOT_FOUND;
            });
            assertThrows(PeerClosedException.class, () -> channel.read(past()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReadIsNotGivenUpBeforeItsCancelHasEndedIt(Background.Kind kind) throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            kernel.codes("CancelIoEx", 0);
            Background<String> reader = Background.start(kind, () -> text(channel.read(past())));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            kernel.awaitCall("CancelIoEx", 1);
            kernel.awaitCall("WaitForSingleObject", 1);
            assertFalse(reader.hasEnded());
            pending.end(Win32.STATUS_CANCELLED, 0);
            reader.failure(PipeTimeoutException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closeMeetsATimeout(Background.Kind kind) throws Exception {
        PipeChannel channel = connect(Direction.BOTH);
        Background<String> reader = Background.start(kind, () -> text(channel.read(Deadline.NEVER)));
        kernel.awaitPending("ReadFile");
        reader.awaitBlocked();
        channel.close();
        // Whether the reader's own cancel or the close was first: the close is what it is told of.
        reader.failure(java.nio.channels.AsynchronousCloseException.class);
    }
}
