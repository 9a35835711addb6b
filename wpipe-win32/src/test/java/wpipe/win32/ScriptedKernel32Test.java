package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.WinError;

/** The fake notices what the other tests rely on it to notice. */
final class ScriptedKernel32Test extends EngineTest {
    @Test
    void anAddressLeadsBackToItsBytes() {
        ByteBuffer buffer = Engine.memory(16).putInt(8, 42);
        long address = kernel.address(buffer);
        assertEquals(address, kernel.address(buffer));
        assertEquals(42, kernel.memory().at(address + 8, 4).getInt(0));
        kernel.memory().putInt(address + 12, 43);
        assertEquals(43, buffer.getInt(12));
        assertEquals("text", kernel.memory().string(kernel.address(Engine.wideString("text"))));
    }

    @Test
    void memoryOfNobody() {
        long address = kernel.address(Engine.memory(16));
        kernel.memory().at(address + 8, 16);
        assertNoticed("not in one buffer");
        kernel.memory().at(4711, 1);
        assertNoticed("not in one buffer");
        kernel.address(ByteBuffer.allocate(1));
        assertNoticed("heap buffer");
    }

    @Test
    void closingTwice() {
        long event = kernel.CreateEvent(true, false);
        kernel.CloseHandle(event);
        kernel.CloseHandle(event);
        assertNoticed("a second time");
    }

    @Test
    void usingWhatIsClosedOrUnknown() {
        long event = kernel.CreateEvent(true, false);
        kernel.CloseHandle(event);
        kernel.WaitForSingleObject(event, 0);
        assertNoticed("closed handle");
        kernel.SetFileCompletionNotificationModes(4711, 0);
        assertNoticed("unknown handle");
    }

    @Test
    void closingWhileACallRuns() {
        long pipe = kernel.handles().create(FakeHandles.Kind.PIPE);
        kernel.script("SetFileCompletionNotificationModes", call -> kernel.CloseHandle(pipe));
        kernel.SetFileCompletionNotificationModes(pipe, 0);
        assertNoticed("threads are in a call");
    }

    @Test
    void issuingWhatIsPending() throws IOException {
        Operation operation = engine.operations().take(ADDRESS.path());
        long pipe = kernel.handles().create(FakeHandles.Kind.PIPE);
        operation.prepare(false);
        kernel.ReadFile(pipe, 0, 0, operation.overlapped());
        kernel.ReadFile(pipe, 0, 0, operation.overlapped());
        assertNoticed("OVERLAPPED that is pending");
        kernel.CancelIoEx(pipe, operation.overlapped());
        kernel.ReadFile(pipe, 0, 0, operation.overlapped());
        assertNoticed("not STATUS_PENDING");
        release(operation, pipe);
    }

    @Test
    void touchingWhatIsPending() throws IOException {
        Operation operation = engine.operations().take(ADDRESS.path());
        operation.ensureCapacity(4);
        long pipe = kernel.handles().create(FakeHandles.Kind.PIPE);
        operation.prepare(false);
        kernel.ReadFile(pipe, operation.bufferAddress(), 4, operation.overlapped());
        operation.buffer().put(0, (byte) 1);
        kernel.CancelIoEx(pipe, operation.overlapped());
        assertNoticed("buffer of a pending ReadFile");
        operation.prepare(false);
        kernel.ReadFile(pipe, operation.bufferAddress(), 4, operation.overlapped());
        operation.prepare(true);
        kernel.CancelIoEx(pipe, operation.overlapped());
        assertNoticed("OVERLAPPED of a pending ReadFile");
        release(operation, pipe);
    }

    @Test
    void closingWithAnOperationPending() throws IOException {
        Operation operation = engine.operations().take(ADDRESS.path());
        long pipe = kernel.handles().create(FakeHandles.Kind.PIPE);
        operation.prepare(false);
        kernel.ReadFile(pipe, 0, 0, operation.overlapped());
        kernel.CloseHandle(pipe);
        assertNoticed("is pending");
        assertTrue(kernel.pendingAt(operation.overlapped()).succeed());
        engine.operations().giveBack(operation);
    }

    @Test
    void leavingAHandleOpen() throws IOException {
        PipeChannel channel = connect(Direction.BOTH);
        assertThrows(AssertionError.class, this::nothingIsMisusedOrLeft);
        channel.close();
    }

    @Test
    void keepingAnOperation() throws IOException {
        Operation operation = engine.operations().take(ADDRESS.path());
        AssertionError e = assertThrows(AssertionError.class, this::nothingIsMisusedOrLeft);
        assertTrue(e.getMessage().contains("not given back"), e.getMessage());
        engine.operations().giveBack(operation);
        // The check itself took one that was not there.
        kernel.CloseHandle(kernel.openEvents().get(1));
    }

    @Test
    void aPendingOperationSetsItsEventAndSendsItsPacketOnlyIfItIsToldTo() throws IOException {
        long pipe = kernel.handles().create(FakeHandles.Kind.PIPE);
        kernel.port().hold();
        kernel.port().tie(pipe, 7);
        Operation operation = engine.operations().take(ADDRESS.path());
        for (boolean packet : new boolean[] {false, true}) {
            operation.prepare(packet);
            kernel.ReadFile(pipe, 0, 0, operation.overlapped());
            assertEquals(
                    WinError.WAIT_TIMEOUT,
                    kernel.WaitForSingleObject(operation.block().event(), 0));
            assertTrue(kernel.pendingAt(operation.overlapped()).succeed());
            assertEquals(
                    WinError.ERROR_SUCCESS,
                    kernel.WaitForSingleObject(operation.block().event(), 0));
            assertEquals(packet ? 1 : 0, kernel.port().size());
        }
        release(operation, pipe);
    }

    private void release(Operation operation, long pipe) {
        OverlappedCall pending = kernel.pendingAt(operation.overlapped());
        if (pending != null) {
            pending.succeed();
        }
        kernel.CloseHandle(pipe);
        kernel.violations().clear();
        engine.operations().giveBack(operation);
    }

    private void assertNoticed(String what) {
        assertTrue(
                kernel.violations().texts().stream().anyMatch(text -> text.contains(what)),
                () -> what + " in " + kernel.violations().texts());
        kernel.violations().clear();
    }
}
