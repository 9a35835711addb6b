package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.Framing;
import wpipe.api.PipeException;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** Looking whether a client has gone, where nobody is to be told when it does. */
final class GlanceTest extends EngineTest {
    @ParameterizedTest
    @EnumSource
    void noReadIsLeftPending(Framing framing) throws IOException {
        try (Win32Listener listener = listen(framing);
                PipeChannel channel = accept(listener)) {
            assertFalse(channel.hasEnded());
            assertEquals(1, kernel.calls("NtFsControlFile").size());
            assertEquals(0, kernel.calls("ReadFile").size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.STATUS_PIPE_BROKEN, Win32.STATUS_PIPE_CLOSING, Win32.STATUS_PIPE_DISCONNECTED})
    void aClientThatHasGoneAndLeftNothingHasEnded(int status) throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            kernel.script("NtFsControlFile", call -> status);
            assertTrue(channel.hasEnded());
        }
    }

    /** Windows may say that, and the handle itself is never set. */
    @Test
    void theAnswerMayComeLater() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            kernel.script(
                    "NtFsControlFile", advapi.later(advapi.left(5)), advapi.later(call -> Win32.STATUS_PIPE_BROKEN));
            assertFalse(channel.hasEnded());
            assertTrue(channel.hasEnded());
        }
    }

    @Test
    void anyOtherFailureIsThrown() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            kernel.script("NtFsControlFile", call -> Win32.STATUS_UNSUCCESSFUL);
            PipeException failure = assertThrows(PipeException.class, channel::hasEnded);
            assertEquals("NtFsControlFile", failure.operation());
            assertEquals(Win32.STATUS_UNSUCCESSFUL, failure.code());
        }
    }

    /** The system would give to that read what a look finds, and it is that read which tells. */
    @Test
    void aReadThatPendsIsLookedAtInstead() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            assertFalse(channel.hasEnded());
            assertEquals(0, kernel.calls("NtFsControlFile").size());
            kernel.awaitPending("ReadFile").end(Win32.STATUS_PIPE_BROKEN, 0);
            assertTrue(channel.hasEnded());
        }
    }

    @Test
    void aServerThatOnlyWritesAsksAndDoesNotAskAgain() throws IOException {
        try (Win32Listener listener = listen(Direction.OUT, 1);
                PipeChannel channel = accept(listener)) {
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
            assertFalse(channel.hasEnded());
            int asked = kernel.calls("ConnectNamedPipe").size();
            assertFalse(listener.await(listener.ticket(), past()));
            assertEquals(asked, kernel.calls("ConnectNamedPipe").size(), "nobody waits for its end");
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_NO_DATA));
            assertTrue(channel.hasEnded());
        }
    }

    @Test
    void aClosedOneHasEnded() throws IOException {
        for (Direction direction : new Direction[] {Direction.BOTH, Direction.OUT}) {
            try (Win32Listener listener = listen(direction, 1)) {
                PipeChannel channel = accept(listener);
                channel.close();
                assertTrue(channel.hasEnded());
            }
        }
    }
}
