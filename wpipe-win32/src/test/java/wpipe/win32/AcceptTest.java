package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** Every way an accept can go. */
final class AcceptTest extends EngineTest {
    @Test
    void aClientComesWhileTheInstanceWaits() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 2)) {
            assertNull(listener.pollClient());
            try (PipeChannel client = accept(listener)) {
                kernel.io("ReadFile", Reaction.gives("hello"));
                assertEquals("hello", read(client));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WinError.ERROR_PIPE_CONNECTED, WinError.ERROR_SUCCESS})
    void aClientWasQuickerThanTheCall(int code) throws IOException {
        kernel.io("ConnectNamedPipe", Reaction.fails(code));
        try (Win32Listener listener = listen(Direction.BOTH, 2);
                PipeChannel client = awaitClient(listener)) {
            kernel.io("ReadFile", Reaction.gives("hello"));
            assertEquals("hello", read(client));
            assertNull(listener.pollClient());
        }
    }

    @Test
    void aClientThatCameAndWentIsHandedOutWithWhatItWrote() throws IOException {
        kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_NO_DATA));
        try (Win32Listener listener = listen(Direction.BOTH, 2);
                PipeChannel client = awaitClient(listener)) {
            kernel.io("ReadFile", Reaction.gives("last words"), Reaction.fails(WinError.ERROR_BROKEN_PIPE));
            assertEquals("last words", read(client));
            assertThrows(PeerClosedException.class, () -> read(client));
        }
    }

    @Test
    void theNextInstanceWaitsBeforeTheClientIsHandedOut() throws Exception {
        try (Win32Listener listener = listen(Direction.BOTH, 2)) {
            OverlappedCall waiting = kernel.awaitPending("ConnectNamedPipe");
            AtomicReference<Background<Integer>> taker = new AtomicReference<>();
            kernel.script("CreateNamedPipe", call -> {
                taker.set(Background.platform(() -> {
                    try (PipeChannel client = awaitClient(listener)) {
                        assertNotNull(client);
                        return kernel.calls("ConnectNamedPipe").size();
                    }
                }));
                // Until the taker has the client, if it can be had already.
                Thread thread = taker.get().thread();
                Background.until(() -> taker.get().hasEnded() || thread.getState() == Thread.State.WAITING);
                return WinError.ERROR_SUCCESS;
            });
            waiting.succeed();
            Background.until(() -> taker.get() != null);
            assertEquals(2, taker.get().get(), "instances that had been made to wait when it was handed out");
        }
    }

    @Test
    void thereAreNeverMoreChannelsThanInstancesAllowed() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 2)) {
            PipeChannel first = accept(listener);
            PipeChannel second = accept(listener);
            assertEquals(2, kernel.calls("CreateNamedPipe").size());
            first.close();
            assertEquals(3, kernel.calls("CreateNamedPipe").size(), "a closed channel makes room for a client");
            try (PipeChannel third = accept(listener)) {
                assertNotNull(third);
                assertEquals(2, kernel.openPipes().size());
            }
            second.close();
        }
    }

    @Test
    void manyClientsThatAreThereAtOnceStayWithinTheLimit() throws IOException {
        for (int i = 0; i < 5; i++) {
            kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
        }
        Win32Listener listener = listen(Direction.BOTH, 3);
        List<PipeChannel> clients = List.of(awaitClient(listener), awaitClient(listener), awaitClient(listener));
        assertNull(listener.pollClient());
        listener.close();
        assertEquals(3, kernel.openPipes().size(), "those handed out stay open");
        for (PipeChannel client : clients) {
            client.close();
        }
    }

    @Test
    void theSuccessorIsMadeBeforeTheHandleIsClosed() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            PipeChannel client = accept(listener);
            assertEquals(1, kernel.calls("CreateNamedPipe").size());
            client.close();
            List<Call> calls = kernel.calls();
            List<String> order =
                    calls.subList(calls.indexOf(kernel.awaitCall("CreateNamedPipe", 1)), calls.size()).stream()
                            .map(Call::function)
                            .filter(f -> f.equals("CreateNamedPipe")
                                    || f.equals("ConnectNamedPipe")
                                    || f.equals("CloseHandle"))
                            .toList();
            assertEquals(
                    List.of(
                            "CreateNamedPipe",
                            "ConnectNamedPipe",
                            "CreateNamedPipe",
                            "ConnectNamedPipe",
                            "CloseHandle"),
                    order);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WinError.ERROR_ACCESS_DENIED, WinError.ERROR_PIPE_BUSY, 8})
    void aLaterInstanceFails(int code) throws IOException {
        kernel.codes("CreateNamedPipe", 0, code);
        try (Win32Listener listener = listen(Direction.BOTH, 5)) {
            try (PipeChannel client = accept(listener)) {
                assertNotNull(client, "the client that came before the failure");
                IOException e = assertThrows(IOException.class, listener::pollClient);
                assertEquals(code, ((PipeException) e.getCause()).code());
                assertNull(listener.pollClient(), "told once");
            }
        }
    }

    @Test
    void theClientThatCameBeforeTheFailureIsNotOvertakenByIt() throws IOException {
        // A status that must be translated, so that there is a call between the failure and the hand-over.
        AtomicReference<IOException> early = new AtomicReference<>();
        kernel.codes("CreateNamedPipe", 0, 8);
        try (Win32Listener listener = listen(Direction.BOTH, 5)) {
            kernel.script("GetOverlappedResult", call -> {
                try {
                    assertNull(listener.pollClient());
                } catch (IOException e) {
                    early.set(e);
                }
                return WinError.ERROR_SUCCESS;
            });
            kernel.awaitPending("ConnectNamedPipe").end(0x4000_0000, 0);
            kernel.port().awaitIdle();
            try (PipeChannel client = listener.pollClient()) {
                assertNotNull(client);
                assertNull(early.get(), "told before the client was handed out");
            }
        }
    }

    @Test
    void anAcceptFailsAtOnceLater() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 5)) {
            kernel.io("ConnectNamedPipe", Reaction.fails(87));
            try (PipeChannel client = accept(listener)) {
                assertNotNull(client);
                IOException e = assertThrows(IOException.class, listener::pollClient);
                assertEquals(87, ((PipeException) e.getCause()).code());
                assertEquals(
                        2, kernel.calls("CreateNamedPipe").size(), "no instance is made before the failure was told");
            }
        }
    }

    @Test
    void anAcceptFailsWhileItWaits() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            long ticket = listener.ticket();
            kernel.awaitPending("ConnectNamedPipe").end(Win32.STATUS_UNSUCCESSFUL, 0);
            assertTrue(listener.await(ticket, Deadline.NEVER));
            IOException e = assertThrows(IOException.class, listener::pollClient);
            assertEquals(ScriptedKernel32.UNKNOWN_STATUS_CODE, ((PipeException) e.getCause()).code());
        }
    }

    @Test
    void anAcceptThatTheListenersCloseEndsIsNoFailure() throws Exception {
        Win32Listener listener = listen(Direction.BOTH, 1);
        long ticket = listener.ticket();
        Background<Boolean> waiter = Background.platform(() -> listener.await(ticket, Deadline.NEVER));
        listener.close();
        assertTrue(waiter.get());
        kernel.port().awaitIdle();
        assertNull(listener.pollClient());
    }

    @Test
    void aClientThatComesWhileTheListenerClosesIsClosed() throws IOException {
        Win32Listener listener = listen(Direction.BOTH, 2);
        OverlappedCall waiting = kernel.awaitPending("ConnectNamedPipe");
        kernel.script("CancelIoEx", call -> {
            assertTrue(waiting.succeed());
            kernel.port().awaitIdle();
            return WinError.ERROR_NOT_FOUND;
        });
        listener.close();
        assertNull(listener.pollClient());
    }

    /** The close is at another instance: whoever got this one would have it closed under his hands. */
    @Test
    void aClientThatComesBeforeTheCloseIsAtItsInstanceIsNotHandedOut() throws IOException {
        Win32Listener listener = listenTwice();
        List<OverlappedCall> waiting =
                List.of(kernel.awaitPending("ConnectNamedPipe"), kernel.awaitPending("ConnectNamedPipe"));
        List<PipeChannel> handedOut = new ArrayList<>();
        kernel.script("CancelIoEx", call -> {
            waiting.forEach(OverlappedCall::succeed);
            kernel.port().awaitIdle();
            takeInto(handedOut, listener);
            return WinError.ERROR_NOT_FOUND;
        });
        listener.close();
        assertEquals(List.of(), handedOut);
        assertNull(listener.pollClient());
        assertEquals(List.of(), kernel.openPipes());
    }

    private static void takeInto(List<PipeChannel> clients, Win32Listener listener) {
        try {
            PipeChannel client = listener.pollClient();
            if (client != null) {
                clients.add(client);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoWaitsAfterTheCloseDoesNotWaitForEver() throws Exception {
        Win32Listener listener = listen(Direction.BOTH, 1);
        listener.close();
        // A server's accept may have looked whether it is open just before the close, and takes its ticket after it.
        Background<Boolean> waiter = Background.platform(() -> listener.await(listener.ticket(), Deadline.NEVER));
        assertTrue(waiter.get());
    }

    @Test
    void anAcceptTimesOutAndGoesOn() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            assertEquals(false, listener.await(listener.ticket(), past()));
            try (PipeChannel client = accept(listener)) {
                assertNotNull(client);
            }
        }
    }

    @Test
    void wakeupEndsAWait() throws Exception {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            long ticket = listener.ticket();
            Background<Boolean> waiter = Background.platform(() -> listener.await(ticket, Deadline.NEVER));
            waiter.awaitBlocked();
            listener.wakeup();
            assertTrue(waiter.get());
        }
    }
}
