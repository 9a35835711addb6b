package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import wpipe.api.PipeException;
import wpipe.api.PipeNameInUseException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** A listener that could not take a client tells of it once and takes clients again. */
final class RecoveryTest extends EngineTest {
    private static final int NO_MEMORY = 8;

    private int created() {
        return kernel.calls("CreateNamedPipe").size();
    }

    private boolean claimed(int creation) {
        Call call = kernel.calls("CreateNamedPipe").get(creation);
        return (call.arg(1) & Win32.FILE_FLAG_FIRST_PIPE_INSTANCE) != 0;
    }

    private static PipeException failure(Win32Listener listener) {
        IOException e = assertThrows(IOException.class, listener::pollClient);
        return assertInstanceOf(PipeException.class, e.getCause());
    }

    @Test
    void anInstanceThatCouldNotBeMadeIsMadeOnceThatWasTold() throws IOException {
        kernel.codes("CreateNamedPipe", 0, NO_MEMORY);
        try (Win32Listener listener = listen(Direction.BOTH, 5)) {
            PipeChannel first = accept(listener);
            assertEquals(NO_MEMORY, failure(listener).code());
            assertEquals(2, created(), "not before the next call");
            assertNull(listener.pollClient());
            assertEquals(3, created());
            try (PipeChannel second = accept(listener)) {
                assertNotNull(second);
            }
            first.close();
        }
    }

    @Test
    void eachCallTriesOnceAndTellsWhileTheSystemHasNoMemory() throws IOException {
        kernel.codes("CreateNamedPipe", 0, NO_MEMORY, NO_MEMORY, NO_MEMORY);
        try (Win32Listener listener = listen(Direction.BOTH, 5);
                PipeChannel client = accept(listener)) {
            assertNotNull(client);
            for (int told = 1; told <= 3; told++) {
                assertEquals(NO_MEMORY, failure(listener).code());
                assertEquals(1 + told, created());
            }
            assertNull(listener.pollClient());
            assertEquals(5, created());
        }
    }

    @Test
    void whoWaitsIsWokenByTheFailureAndByTheClientAfterIt() throws Exception {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            long ticket = listener.ticket();
            Background<Boolean> waiter = Background.platform(() -> listener.await(ticket, Deadline.NEVER));
            waiter.awaitBlocked();
            kernel.awaitPending("ConnectNamedPipe").end(Win32.STATUS_UNSUCCESSFUL, 0);
            assertTrue(waiter.get());
            failure(listener);
            assertNull(listener.pollClient());
            try (PipeChannel client = accept(listener)) {
                assertNotNull(client);
            }
        }
    }

    /** Somebody else may have made a pipe of that name since, and a client that goes to him is not ours. */
    @Test
    void aNameThatWasLostIsClaimedAnew() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            kernel.awaitPending("ConnectNamedPipe").end(Win32.STATUS_UNSUCCESSFUL, 0);
            kernel.port().awaitIdle();
            failure(listener);
            assertEquals(List.of(), kernel.openPipes());
            kernel.codes("CreateNamedPipe", WinError.ERROR_ACCESS_DENIED);
            assertInstanceOf(PipeNameInUseException.class, failure(listener));
            assertNull(listener.pollClient());
            assertTrue(claimed(1));
            assertTrue(claimed(2));
        }
    }

    @Test
    void aNameThatAClientStillHoldsIsNot() throws IOException {
        kernel.codes("CreateNamedPipe", 0, NO_MEMORY);
        try (Win32Listener listener = listen(Direction.BOTH, 2);
                PipeChannel client = accept(listener)) {
            assertNotNull(client);
            failure(listener);
            assertNull(listener.pollClient());
            assertEquals(3, created());
            assertEquals(false, claimed(2));
        }
    }

    /** While the last handle is being closed, nobody can say whether the name is still ours. */
    @Test
    void theEndOfTheLastHandleIsWaitedFor() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            PipeChannel client = accept(listener);
            kernel.codes("CreateNamedPipe", NO_MEMORY);
            AtomicInteger createdMeanwhile = new AtomicInteger();
            kernel.script("CloseHandle", call -> {
                failure(listener);
                poll(listener);
                createdMeanwhile.set(created());
                return WinError.ERROR_SUCCESS;
            });
            client.close();
            assertEquals(2, createdMeanwhile.get());
            assertEquals(3, created());
            assertTrue(claimed(2));
            try (PipeChannel next = accept(listener)) {
                assertNotNull(next);
            }
        }
    }

    private static void poll(Win32Listener listener) {
        try {
            assertNull(listener.pollClient());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Not what the system reports: the instance goes, and is replaced once that was told. */
    @Test
    void anAcceptThatFailsInAnotherWayIsReplaced() throws IOException {
        IllegalStateException bug = new IllegalStateException("of the test");
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            kernel.script("GetOverlappedResult", call -> {
                throw bug;
            });
            kernel.awaitPending("ConnectNamedPipe").end(0x4000_0000, 0);
            kernel.port().awaitIdle();
            IOException e = assertThrows(IOException.class, listener::pollClient);
            assertNotNull(e.getCause());
            assertSame(bug, e.getCause().getCause());
            assertEquals(List.of(), kernel.openPipes());
            assertNull(listener.pollClient());
            try (PipeChannel client = accept(listener)) {
                assertNotNull(client);
            }
        }
    }
}
