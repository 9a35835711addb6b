package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.Framing;
import wpipe.api.PipeException;
import wpipe.api.PipeNameInUseException;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** Opening and closing a listener: what is passed to the system, and what it may answer. */
final class ListenTest extends EngineTest {
    private static final int OPEN_MODE = 1;
    private static final int PIPE_MODE = 2;

    @ParameterizedTest
    @CsvSource({"IN, 0x1", "OUT, 0x2", "BOTH, 0x3"})
    void theDirectionIsThatOfTheServer(Direction direction, String access) throws IOException {
        try (Win32Listener listener = listen(direction, 1)) {
            int openMode = created(1).flags(OPEN_MODE);
            assertEquals(Integer.decode(access), openMode & 0x3);
            assertTrue((openMode & Win32.FILE_FLAG_OVERLAPPED) != 0, "overlapped");
            assertEquals(0, openMode & ~(0x3 | Win32.FILE_FLAG_OVERLAPPED | Win32.FILE_FLAG_FIRST_PIPE_INSTANCE));
            assertNull(listener.pollClient());
        }
    }

    @Test
    void instancesAreOfMessagesAndForThisMachineOnly() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 3)) {
            accept(listener).close();
            for (Call call : kernel.calls("CreateNamedPipe")) {
                assertEquals(
                        Win32.PIPE_TYPE_MESSAGE | Win32.PIPE_READMODE_MESSAGE | Win32.PIPE_REJECT_REMOTE_CLIENTS,
                        call.flags(PIPE_MODE));
                assertEquals("\\\\.\\pipe\\test", call.text());
                assertEquals(Win32.PIPE_UNLIMITED_INSTANCES, call.flags(3), "instances");
                assertEquals(QUOTA, call.flags(4), "nOutBufferSize");
                assertEquals(QUOTA, call.flags(5), "nInBufferSize");
                assertEquals(DEFAULT_WAIT, call.flags(6), "nDefaultTimeOut");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"MESSAGES, 0x6", "BYTES, 0x0", "BYTES_IN_MESSAGES, 0x6"})
    void theFramingDeterminesTheType(Framing framing, String typeAndReadMode) throws IOException {
        try (Win32Listener listener = listen(framing);
                PipeChannel channel = accept(listener)) {
            assertEquals(
                    Integer.decode(typeAndReadMode) | Win32.PIPE_REJECT_REMOTE_CLIENTS,
                    created(1).flags(PIPE_MODE));
            assertEquals(framing != Framing.BYTES, channel.isMessageType());
            assertEquals(0, kernel.calls("NtQueryInformationFile").size(), "a server knows");
        }
    }

    @Test
    void onlyTheFirstInstanceMustBeTheFirst() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 3)) {
            accept(listener).close();
            List<Boolean> first = kernel.calls("CreateNamedPipe").stream()
                    .map(call -> (call.flags(OPEN_MODE) & Win32.FILE_FLAG_FIRST_PIPE_INSTANCE) != 0)
                    .toList();
            assertTrue(first.get(0));
            assertFalse(first.size() < 2 || first.subList(1, first.size()).contains(true), first.toString());
        }
    }

    @Test
    void aHandleTellsOfItsCompletionsOnlyWhereSomebodyWaitsForThem() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            Call call = kernel.awaitCall("SetFileCompletionNotificationModes", 1);
            assertEquals(
                    Win32.FILE_SKIP_COMPLETION_PORT_ON_SUCCESS | Win32.FILE_SKIP_SET_EVENT_ON_HANDLE, call.flags(1));
            assertTrue(kernel.awaitPending("ConnectNamedPipe").wantsPacket(), "the pump is told of the client");
            assertNull(listener.pollReady());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {WinError.ERROR_ACCESS_DENIED, WinError.ERROR_PIPE_BUSY})
    void aNameThatIsTakenIsRefused(int code) {
        kernel.codes("CreateNamedPipe", code);
        PipeNameInUseException e = assertThrows(PipeNameInUseException.class, () -> listen(Direction.BOTH, 1));
        assertEquals(code, e.code());
        assertEquals("CreateNamedPipe", e.operation());
        assertEquals(ADDRESS.path(), e.pipe());
    }

    @Test
    void anotherFailureIsToldInTheSystemsWords() {
        kernel.codes("CreateNamedPipe", 123);
        PipeException e = assertThrows(PipeException.class, () -> listen(Direction.BOTH, 1));
        assertEquals(123, e.code());
        assertTrue(e.getMessage().contains("Text of 123."), e.getMessage());
        assertEquals(1, kernel.calls("CreateNamedPipe").size());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 87, WinError.ERROR_PIPE_BUSY})
    void theFirstAcceptFails(int code) {
        kernel.io("ConnectNamedPipe", Reaction.fails(code));
        PipeException e = assertThrows(PipeException.class, () -> listen(Direction.BOTH, 5));
        assertEquals(code, e.code());
        assertEquals(1, kernel.calls("CreateNamedPipe").size(), "no other instance is made when opening has failed");
    }

    @Test
    void anAcceptThatAlwaysFailsDoesNotMakeInstancesForEver() {
        for (int i = 0; i < 10_000; i++) {
            kernel.io("ConnectNamedPipe", Reaction.fails(87));
        }
        assertThrows(PipeException.class, () -> listen(Direction.BOTH, 5));
        assertTrue(kernel.calls("CreateNamedPipe").size() <= 2, "instances made");
    }

    @Test
    void aFailureOfTheSecondInstanceIsToldAfterTheFirstClient() throws IOException {
        // The client of the first one is there at once, so that open makes the second one.
        kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
        kernel.codes("CreateNamedPipe", 0, 8);
        try (Win32Listener listener = listen(Direction.BOTH, 5);
                PipeChannel client = listener.pollClient()) {
            assertNotNull(client);
            IOException e = assertThrows(IOException.class, listener::pollClient);
            assertEquals(8, ((PipeException) e.getCause()).code());
        }
    }

    @Test
    void closeCancelsWhatWaits() throws IOException {
        Win32Listener listener = listen(Direction.BOTH, 1);
        OverlappedCall waiting = kernel.awaitPending("ConnectNamedPipe");
        listener.close();
        assertEquals(waiting.overlapped(), kernel.awaitCall("CancelIoEx", 1).arg(1));
        assertEquals(1, kernel.calls("CreateNamedPipe").size(), "a closing listener makes no instance");
    }

    @Test
    void closeIsIdempotent() throws IOException {
        Win32Listener listener = listen(Direction.BOTH, 1);
        listener.close();
        int calls = kernel.calls("CloseHandle").size();
        listener.close();
        assertEquals(calls, kernel.calls("CloseHandle").size());
    }

    @Test
    void closeClosesThoseThatNobodyTook() throws IOException {
        kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
        Win32Listener listener = listen(Direction.BOTH, 5);
        assertEquals(2, kernel.openPipes().size());
        listener.close();
        assertEquals(0, kernel.openPipes().size());
        assertNull(listener.pollClient());
    }

    @Test
    void aFailureOfClosingIsToldAndAllAreClosed() throws IOException {
        kernel.io("ConnectNamedPipe", Reaction.fails(WinError.ERROR_PIPE_CONNECTED));
        Win32Listener listener = listen(Direction.BOTH, 5);
        kernel.codes("CloseHandle", 6, 6);
        PipeException e = assertThrows(PipeException.class, listener::close);
        assertEquals("CloseHandle", e.operation());
        assertInstanceOf(PipeException.class, e.getSuppressed()[0]);
    }

    private Call created(int number) {
        return kernel.awaitCall("CreateNamedPipe", number);
    }
}
