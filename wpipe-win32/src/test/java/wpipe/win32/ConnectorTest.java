package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.Framing;
import wpipe.api.FramingMismatchException;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeException;
import wpipe.api.PipeNotFoundException;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** Connecting a client. */
final class ConnectorTest extends EngineTest {
    private static final int BUSY = WinError.ERROR_PIPE_BUSY;
    private static final int ABSENT = WinError.ERROR_FILE_NOT_FOUND;

    @ParameterizedTest
    @CsvSource({"IN, 0x80000100, true", "OUT, 0x00120082, false", "BOTH, 0x80000102, true"})
    void theDirectionDeterminesTheAccess(Direction direction, String access, boolean readMode) throws IOException {
        try (PipeChannel channel = connect(direction)) {
            assertNotNull(channel);
            Call call = kernel.awaitCall("CreateFile", 1);
            assertEquals(ADDRESS.path(), call.text());
            assertEquals(Long.decode(access).intValue(), call.flags(1), "dwDesiredAccess");
            assertEquals(0, call.flags(2), "dwShareMode");
            assertEquals(Win32.OPEN_EXISTING, call.flags(4));
            assertEquals(
                    Win32.FILE_FLAG_OVERLAPPED | Win32.SECURITY_SQOS_PRESENT | Win32.SECURITY_IDENTIFICATION,
                    call.flags(5));
            assertEquals(
                    readMode ? 1 : 0, kernel.calls("SetNamedPipeHandleState").size());
        }
    }

    @Test
    void theReadModeIsThatOfMessages() throws IOException {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertNotNull(channel);
            Call call = kernel.awaitCall("SetNamedPipeHandleState", 1);
            assertEquals(kernel.openPipes().get(0), call.arg(0));
            assertEquals(Win32.PIPE_READMODE_MESSAGE, call.flags(2));
        }
    }

    @Test
    void anAbsentPipeFailsAtOnce() {
        kernel.codes("CreateFile", ABSENT);
        PipeNotFoundException e = assertThrows(PipeNotFoundException.class, () -> connect(Deadline.NEVER, false));
        assertEquals(ABSENT, e.code());
        assertEquals("CreateFile", e.operation());
        assertTrue(e.getMessage().contains("Text of 2."), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 53, 87})
    void aRefusalFailsAtOnce(int code) {
        kernel.codes("CreateFile", code);
        PipeException e = assertThrows(PipeException.class, () -> connect(Deadline.NEVER, true));
        assertEquals(code, e.code());
        assertEquals(code == 5, e instanceof PipeAccessDeniedException);
        assertEquals(1, kernel.calls("CreateFile").size());
    }

    @Test
    void anotherMachineIsNamedInThePathAndWhatTheSystemSaysOfItIsSaid() throws IOException {
        PipeAddress elsewhere = PipeAddress.of("server.example", "test");
        kernel.codes("CreateFile", BUSY);
        try (PipeChannel channel = connect(elsewhere, Deadline.NEVER, false)) {
            assertNotNull(channel);
            for (String function : List.of("CreateFile", "WaitNamedPipe")) {
                assertEquals(
                        "\\\\server.example\\pipe\\test",
                        kernel.awaitCall(function, 1).text());
            }
        }
        kernel.codes("CreateFile", WinError.ERROR_BAD_NETPATH);
        PipeNotFoundException e =
                assertThrows(PipeNotFoundException.class, () -> connect(elsewhere, Deadline.NEVER, true));
        assertEquals("CreateFile on \\\\server.example\\pipe\\test: Text of 53. (error 53)", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {WinError.ERROR_SUCCESS, WinError.ERROR_SEM_TIMEOUT, WinError.ERROR_FILE_NOT_FOUND})
    void aBusyPipeIsWaitedForWhateverTheHint(int hint) throws IOException {
        kernel.codes("CreateFile", BUSY, BUSY);
        kernel.codes("WaitNamedPipe", hint, hint);
        try (PipeChannel channel = connect(Deadline.NEVER, false)) {
            assertNotNull(channel);
            assertEquals(3, kernel.calls("CreateFile").size());
            Call wait = kernel.awaitCall("WaitNamedPipe", 2);
            assertEquals(ADDRESS.path(), wait.text());
            assertTrue(wait.flags(1) > 0, "0 would be the server's default, -1 for ever: " + wait);
        }
    }

    @Test
    void anotherFailureOfTheWaitIsTold() {
        kernel.codes("CreateFile", BUSY);
        kernel.codes("WaitNamedPipe", 87);
        PipeException e = assertThrows(PipeException.class, () -> connect(Deadline.NEVER, false));
        assertEquals("WaitNamedPipe", e.operation());
        assertEquals(87, e.code());
    }

    @Test
    void aPipeThatGoesWhileItIsWaitedForIsAbsent() {
        kernel.codes("CreateFile", BUSY, ABSENT);
        kernel.codes("WaitNamedPipe", ABSENT);
        assertThrows(PipeNotFoundException.class, () -> connect(Deadline.NEVER, false));
    }

    @Test
    void aPipeThatStaysBusyIsBusy() {
        kernel.codes("CreateFile", BUSY);
        PipeBusyException e = assertThrows(PipeBusyException.class, () -> connect(past(), false));
        assertEquals(BUSY, e.code());
        assertEquals(0, kernel.calls("WaitNamedPipe").size(), "no time to wait");
    }

    @Test
    void theDeadlineEndsTheWaitForABusyPipe() {
        for (int i = 0; i < 1000; i++) {
            kernel.codes("CreateFile", BUSY);
            kernel.script("WaitNamedPipe", call -> {
                // As the system: the time that was asked for passes.
                java.util.concurrent.locks.LockSupport.parkNanos(call.arg(1) * 1_000_000);
                return WinError.ERROR_SEM_TIMEOUT;
            });
        }
        long deadline = Deadline.after(Duration.ofMillis(20));
        assertThrows(PipeBusyException.class, () -> connect(deadline, false));
        assertTrue(kernel.calls("WaitNamedPipe").stream().allMatch(call -> call.flags(1) <= 21), "longer than asked");
    }

    @ParameterizedTest
    @EnumSource
    void anAbsentPipeIsWaitedForIfAsked(Background.Kind kind) throws Exception {
        kernel.codes("CreateFile", ABSENT, ABSENT, ABSENT, BUSY, ABSENT);
        Background.start(kind, () -> connect(Deadline.NEVER, true)).get().close();
        assertEquals(6, kernel.calls("CreateFile").size());
    }

    @Test
    void anAbsentPipeThatStaysAwayIsNotFound() {
        kernel.codes("CreateFile", ABSENT);
        assertThrows(PipeNotFoundException.class, () -> connect(past(), true));
    }

    @Test
    void aVirtualThreadDoesNotHoldItsCarrierWhileItWaits() throws Exception {
        kernel.codes("CreateFile", BUSY, BUSY);
        Background.virtual(() -> connect(Deadline.NEVER, false)).get().close();
        assertEquals(0, kernel.calls("WaitNamedPipe").size());
    }

    @ParameterizedTest
    @ValueSource(ints = {BUSY, ABSENT})
    void anInterruptEndsTheWait(int code) throws Exception {
        for (Background.Kind kind : Background.Kind.values()) {
            for (int i = 0; i < 10_000; i++) {
                kernel.codes("CreateFile", code);
            }
            Background<PipeChannel> client = Background.start(kind, () -> connect(Deadline.NEVER, true));
            client.thread().interrupt();
            InterruptedIOException e = client.failure(InterruptedIOException.class);
            assertTrue(e.getMessage().contains(ADDRESS.path()), e.getMessage());
            assertTrue(client.endedInterrupted());
        }
    }

    @Test
    void anInterruptDoesNotHinderWhatNeedsNoWait() throws Exception {
        Background<PipeChannel> client = Background.platform(() -> {
            Thread.currentThread().interrupt();
            return connect(Deadline.NEVER, false);
        });
        client.get().close();
        assertTrue(client.endedInterrupted());
    }

    @ParameterizedTest
    @CsvSource({"MESSAGES, 4, true", "BYTES, 4, true", "BYTES, 0, false", "BYTES_IN_MESSAGES, 4, true"})
    void onAPipeOfMessagesMessagesAreReadWhateverTheFraming(Framing framing, int type, boolean readMode)
            throws IOException {
        kernel.script("NtQueryInformationFile", advapi.ofType(type));
        try (PipeChannel channel = connect(Direction.BOTH, framing, MAX_MESSAGE)) {
            assertEquals(
                    kernel.openPipes().get(0),
                    kernel.awaitCall("NtQueryInformationFile", 1).arg(0));
            assertEquals(type == Win32.PIPE_TYPE_MESSAGE, channel.isMessageType());
            assertEquals(
                    readMode ? 1 : 0,
                    kernel.calls("SetNamedPipeHandleState").size(),
                    "a pipe of bytes has no other mode");
        }
    }

    @ParameterizedTest
    @CsvSource({"MESSAGES, BOTH", "MESSAGES, OUT", "BYTES_IN_MESSAGES, BOTH"})
    void aPipeOfBytesIsNoPipeOfMessages(Framing framing, Direction direction) {
        kernel.script("NtQueryInformationFile", advapi.ofType(Win32.PIPE_TYPE_BYTE));
        FramingMismatchException e =
                assertThrows(FramingMismatchException.class, () -> connect(direction, framing, MAX_MESSAGE));
        assertTrue(e.getMessage().contains(ADDRESS.path()), e.getMessage());
        assertTrue(e.getMessage().contains("framing " + framing), e.getMessage());
        assertTrue(e.getMessage().contains("only with BYTES"), e.getMessage());
        assertEquals(1, kernel.calls("CloseHandle").size());
        assertEquals(0, kernel.calls("WriteFile").size());
    }

    @Test
    void aPipeWhoseTypeIsNotToldIsClosed() {
        kernel.codes("NtQueryInformationFile", 5);
        PipeException e = assertThrows(PipeException.class, () -> connect(Direction.BOTH));
        assertEquals("NtQueryInformationFile", e.operation());
        assertEquals(1, kernel.calls("CloseHandle").size());
        assertEquals(0, kernel.calls("SetNamedPipeHandleState").size());
    }

    @Test
    void aHandleWhoseReadModeCannotBeSetIsClosed() {
        kernel.codes("SetNamedPipeHandleState", 87);
        PipeException e = assertThrows(PipeException.class, () -> connect(Direction.BOTH));
        assertEquals("SetNamedPipeHandleState", e.operation());
        assertEquals(1, kernel.calls("CloseHandle").size());
    }

    @Test
    void aFailureOfThatCloseIsNotForgotten() {
        kernel.codes("SetNamedPipeHandleState", 87);
        kernel.codes("CloseHandle", 6);
        PipeException e = assertThrows(PipeException.class, () -> connect(Direction.BOTH));
        assertEquals(87, e.code());
        assertEquals(6, ((PipeException) e.getSuppressed()[0]).code());
    }

    private PipeChannel connect(long deadline, boolean waitForServer) throws IOException {
        return connect(ADDRESS, deadline, waitForServer);
    }

    private PipeChannel connect(PipeAddress address, long deadline, boolean waitForServer) throws IOException {
        ConnectRequest request = new ConnectRequest(
                address,
                Direction.BOTH,
                Framing.MESSAGES,
                MAX_MESSAGE,
                waitForServer,
                deadline,
                ConnectSecurity.DEFAULT);
        return new Connector(engine, request).connect();
    }
}
