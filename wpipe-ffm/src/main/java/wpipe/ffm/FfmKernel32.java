package wpipe.ffm;

import static wpipe.ffm.Downcalls.*;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import wpipe.win32.Kernel32;

/**
 * kernel32.dll bound with {@code java.lang.foreign}: each function by the name and the types it has there, then the
 * method that calls it. As the handles are constants and an address is a number, not a segment, a call makes no object.
 *
 * <p>Those of the functions that every read and write calls are <b>not final</b>, on purpose: the JDK makes a segment for each
 * call that captures the error code, which is no object only where the compiler has inlined all of the call. A constant
 * handle is inlined into whoever reads or writes, and where that is many frames away the compiler gives up halfway. A
 * handle that is no constant is compiled by itself, always whole.
 */
@SuppressWarnings({"MemberName", "FieldMayBeFinal"}) // Win32's names are its own; see above
final class FfmKernel32 implements Kernel32 {
    @Override
    public long address(ByteBuffer buffer) {
        // A segment of a buffer begins at its position.
        return MemorySegment.ofBuffer(buffer).address() - buffer.position();
    }

    private static final MethodHandle CreateNamedPipeW =
            function("CreateNamedPipeW", HANDLE, POINTER, DWORD, DWORD, DWORD, DWORD, DWORD, DWORD, POINTER);

    @Override
    public long CreateNamedPipe(
            long name,
            int openMode,
            int pipeMode,
            int maxInstances,
            int outBufferSize,
            int inBufferSize,
            int defaultTimeOut,
            long securityAttributes) {
        try {
            return fileHandle((long) CreateNamedPipeW.invokeExact(
                    state(),
                    name,
                    openMode,
                    pipeMode,
                    maxInstances,
                    outBufferSize,
                    inBufferSize,
                    defaultTimeOut,
                    securityAttributes));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle ConnectNamedPipe = function("ConnectNamedPipe", BOOL, HANDLE, POINTER);

    @Override
    public int ConnectNamedPipe(long pipe, long overlapped) {
        try {
            return errorCode((int) ConnectNamedPipe.invokeExact(state(), pipe, overlapped));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle CreateFileW =
            function("CreateFileW", HANDLE, POINTER, DWORD, DWORD, POINTER, DWORD, DWORD, HANDLE);

    @Override
    public long CreateFile(
            long name,
            int desiredAccess,
            int shareMode,
            long securityAttributes,
            int creationDisposition,
            int flagsAndAttributes,
            long templateFile) {
        try {
            return fileHandle((long) CreateFileW.invokeExact(
                    state(),
                    name,
                    desiredAccess,
                    shareMode,
                    securityAttributes,
                    creationDisposition,
                    flagsAndAttributes,
                    templateFile));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle WaitNamedPipeW = function("WaitNamedPipeW", BOOL, POINTER, DWORD);

    @Override
    public int WaitNamedPipe(long name, int timeOut) {
        try {
            return errorCode((int) WaitNamedPipeW.invokeExact(state(), name, timeOut));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle SetNamedPipeHandleState =
            function("SetNamedPipeHandleState", BOOL, HANDLE, POINTER, POINTER, POINTER);

    @Override
    public int SetNamedPipeHandleState(long pipe, long mode) {
        try {
            return errorCode((int) SetNamedPipeHandleState.invokeExact(state(), pipe, mode, NULL, NULL));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static MethodHandle PeekNamedPipe =
            function("PeekNamedPipe", BOOL, HANDLE, POINTER, DWORD, POINTER, POINTER, POINTER);

    @Override
    public int PeekNamedPipe(long pipe, long totalBytesAvail, long bytesLeftThisMessage) {
        try {
            return errorCode((int)
                    PeekNamedPipe.invokeExact(state(), pipe, NULL, 0, NULL, totalBytesAvail, bytesLeftThisMessage));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static MethodHandle ReadFile = function("ReadFile", BOOL, HANDLE, POINTER, DWORD, POINTER, POINTER);

    @Override
    public int ReadFile(long file, long buffer, int size, long overlapped) {
        try {
            return errorCode((int) ReadFile.invokeExact(state(), file, buffer, size, NULL, overlapped));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static MethodHandle WriteFile = function("WriteFile", BOOL, HANDLE, POINTER, DWORD, POINTER, POINTER);

    @Override
    public int WriteFile(long file, long buffer, int size, long overlapped) {
        try {
            return errorCode((int) WriteFile.invokeExact(state(), file, buffer, size, NULL, overlapped));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetOverlappedResult =
            function("GetOverlappedResult", BOOL, HANDLE, POINTER, POINTER, BOOL);

    @Override
    public int GetOverlappedResult(long file, long overlapped, long transferred, boolean wait) {
        try {
            return errorCode(
                    (int) GetOverlappedResult.invokeExact(state(), file, overlapped, transferred, wait ? TRUE : FALSE));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle CancelIoEx = function("CancelIoEx", BOOL, HANDLE, POINTER);

    @Override
    public int CancelIoEx(long file, long overlapped) {
        try {
            return errorCode((int) CancelIoEx.invokeExact(state(), file, overlapped));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle FlushFileBuffers = function("FlushFileBuffers", BOOL, HANDLE);

    @Override
    public int FlushFileBuffers(long file) {
        try {
            return errorCode((int) FlushFileBuffers.invokeExact(state(), file));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle CloseHandle = function("CloseHandle", BOOL, HANDLE);

    @Override
    public int CloseHandle(long object) {
        try {
            return errorCode((int) CloseHandle.invokeExact(state(), object));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle CreateEventW = function("CreateEventW", HANDLE, POINTER, BOOL, BOOL, POINTER);

    @Override
    public long CreateEvent(boolean manualReset, boolean initialState) {
        try {
            return objectHandle((long) CreateEventW.invokeExact(
                    state(), NULL, manualReset ? TRUE : FALSE, initialState ? TRUE : FALSE, NULL));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle SetEvent = function("SetEvent", BOOL, HANDLE);

    @Override
    public int SetEvent(long event) {
        try {
            return errorCode((int) SetEvent.invokeExact(state(), event));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle ResetEvent = function("ResetEvent", BOOL, HANDLE);

    @Override
    public int ResetEvent(long event) {
        try {
            return errorCode((int) ResetEvent.invokeExact(state(), event));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static MethodHandle WaitForSingleObject = function("WaitForSingleObject", DWORD, HANDLE, DWORD);

    @Override
    public int WaitForSingleObject(long object, int milliseconds) {
        try {
            return waitResult((int) WaitForSingleObject.invokeExact(state(), object, milliseconds));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle CreateIoCompletionPort =
            function("CreateIoCompletionPort", HANDLE, HANDLE, HANDLE, ULONG_PTR, DWORD);

    @Override
    public long CreateIoCompletionPort(long file, long existingPort, long completionKey, int concurrentThreads) {
        try {
            return objectHandle((long)
                    CreateIoCompletionPort.invokeExact(state(), file, existingPort, completionKey, concurrentThreads));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetQueuedCompletionStatusEx =
            function("GetQueuedCompletionStatusEx", BOOL, HANDLE, POINTER, DWORD, POINTER, DWORD, BOOL);

    @Override
    public int GetQueuedCompletionStatusEx(long port, long entries, int count, long removed, int milliseconds) {
        try {
            return errorCode((int) GetQueuedCompletionStatusEx.invokeExact(
                    state(), port, entries, count, removed, milliseconds, FALSE));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle PostQueuedCompletionStatus =
            function("PostQueuedCompletionStatus", BOOL, HANDLE, DWORD, ULONG_PTR, POINTER);

    @Override
    public int PostQueuedCompletionStatus(long port, int bytes, long completionKey, long overlapped) {
        try {
            return errorCode(
                    (int) PostQueuedCompletionStatus.invokeExact(state(), port, bytes, completionKey, overlapped));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle SetFileCompletionNotificationModes =
            function("SetFileCompletionNotificationModes", BOOL, HANDLE, UCHAR);

    @Override
    public int SetFileCompletionNotificationModes(long file, int flags) {
        try {
            return errorCode((int) SetFileCompletionNotificationModes.invokeExact(state(), file, (byte) flags));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetProcessHandleCount = function("GetProcessHandleCount", BOOL, HANDLE, POINTER);

    @Override
    public int GetProcessHandleCount(long process, long count) {
        try {
            return errorCode((int) GetProcessHandleCount.invokeExact(state(), process, count));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetFileInformationByHandleEx =
            function("GetFileInformationByHandleEx", BOOL, HANDLE, DWORD, POINTER, DWORD);

    @Override
    public int GetFileInformationByHandleEx(long file, int infoClass, long buffer, int size) {
        try {
            return errorCode((int) GetFileInformationByHandleEx.invokeExact(state(), file, infoClass, buffer, size));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle FormatMessageW =
            plainFunction("FormatMessageW", DWORD, DWORD, POINTER, DWORD, DWORD, POINTER, DWORD, POINTER);

    @Override
    public int FormatMessage(int flags, int messageId, long buffer, int size) {
        try {
            return (int) FormatMessageW.invokeExact(flags, NULL, messageId, 0, buffer, size, NULL);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }
}
