package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** A server that only writes: how it learns that a client has gone. */
final class ProbeTest extends EngineTest {
    @Test
    void aConnectedClientIsThere() throws IOException {
        try (Win32Listener listener = listen(Direction.OUT, 1);
                PipeChannel channel = accept(listener)) {
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
            assertEquals(Readiness.NOTHING, channel.poll());
            assertEquals(0, kernel.calls("ReadFile").size(), "the handle cannot be read");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WinError.ERROR_NO_DATA, WinError.ERROR_PIPE_NOT_CONNECTED, WinError.ERROR_BROKEN_PIPE})
    void aClientThatHasGoneIsGoneForGood(int code) throws IOException {
        try (Win32Listener listener = listen(Direction.OUT, 1);
                PipeChannel channel = accept(listener)) {
            kernel.io("ConnectNamedPipe", Reaction.fails(code));
            assertEquals(Readiness.ENDED, channel.poll());
            assertEquals(Readiness.ENDED, channel.poll());
            assertEquals(2, kernel.calls("ConnectNamedPipe").size());
        }
    }

    @Test
    void aProbeThatPendsIsCancelled() throws IOException {
        // Nobody is there and the instance would begin to wait for a client: it must not take one.
        try (Win32Listener listener = listen(Direction.OUT, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.ENDED, channel.poll());
            assertEquals(0, kernel.pendingCalls().size());
        }
    }

    @Test
    void whoWaitsIsToldThatAWatchedClientHasGone() throws IOException {
        try (Win32Listener listener = listen(Direction.OUT, 1);
                PipeChannel channel = accept(listener)) {
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.io(
                    "ConnectNamedPipe",
                    Reaction.fails(WinError.ERROR_PIPE_CONNECTED),
                    Reaction.fails(WinError.ERROR_NO_DATA));
            assertTrue(listener.await(listener.ticket(), Deadline.NEVER));
            assertSame(channel, listener.pollReady());
            assertNull(listener.pollReady());
        }
    }

    @Test
    void allWhoWaitAreToldThatAWatchedClientHasGone() throws Exception {
        try (Win32Listener listener = listen(Direction.OUT, 1);
                PipeChannel channel = accept(listener)) {
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
            assertEquals(Readiness.NOTHING, channel.poll());
            long ticket = listener.ticket();
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_NO_DATA));
            Background<Boolean> first = Background.platform(() -> listener.await(ticket, Deadline.NEVER));
            Background<Boolean> second = Background.platform(() -> listener.await(ticket, Deadline.NEVER));
            assertTrue(first.get());
            assertTrue(second.get());
        }
    }

    @Test
    void aWaitEndsAtItsDeadlineAllTheSame() throws IOException {
        try (Win32Listener listener = listen(Direction.OUT, 1);
                PipeChannel channel = accept(listener)) {
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
            assertFalse(listener.await(listener.ticket(), past()));
        }
    }

    @Test
    void aProbeOfAnotherThreadDoesNotMakeAClientSeemGone() throws IOException {
        AtomicReference<Readiness> meanwhile = new AtomicReference<>();
        try (Win32Listener listener = listen(Direction.OUT, 1);
                PipeChannel channel = accept(listener)) {
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
            assertEquals(Readiness.NOTHING, channel.poll());
            // One thread waits on the listener, which probes; another one looks at the connection meanwhile.
            kernel.io("ConnectNamedPipe", call -> {
                try {
                    meanwhile.set(Background.platform(channel::poll).get());
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                listener.wakeup();
                return WinError.ERROR_PIPE_CONNECTED;
            });
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
            assertTrue(listener.await(listener.ticket(), Deadline.NEVER));
            assertEquals(Readiness.NOTHING, meanwhile.get());
        }
    }

    @Test
    void aClosedChannelIsNoLongerWatched() throws IOException {
        try (Win32Listener listener = listen(Direction.OUT, 2)) {
            PipeChannel channel = accept(listener);
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
            assertEquals(Readiness.NOTHING, channel.poll());
            channel.close();
            assertEquals(Readiness.ENDED, channel.poll());
            assertFalse(listener.await(listener.ticket(), past()));
            assertNull(listener.pollReady());
        }
    }

    @Test
    void aClientsChannelThatOnlyWritesIsNotProbed() throws IOException {
        try (PipeChannel channel = connect(Direction.OUT)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            assertEquals(0, kernel.calls("ConnectNamedPipe").size());
        }
    }
}
