package wpipe.win32;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.Access;
import wpipe.api.InvalidSddlException;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeException;
import wpipe.api.PipeNameInUseException;
import wpipe.spi.Direction;
import wpipe.spi.ListenSecurity;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** The descriptor that instances are made with. For the scripted advapi32 it is the text that it was made of. */
final class AccessListTest extends EngineTest {
    private static final String CONVERT = "ConvertStringSecurityDescriptorToSecurityDescriptor";
    private static final int INVALID_ACL = 1336;

    private static ListenSecurity of(Access access) {
        return new ListenSecurity(access, false, false, false);
    }

    /** The descriptor at the SECURITY_ATTRIBUTES that the last argument of CreateNamedPipe points to. */
    private String descriptorOf(Call create) {
        ByteBuffer attributes = kernel.memory().at(create.arg(7), Layout.SECURITY_ATTRIBUTES.SIZE);
        assertEquals(Layout.SECURITY_ATTRIBUTES.SIZE, attributes.getInt(Layout.SECURITY_ATTRIBUTES.nLength));
        assertEquals(0, attributes.getInt(Layout.SECURITY_ATTRIBUTES.bInheritHandle), "inherited by child processes");
        long descriptor = attributes.getLong(Layout.SECURITY_ATTRIBUTES.lpSecurityDescriptor);
        int size = kernel.calls("RtlMoveMemory").get(0).args().get(2).intValue();
        return new String(kernel.memory().bytes(descriptor, size), UTF_16LE);
    }

    @Test
    void byDefaultItIsTheUserAndNobodyElse() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 3)) {
            accept(listener).close();
            List<Call> instances = kernel.calls("CreateNamedPipe");
            assertTrue(instances.size() > 1, "instances made");
            for (Call create : instances) {
                assertEquals(
                        "O:" + ScriptedAdvapi32.USER + "D:P(A;;FA;;;" + ScriptedAdvapi32.USER + ")",
                        descriptorOf(create));
            }
        }
    }

    @Test
    void itIsWhatTheOptionsSay() throws IOException {
        for (Access access : List.of(
                Access.ownerAndAdministrators(),
                Access.authenticatedUsers(),
                Access.everyone().withGenericWrite(),
                Access.sddl("D:P(A;;FA;;;OW)"))) {
            try (Win32Listener listener = listen(Direction.IN, of(access))) {
                assertTrue(listener.ticket() >= 0);
                Call create = kernel.calls("CreateNamedPipe")
                        .get(kernel.calls("CreateNamedPipe").size() - 1);
                long descriptor = kernel.memory()
                        .at(create.arg(7), Layout.SECURITY_ATTRIBUTES.SIZE)
                        .getLong(Layout.SECURITY_ATTRIBUTES.lpSecurityDescriptor);
                String text = access.toSddl(ScriptedAdvapi32.USER);
                assertEquals(text, new String(kernel.memory().bytes(descriptor, text.length() * 2), UTF_16LE));
            }
        }
    }

    @Test
    void theUserIsThatOfTheProcess() throws IOException {
        listen(Direction.BOTH, 1).close();
        Call open = kernel.awaitCall("OpenProcessToken", 1);
        assertEquals(-1, open.arg(0), "GetCurrentProcess");
        assertEquals(Win32.TOKEN_QUERY, open.flags(1));
        assertEquals(Win32.TokenUser, kernel.awaitCall("GetTokenInformation", 1).flags(1));
    }

    /** What Windows has allocated is given back before anything is made that could fail, and once. */
    @Test
    void theOrderOfCalls() throws IOException {
        listen(Direction.BOTH, 1).close();
        List<String> functions = kernel.calls().stream()
                .map(Call::function)
                .filter(function -> !function.equals("GetQueuedCompletionStatusEx")) // the pump's
                .toList();
        int token = functions.indexOf("OpenProcessToken");
        assertEquals(
                List.of(
                        "OpenProcessToken",
                        "GetTokenInformation",
                        "CloseHandle",
                        CONVERT,
                        "RtlMoveMemory",
                        "LocalFree",
                        "CreateNamedPipe"),
                functions.subList(token, token + 7));
        assertEquals(Win32.SDDL_REVISION_1, kernel.awaitCall(CONVERT, 1).flags(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OpenProcessToken", "GetTokenInformation", CONVERT, "LocalFree"})
    void nothingIsMadeWithoutADescriptor(String function) {
        kernel.codes(function, 1450);
        PipeException e = assertThrows(PipeException.class, () -> listen(Direction.BOTH, 1));
        assertEquals(function, e.operation());
        assertEquals(1450, e.code());
        assertEquals(ADDRESS.path(), e.pipe());
        assertEquals(List.of(), kernel.calls("CreateNamedPipe"));
    }

    @Test
    void aTokenThatCannotBeClosedIsAFailure() {
        kernel.codes("CloseHandle", 6);
        PipeException e = assertThrows(PipeException.class, () -> listen(Direction.BOTH, 1));
        assertEquals("CloseHandle", e.operation());
    }

    @Test
    void aFailureOfThePipeLeavesNothing() {
        kernel.codes("CreateNamedPipe", WinError.ERROR_ACCESS_DENIED);
        assertThrows(PipeNameInUseException.class, () -> listen(Direction.BOTH, 1));
    }

    /** The scripted Windows refuses everything with an X, and each of the parts has its index. */
    @ParameterizedTest
    @CsvSource({
        "D:P(A;;FA;;;XX), 3, '(A;;FA;;;XX)'",
        "D:P(A;;FA;;;WD)(A;;FX;;;BA)(A;;X;;;BA), 15, '(A;;FX;;;BA)'",
        "O:XG:BAD:P(A;;FA;;;WD), 2, 'X'",
        "D:X(A;;FA;;;WD), 2, 'X'",
        "S:(ML;;NW;;;X)D:P(A;;FA;;;WD), 2, '(ML;;NW;;;X)'",
        "'D:(XA;;FA;;;WD;(@User.a == \"(\"))(A;;FA;;;WD)', 2, '(XA;;FA;;;WD;(@User.a == \"(\"))'",
        "D:(A;;FA;;;WD)(A;;FA;;;X, 14, '(A;;FA;;;X'",
        "XD:P, 0, 'X'",
    })
    void whatIsNotUnderstoodIsNamedWithItsPlace(String sddl, int index, String part) {
        refuseEveryX();
        InvalidSddlException e =
                assertThrows(InvalidSddlException.class, () -> listen(Direction.BOTH, of(Access.sddl(sddl))));
        assertEquals(index, e.index());
        assertEquals(INVALID_ACL, e.code());
        assertEquals(CONVERT, e.operation());
        assertTrue(e.getMessage().contains("Text of 1336."), e.getMessage());
        assertTrue(e.getMessage().contains("'" + part + "' at index " + index + " of '" + sddl + "'"), e.getMessage());
        assertEquals(part, sddl.substring(index, index + part.length()));
        assertEquals(List.of(), kernel.calls("CreateNamedPipe"));
    }

    @Test
    void whatIsOnlyWrongTogetherHasNoPlace() {
        kernel.codes(CONVERT, INVALID_ACL);
        InvalidSddlException e = assertThrows(
                InvalidSddlException.class, () -> listen(Direction.BOTH, of(Access.sddl("O:BAD:P(A;;FA;;;WD)"))));
        assertEquals(-1, e.index());
        assertTrue(e.getMessage().contains("O:BAD:P(A;;FA;;;WD)"), e.getMessage());
        assertEquals(
                List.of("O:BAD:P(A;;FA;;;WD)", "O:BA", "D:P", "D:(A;;FA;;;WD)"),
                kernel.calls(CONVERT).stream().map(Call::text).toList());
    }

    private void refuseEveryX() {
        for (int i = 0; i < 10; i++) {
            kernel.script(CONVERT, call -> {
                if (call.text().contains("X")) {
                    return INVALID_ACL;
                }
                kernel.memory().putLong(call.arg(2), kernel.memory().allocate(new byte[20]));
                kernel.memory().putInt(call.arg(3), 20);
                return WinError.ERROR_SUCCESS;
            });
        }
    }

    @Test
    void aListThatKeepsTheServerItselfOutIsNamedAsTheReason() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 3)) {
            kernel.codes("CreateNamedPipe", WinError.ERROR_ACCESS_DENIED);
            try (PipeChannel client = accept(listener)) {
                assertTrue(client.poll() != null);
                IOException e = assertThrows(IOException.class, listener::pollClient);
                PipeAccessDeniedException denied = (PipeAccessDeniedException) e.getCause();
                assertEquals(WinError.ERROR_ACCESS_DENIED, denied.code());
                assertTrue(denied.getMessage().contains("FILE_CREATE_PIPE_INSTANCE"), denied.getMessage());
            }
        }
    }
}
