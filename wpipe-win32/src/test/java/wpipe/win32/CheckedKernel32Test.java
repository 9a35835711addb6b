package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import wpipe.spi.WinError;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckedKernel32Test {
    private static final int SIZE = 100;

    private final StubKernel stub = new StubKernel();
    private final Kernel32 kernel = new CheckedKernel32(stub.kernel32());
    private final ByteBuffer name = Engine.wideString("name");
    private final long nameAddress = kernel.address(name);
    private final long pipe = create();
    private final Overlapped first = new Overlapped();
    private final Overlapped second = new Overlapped();

    private final ByteBuffer buffer = Engine.memory(SIZE);
    private final long bufferAddress = kernel.address(buffer);

    /** An OVERLAPPED with its event, made ready as the engine does. */
    private final class Overlapped {
        final ByteBuffer memory = Engine.memory(Layout.OVERLAPPED.SIZE);
        final long address = kernel.address(memory);
        final long event = kernel.CreateEvent(true, false);

        Overlapped() {
            prepare();
        }

        void prepare() {
            memory.putLong(Layout.OVERLAPPED.hEvent, event | 1);
            memory.putLong(Layout.OVERLAPPED.Internal, Win32.STATUS_PENDING);
        }

        void end() {
            memory.putLong(Layout.OVERLAPPED.Internal, Win32.STATUS_SUCCESS);
        }
    }

    private long create() {
        return kernel.CreateNamedPipe(nameAddress, 0, 0, 0, 0, 0, 0, 0);
    }

    private int read(Overlapped overlapped) {
        return kernel.ReadFile(pipe, bufferAddress, SIZE, overlapped.address);
    }

    private void pend(Overlapped overlapped) {
        stub.answer("ReadFile", WinError.ERROR_IO_PENDING);
        assertEquals(WinError.ERROR_IO_PENDING, read(overlapped));
    }

    private static void assertMisuse(String text, Executable call) {
        AssertionError misuse = assertThrows(AssertionError.class, call);
        assertTrue(misuse.getMessage().contains(text), misuse::getMessage);
    }

    @Test
    void passesOnWhatIsRight() {
        stub.answer("WaitForSingleObject", WinError.WAIT_TIMEOUT);
        for (int i = 0; i < 3; i++) {
            first.prepare();
            pend(first);
            assertEquals(WinError.WAIT_TIMEOUT, kernel.WaitForSingleObject(first.event, 0));
            first.end();
            stub.answer("WaitForSingleObject", WinError.ERROR_SUCCESS);
            assertEquals(WinError.ERROR_SUCCESS, kernel.WaitForSingleObject(first.event, 0));
            stub.answer("WaitForSingleObject", WinError.WAIT_TIMEOUT);
        }
        stub.answer("WriteFile", WinError.ERROR_NO_DATA);
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    WinError.ERROR_NO_DATA,
                    kernel.WriteFile(pipe, bufferAddress, SIZE, second.address),
                    "failed calls");
        }
        stub.answer("CloseHandle", WinError.ERROR_INVALID_HANDLE);
        assertEquals(WinError.ERROR_INVALID_HANDLE, kernel.CloseHandle(pipe));
        assertEquals(WinError.ERROR_INVALID_HANDLE, kernel.CloseHandle(first.event));
        stub.answer("CreateFile", -WinError.ERROR_PIPE_BUSY);
        assertEquals(-WinError.ERROR_PIPE_BUSY, kernel.CreateFile(nameAddress, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void noticesASecondClose() {
        kernel.CloseHandle(pipe);
        assertMisuse("CloseHandle with handle " + pipe + ", which is not open", () -> kernel.CloseHandle(pipe));
    }

    @Test
    void noticesTheUseOfAClosedHandle() {
        kernel.CloseHandle(pipe);
        assertMisuse("not open", () -> read(first));
        assertMisuse("not open", () -> kernel.CancelIoEx(pipe, first.address));
        kernel.CloseHandle(first.event);
        assertMisuse("not open", () -> kernel.WaitForSingleObject(first.event, 0));
        assertMisuse("not open", () -> kernel.ResetEvent(first.event));
        assertMisuse("not open", () -> kernel.SetEvent(first.event));
    }

    @Test
    void noticesAHandleOfAnotherKind() {
        assertMisuse("which is a PIPE", () -> kernel.WaitForSingleObject(pipe, 0));
        assertMisuse("which is a EVENT", () -> kernel.ConnectNamedPipe(first.event, first.address));
    }

    @Test
    void noticesACloseWhileACallIsInProgress() {
        stub.answer("WaitForSingleObject", () -> kernel.CloseHandle(first.event));
        assertMisuse("other threads are in a call with", () -> kernel.WaitForSingleObject(first.event, 0));
    }

    @Test
    void noticesAnOverlappedThatIsIssuedAgainWhilePending() {
        pend(first);
        first.prepare();
        stub.answer("WaitForSingleObject", WinError.WAIT_TIMEOUT);
        assertMisuse("with the OVERLAPPED of a pending ReadFile", () -> read(first));
    }

    @Test
    void anEndThatOnlyTheEngineHasSeenIsAnEnd() {
        pend(first);
        first.end();
        first.prepare();
        stub.answer("WaitForSingleObject", WinError.ERROR_SUCCESS);
        pend(first);
        stub.answer("WaitForSingleObject", WinError.WAIT_TIMEOUT);
        assertMisuse("OVERLAPPED of a pending", () -> read(first));
    }

    @Test
    void anEndWhoseEventWasClearedIsAnEnd() {
        pend(first);
        first.end();
        kernel.ResetEvent(first.event);
        first.prepare();
        stub.answer("WaitForSingleObject", WinError.WAIT_TIMEOUT);
        pend(first);
        first.prepare();
        assertMisuse("OVERLAPPED of a pending", () -> read(first));
        kernel.SetEvent(first.event);
    }

    @Test
    void noticesABufferThatIsUsedTwice() {
        pend(first);
        stub.answer("WaitForSingleObject", WinError.WAIT_TIMEOUT);
        assertMisuse("with the buffer of a pending ReadFile", () -> read(second));
    }

    @Test
    void noticesACloseOfAPipeWithAPendingOperation() {
        pend(first);
        assertMisuse("CloseHandle while one is pending", () -> kernel.CloseHandle(pipe));
    }

    @Test
    void noticesACloseOfTheEventOfAPendingOperation() {
        pend(first);
        assertMisuse("CloseHandle of the event", () -> kernel.CloseHandle(first.event));
    }

    @Test
    void noticesMemoryThatNobodyHas() {
        assertMisuse("not those of a buffer in use", () -> kernel.ReadFile(pipe, 0, 1, first.address));
        assertMisuse("not those of", () -> kernel.ReadFile(pipe, bufferAddress, SIZE + 1, first.address));
        assertMisuse("not those of", () -> kernel.ConnectNamedPipe(pipe, first.address + 8));
        assertMisuse("not those of", () -> kernel.SetNamedPipeHandleState(pipe, bufferAddress + SIZE));
        assertMisuse("not those of", () -> kernel.PeekNamedPipe(pipe, bufferAddress, bufferAddress + SIZE));
    }

    @Test
    void noticesMemoryThatWasFreed() {
        long freed = addressOfFreed(SIZE, address -> {});
        assertMisuse("not those of", () -> kernel.WriteFile(pipe, freed, SIZE, first.address));
    }

    @Test
    void memoryThatWasFreedMayBeTheMidstOfALaterBuffer() {
        ByteBuffer later = Engine.memory(SIZE);
        long address = kernel.address(later);
        stub.answer("address", address + 8);
        long freed = addressOfFreed(8, unused -> {});
        assertEquals(WinError.ERROR_SUCCESS, kernel.PeekNamedPipe(pipe, freed, freed + 4));
        later.put(0, (byte) 0); // was alive until here
    }

    @Test
    void noticesABufferThatWasFreedWhilePending() {
        stub.answer("ReadFile", WinError.ERROR_IO_PENDING);
        addressOfFreed(SIZE, address -> kernel.ReadFile(pipe, address, SIZE, first.address));
        assertMisuse("the buffer of a pending ReadFile", () -> kernel.CloseHandle(pipe));
    }

    @Test
    void noticesAnOverlappedThatWasFreedWhilePending() {
        stub.answer("ConnectNamedPipe", WinError.ERROR_IO_PENDING);
        addressOfFreed(Layout.OVERLAPPED.SIZE, address -> kernel.ConnectNamedPipe(pipe, address));
        assertMisuse("the OVERLAPPED of a pending ConnectNamedPipe", () -> kernel.CloseHandle(pipe));
    }

    /** Uses memory, and lets go of it. */
    private long addressOfFreed(int size, java.util.function.LongConsumer use) {
        ByteBuffer memory = Engine.memory(size).putInt(0, Win32.STATUS_PENDING);
        long address = kernel.address(memory);
        use.accept(address);
        WeakReference<ByteBuffer> freed = new WeakReference<>(memory);
        memory = null;
        while (freed.get() != null) {
            System.gc();
            LockSupport.parkNanos(1_000_000);
        }
        return address;
    }

    @Test
    void nothingCanBeOpenedAfterAMisuse() {
        AssertionError misuse = assertThrows(AssertionError.class, () -> kernel.CloseHandle(4711));
        assertSame(misuse, assertThrows(AssertionError.class, this::create).getCause());
        assertEquals(WinError.ERROR_SUCCESS, kernel.CloseHandle(pipe), "what is open can be closed");
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void isUsedIfAsked() {
        Bindings plain = new Bindings(stub.kernel32(), new ScriptedAdvapi32(new ScriptedKernel32()));
        assertSame(plain, CheckedKernel32.ifAsked(plain));
        System.setProperty(CheckedKernel32.PROPERTY, "true");
        try {
            Bindings watched = CheckedKernel32.ifAsked(plain);
            assertInstanceOf(CheckedKernel32.class, watched.kernel32());
            assertInstanceOf(CheckedAdvapi32.class, watched.advapi32());
        } finally {
            System.clearProperty(CheckedKernel32.PROPERTY);
        }
    }
}
