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
            assertEquals(1, kernel.calls("PeekNamedPipe").size());
            assertEquals(0, kernel.calls("ReadFile").size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WinError.ERROR_NO_DATA, WinError.ERROR_PIPE_NOT_CONNECTED, WinError.ERROR_BROKEN_PIPE})
    void aClientThatHasGoneAndLeftNothingHasEnded(int code) throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            kernel.script("PeekNamedPipe", call -> code);
            assertTrue(channel.hasEnded());
        }
    }

    @Test
    void anyOtherFailureIsThrown() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            kernel.script("PeekNamedPipe", call -> WinError.ERROR_ACCESS_DENIED);
            PipeException failure = assertThrows(PipeException.class, channel::hasEnded);
            assertEquals("PeekNamedPipe", failure.operation());
            assertEquals(WinError.ERROR_ACCESS_DENIED, failure.code());
        }
    }

    /** The system would give to that read what a look finds, and it is that read which tells. */
    @Test
    void aReadThatPendsIsLookedAtInstead() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            assertFalse(channel.hasEnded());
            assertEquals(0, kernel.calls("PeekNamedPipe").size());
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
