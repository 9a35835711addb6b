package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.ImpersonationLevel;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeException;
import wpipe.api.ServerOwner;
import wpipe.api.UntrustedServerException;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** What a client lends, and what it asks of the pipe that it has opened before it sends anything. */
final class ReachedTest extends EngineTest {
    private static final String OWNER = "GetKernelObjectSecurity";
    private static final String QUERY = "NtQueryInformationFile";
    private static final int GENERIC_WRITE = 0x4000_0000;
    private static final int FILE_APPEND_DATA = 0x4;
    private static final byte[] SYSTEM = ScriptedAdvapi32.sid(1, 5, 18);
    private static final byte[] ADMINISTRATORS = ScriptedAdvapi32.sid(1, 5, 32, 544);

    private PipeChannel connect(ServerOwner owner) throws IOException {
        return connect(Direction.IN, new ConnectSecurity(ImpersonationLevel.IDENTIFICATION, owner, false));
    }

    private List<String> functions() {
        return kernel.calls().stream().map(Call::function).toList();
    }

    @ParameterizedTest
    @CsvSource({"ANONYMOUS, 0x0", "IDENTIFICATION, 0x10000", "IMPERSONATION, 0x20000", "DELEGATION, 0x30000"})
    void theLevelIsAFlagOfItsOwnAndStatic(ImpersonationLevel level, String flag) throws IOException {
        connect(Direction.BOTH, new ConnectSecurity(level, ServerOwner.anyone(), false))
                .close();
        int securityContextTracking = 0x0004_0000;
        int flags = kernel.awaitCall("CreateFile", 1).flags(5);
        assertEquals(Win32.FILE_FLAG_OVERLAPPED | Win32.SECURITY_SQOS_PRESENT | Integer.decode(flag), flags);
        assertEquals(0, flags & securityContextTracking);
    }

    /** A right that a client has no use for, and that a server's list need not give (Access). */
    @ParameterizedTest
    @EnumSource
    void theRightToAddInstancesIsNeverAskedFor(Direction direction) throws IOException {
        connect(direction).close();
        assertEquals(0, kernel.awaitCall("CreateFile", 1).flags(1) & (GENERIC_WRITE | FILE_APPEND_DATA));
    }

    @Test
    void whoTrustsAnyoneDoesNotAsk() throws IOException {
        connect(Direction.BOTH).close();
        assertEquals(List.of(), kernel.calls(OWNER));
        assertEquals(List.of(), kernel.calls("OpenProcessToken"));
    }

    @Test
    void theOwnerIsAskedRightAfterOpening() throws IOException {
        connect(ServerOwner.currentUser()).close();
        List<String> functions = functions();
        int open = functions.indexOf("CreateFile");
        assertEquals(
                List.of(
                        "CreateFile",
                        OWNER,
                        "OpenProcessToken",
                        "GetTokenInformation",
                        "GetTokenInformation",
                        "CloseHandle",
                        QUERY,
                        "SetNamedPipeHandleState"),
                functions.subList(open, open + 8));
        Call asked = kernel.awaitCall(OWNER, 1);
        assertEquals(Win32.OWNER_SECURITY_INFORMATION, asked.flags(1));
        assertEquals(Win32.TokenUser, kernel.awaitCall("GetTokenInformation", 1).flags(1));
        assertEquals(
                Win32.TokenOwner, kernel.awaitCall("GetTokenInformation", 2).flags(1));
    }

    @Test
    void whatOneMakesOneTrusts() throws IOException {
        kernel.script(OWNER, advapi.owner(ADMINISTRATORS));
        kernel.script("GetTokenInformation", advapi.tokenSid(SYSTEM), advapi.tokenSid(ADMINISTRATORS));
        connect(ServerOwner.currentUser()).close();
    }

    @Test
    void aCertainOwnerIsTrusted() throws IOException {
        kernel.script(OWNER, advapi.owner(SYSTEM));
        connect(ServerOwner.sid("S-1-5-18")).close();
        assertEquals(List.of(), kernel.calls("OpenProcessToken"));
    }

    @Test
    void anotherOneIsRefusedAndNamed() {
        kernel.script(OWNER, advapi.owner(SYSTEM));
        UntrustedServerException e =
                assertThrows(UntrustedServerException.class, () -> connect(ServerOwner.currentUser()));
        assertEquals("S-1-5-18", e.owner());
        assertEquals(ADDRESS.path(), e.pipe());
        assertTrue(e.getMessage().contains("belongs to S-1-5-18, and not to currentUser()"), e.getMessage());
        assertEquals(List.of(), kernel.calls("WriteFile"));
        assertEquals("CloseHandle", functions().get(functions().size() - 1));
    }

    @Test
    void aPipeOfNobodyIsRefused() {
        kernel.script(OWNER, advapi.owner(new byte[0]));
        UntrustedServerException e =
                assertThrows(UntrustedServerException.class, () -> connect(ServerOwner.currentUser()));
        assertEquals("", e.owner());
        assertTrue(e.getMessage().contains("belongs to nobody"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {OWNER, "OpenProcessToken", "GetTokenInformation", QUERY})
    void whatCannotBeAskedIsARefusal(String function) {
        kernel.codes(function, 1450);
        PipeException e = assertThrows(
                PipeException.class,
                () -> connect(
                        Direction.BOTH,
                        new ConnectSecurity(ImpersonationLevel.IDENTIFICATION, ServerOwner.currentUser(), false)));
        assertEquals(function, e.operation());
        assertEquals(1450, e.code());
    }

    @Test
    void aFailureOfTheCloseGoesAlong() {
        kernel.codes(OWNER, 1450);
        kernel.codes("CloseHandle", 6);
        PipeException e = assertThrows(PipeException.class, () -> connect(ServerOwner.currentUser()));
        assertEquals(1450, e.code());
        assertEquals(6, ((PipeException) e.getSuppressed()[0]).code());
    }

    @ParameterizedTest
    @CsvSource({"OUT, 0, true", "OUT, 1, false", "OUT, 2, true", "BOTH, 1, false", "BOTH, 2, true"})
    void aWriterOnAPipeThatOnlyItsServerWritesIsRefused(Direction direction, int configuration, boolean fits)
            throws IOException {
        kernel.script(QUERY, advapi.configuration(configuration));
        if (fits) {
            connect(direction).close();
        } else {
            PipeAccessDeniedException e = assertThrows(PipeAccessDeniedException.class, () -> connect(direction));
            assertEquals("CreateFile", e.operation());
            assertEquals(WinError.ERROR_ACCESS_DENIED, e.code());
        }
        assertEquals(Win32.FilePipeLocalInformation, kernel.awaitCall(QUERY, 1).flags(4));
    }

    @Test
    void aReaderGoesOneWayByItself() throws IOException {
        kernel.script(QUERY, advapi.configuration(1));
        try (PipeChannel reader = connect(Direction.IN)) {
            assertNotNull(reader);
        }
    }
}
