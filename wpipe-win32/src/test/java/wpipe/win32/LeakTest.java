package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.PipeException;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** What has failed gives everything back: the fixture looks for handles and operations that were not. */
final class LeakTest extends EngineTest {
    @ParameterizedTest
    @ValueSource(strings = {"CreateEvent", "CreateFile"})
    void aClientThatCannotBeMade(String function) throws IOException {
        kernel.codes(function, 1450);
        PipeException e = assertThrows(PipeException.class, () -> connect(Direction.BOTH));
        assertEquals(function, e.operation());
        assertEquals(1450, e.code());
        connect(Direction.BOTH).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SetFileCompletionNotificationModes", "CreateIoCompletionPort"})
    void aClientThatCannotBeTiedToThePortCanStillBlock(String function) throws IOException {
        kernel.codes(function, 1450, 1450);
        kernel.io("ReadFile", Reaction.gives("hello"), Reaction.pends());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            PipeException e = assertThrows(PipeException.class, channel::poll);
            assertEquals(function, e.operation());
            assertThrows(PipeException.class, () -> channel.beginWrite(ByteBuffer.allocate(1), () -> {}));
            assertEquals("hello", read(channel));
            assertEquals(Readiness.NOTHING, channel.poll());
        }
    }

    @Test
    void aClientThatOnlyBlocksIsNotTiedToThePort() throws IOException {
        kernel.io("ReadFile", Reaction.gives("hello"));
        try (PipeChannel channel = connect(Direction.BOTH)) {
            write(channel, "a");
            assertEquals("hello", read(channel));
            assertEquals(List.of(), kernel.calls("SetFileCompletionNotificationModes"));
            assertEquals(1, kernel.calls("CreateIoCompletionPort").size(), "the port itself");
        }
    }

    @Test
    void aClientWhoseSecondOperationCannotBeMade() {
        kernel.codes("CreateEvent", 0, 1450);
        assertThrows(PipeException.class, () -> connect(Direction.BOTH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SetFileCompletionNotificationModes", "CreateEvent", "CreateIoCompletionPort"})
    void aFirstInstanceThatCannotBeMade(String function) {
        kernel.codes(function, 1450);
        assertThrows(PipeException.class, () -> listen(Direction.BOTH, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SetFileCompletionNotificationModes", "CreateIoCompletionPort"})
    void aLaterInstanceThatCannotBeMade(String function) throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 2)) {
            kernel.codes(function, 1450);
            accept(listener).close();
            assertThrows(IOException.class, listener::pollClient);
        }
    }

    /** Not what the system reports: memory runs out, or the checker finds a mistake. */
    @Test
    void aSecondInstanceThatFailsInAnotherWayLeavesNoFirstOne() {
        OutOfMemoryError failure = new OutOfMemoryError("of the test");
        // The client of the first one is there at once, so that open makes the second one.
        kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
        kernel.passes("CreateNamedPipe");
        kernel.script("CreateNamedPipe", call -> {
            throw failure;
        });
        assertSame(failure, assertThrows(OutOfMemoryError.class, () -> listen(Direction.BOTH, 2)));
        assertEquals(List.of(), kernel.openPipes());
    }

    @Test
    void anAcceptThatFails() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 2)) {
            kernel.awaitPending("ConnectNamedPipe").end(Win32.STATUS_UNSUCCESSFUL, 0);
            assertThrows(IOException.class, () -> awaitClient(listener));
        }
    }

    @Test
    void aHandleThatCannotBeClosed() throws IOException {
        PipeChannel channel = connect(Direction.BOTH);
        kernel.codes("CloseHandle", 6);
        PipeException e = assertThrows(PipeException.class, channel::close);
        assertEquals("CloseHandle", e.operation());
        channel.close();
        assertEquals(1, kernel.calls("CloseHandle").size());
    }

    @Test
    void operationsAreUsedAgain() throws IOException {
        for (int i = 0; i < 20; i++) {
            connect(Direction.BOTH).close();
        }
        assertEquals(2, kernel.calls("CreateEvent").size());
        assertEquals(20, kernel.calls("CloseHandle").size());
    }

    @Test
    void notMoreOperationsAreKeptThanABurstNeeds() throws IOException {
        List<PipeChannel> channels = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            channels.add(connect(Direction.BOTH));
        }
        for (PipeChannel channel : channels) {
            channel.close();
        }
        assertEquals(100, kernel.calls("CreateEvent").size());
        assertEquals(64, kernel.openEvents().size());
    }

    @Test
    void keysOfClosedHandlesAreUsedAgain() throws IOException {
        for (int i = 0; i < 1000; i++) {
            try (PipeChannel channel = connect(Direction.BOTH)) {
                channel.poll();
            }
        }
        long highest = kernel.calls("CreateIoCompletionPort").stream()
                .mapToLong(call -> call.arg(2))
                .max()
                .orElseThrow();
        assertTrue(highest <= 2, "key " + highest);
    }

    @Test
    void manyHandlesAtOnceHaveAKeyEach() throws IOException {
        List<PipeChannel> channels = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            PipeChannel channel = connect(Direction.BOTH);
            channel.poll();
            channels.add(channel);
        }
        assertEquals(
                300,
                kernel.calls("CreateIoCompletionPort").stream()
                        .filter(call -> call.arg(0) != -1)
                        .map(call -> call.arg(2))
                        .distinct()
                        .count());
        for (PipeChannel channel : channels) {
            channel.close();
        }
    }
}
