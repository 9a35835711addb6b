package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.Access;
import wpipe.api.ImpersonationLevel;
import wpipe.api.PipeException;
import wpipe.api.PipeNameInUseException;
import wpipe.api.ServerOwner;
import wpipe.api.UntrustedServerException;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.Direction;
import wpipe.spi.ListenSecurity;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** What is passed to the system of that which options say about security. */
final class SecurityTest extends EngineTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientsOfOtherMachinesAreRejectedUnlessAdmitted(boolean admitted) throws IOException {
        try (Win32Listener listener =
                listen(Direction.BOTH, new ListenSecurity(Access.ownerOnly(), admitted, false, false))) {
            accept(listener).close();
            for (Call call : kernel.calls("CreateNamedPipe")) {
                assertEquals(
                        admitted ? 0 : Win32.PIPE_REJECT_REMOTE_CLIENTS,
                        call.flags(2) & Win32.PIPE_REJECT_REMOTE_CLIENTS);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"IN", "OUT", "BOTH"})
    void aPipeGivesBothRightsIfAsked(Direction direction) throws IOException {
        try (Win32Listener listener = listen(direction, new ListenSecurity(Access.ownerOnly(), false, false, true))) {
            accept(listener).close();
            for (Call call : kernel.calls("CreateNamedPipe")) {
                assertEquals(Win32.PIPE_ACCESS_DUPLEX, call.flags(1) & Win32.PIPE_ACCESS_DUPLEX);
            }
        }
    }

    @Test
    void aSharedNameNeedNotBeFree() throws IOException {
        try (Win32Listener listener =
                listen(Direction.BOTH, new ListenSecurity(Access.ownerOnly(), false, true, false))) {
            accept(listener).close();
            for (Call call : kernel.calls("CreateNamedPipe")) {
                assertEquals(0, call.flags(1) & Win32.FILE_FLAG_FIRST_PIPE_INSTANCE);
            }
        }
    }

    /** Nothing is in use then: it is shared, and this server may not, or is of another kind. */
    @ParameterizedTest
    @ValueSource(ints = {WinError.ERROR_ACCESS_DENIED, WinError.ERROR_PIPE_BUSY, 87})
    void aNameThatCannotBeSharedIsRefusedAsItIs(int code) {
        kernel.codes("CreateNamedPipe", code);
        PipeException e = assertThrows(
                PipeException.class,
                () -> listen(Direction.BOTH, new ListenSecurity(Access.ownerOnly(), false, true, false)));
        assertEquals(code, e.code());
        assertFalse(e instanceof PipeNameInUseException);
        assertEquals(
                code == WinError.ERROR_ACCESS_DENIED,
                e.getMessage().contains("FILE_CREATE_PIPE_INSTANCE"),
                e.getMessage());
    }

    /** The direction is still that of the library: a client that only reads has nothing to write. */
    @Test
    void aClientAsksForBothRightsIfAsked() throws IOException {
        try (PipeChannel writer = connect(
                Direction.OUT, new ConnectSecurity(ImpersonationLevel.IDENTIFICATION, ServerOwner.anyone(), true))) {
            assertEquals(
                    connectedAccess(Direction.BOTH),
                    kernel.awaitCall("CreateFile", 1).flags(1));
            write(writer, "text");
            assertEquals("text", kernel.awaitCall("WriteFile", 1).text());
        }
    }

    /** Static tracking would lend it by connecting, and so to a squatter as well. */
    @ParameterizedTest
    @EnumSource
    void whatIsWorthStealingIsNotLentBeforeTheOwnerIsKnown(ImpersonationLevel level) throws IOException {
        boolean worth = level.compareTo(ImpersonationLevel.IDENTIFICATION) > 0;
        for (ServerOwner owner : List.of(ServerOwner.anyone(), ServerOwner.currentUser())) {
            int before = kernel.calls("CreateFile").size();
            try {
                connect(Direction.BOTH, new ConnectSecurity(level, owner, false))
                        .close();
            } catch (UntrustedServerException e) {
                assertEquals(ServerOwner.currentUser(), owner);
            }
            assertEquals(
                    worth && !owner.isAnyone() ? Win32.SECURITY_CONTEXT_TRACKING : 0,
                    kernel.awaitCall("CreateFile", before + 1).flags(5) & Win32.SECURITY_CONTEXT_TRACKING);
        }
    }

    private int connectedAccess(Direction direction) throws IOException {
        connect(direction).close();
        return kernel.awaitCall("CreateFile", kernel.calls("CreateFile").size()).flags(1);
    }
}
