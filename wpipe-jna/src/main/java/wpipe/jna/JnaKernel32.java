package wpipe.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.WinBase;
import java.nio.ByteBuffer;
import wpipe.win32.Kernel32;

/**
 * The port over {@link Kernel32Dll}: what is left out there is NULL here, and the error code leaves with the call.
 *
 * <p>JNA saves that code for the thread within the call, before the JVM can change it; it is read in the very next
 * expression, and nothing there can make a virtual thread change its carrier.
 */
@SuppressWarnings("MemberName") // Win32's names are its own
final class JnaKernel32 implements Kernel32 {
    static final long NULL = 0;
    private static final long INVALID_HANDLE_VALUE = -1; // jna-platform has it as an object only
    static final int FALSE = 0;
    static final int TRUE = 1;

    static {
        Kernel32Dll.link();
    }

    @Override
    public long address(ByteBuffer buffer) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

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
        return fileHandle(Kernel32Dll.CreateNamedPipeW(
                name,
                openMode,
                pipeMode,
                maxInstances,
                outBufferSize,
                inBufferSize,
                defaultTimeOut,
                securityAttributes));
    }

    @Override
    public int ConnectNamedPipe(long pipe, long overlapped) {
        return errorCode(Kernel32Dll.ConnectNamedPipe(pipe, overlapped));
    }

    @Override
    public long CreateFile(
            long name,
            int desiredAccess,
            int shareMode,
            long securityAttributes,
            int creationDisposition,
            int flagsAndAttributes,
            long templateFile) {
        return fileHandle(Kernel32Dll.CreateFileW(
                name,
                desiredAccess,
                shareMode,
                securityAttributes,
                creationDisposition,
                flagsAndAttributes,
                templateFile));
    }

    @Override
    public int WaitNamedPipe(long name, int timeOut) {
        return errorCode(Kernel32Dll.WaitNamedPipeW(name, timeOut));
    }

    @Override
    public int SetNamedPipeHandleState(long pipe, long mode) {
        return errorCode(Kernel32Dll.SetNamedPipeHandleState(pipe, mode, NULL, NULL));
    }

    @Override
    public int PeekNamedPipe(long pipe, long totalBytesAvail, long bytesLeftThisMessage) {
        return errorCode(Kernel32Dll.PeekNamedPipe(pipe, NULL, 0, NULL, totalBytesAvail, bytesLeftThisMessage));
    }

    @Override
    public int ReadFile(long file, long buffer, int size, long overlapped) {
        return errorCode(Kernel32Dll.ReadFile(file, buffer, size, NULL, overlapped));
    }

    @Override
    public int WriteFile(long file, long buffer, int size, long overlapped) {
        return errorCode(Kernel32Dll.WriteFile(file, buffer, size, NULL, overlapped));
    }

    @Override
    public int GetOverlappedResult(long file, long overlapped, long transferred, boolean wait) {
        return errorCode(Kernel32Dll.GetOverlappedResult(file, overlapped, transferred, wait ? TRUE : FALSE));
    }

    @Override
    public int CancelIoEx(long file, long overlapped) {
        return errorCode(Kernel32Dll.CancelIoEx(file, overlapped));
    }

    @Override
    public int FlushFileBuffers(long file) {
        return errorCode(Kernel32Dll.FlushFileBuffers(file));
    }

    @Override
    public int CloseHandle(long object) {
        return errorCode(Kernel32Dll.CloseHandle(object));
    }

    @Override
    public long CreateEvent(boolean manualReset, boolean initialState) {
        return objectHandle(
                Kernel32Dll.CreateEventW(NULL, manualReset ? TRUE : FALSE, initialState ? TRUE : FALSE, NULL));
    }

    @Override
    public int SetEvent(long event) {
        return errorCode(Kernel32Dll.SetEvent(event));
    }

    @Override
    public int ResetEvent(long event) {
        return errorCode(Kernel32Dll.ResetEvent(event));
    }

    @Override
    public int WaitForSingleObject(long object, int milliseconds) {
        int result = Kernel32Dll.WaitForSingleObject(object, milliseconds);
        return result != WinBase.WAIT_FAILED ? result : Native.getLastError();
    }

    @Override
    public long CreateIoCompletionPort(long file, long existingPort, long completionKey, int concurrentThreads) {
        return objectHandle(Kernel32Dll.CreateIoCompletionPort(file, existingPort, completionKey, concurrentThreads));
    }

    @Override
    public int GetQueuedCompletionStatusEx(long port, long entries, int count, long removed, int milliseconds) {
        return errorCode(Kernel32Dll.GetQueuedCompletionStatusEx(port, entries, count, removed, milliseconds, FALSE));
    }

    @Override
    public int PostQueuedCompletionStatus(long port, int bytes, long completionKey, long overlapped) {
        return errorCode(Kernel32Dll.PostQueuedCompletionStatus(port, bytes, completionKey, overlapped));
    }

    @Override
    public int SetFileCompletionNotificationModes(long file, int flags) {
        return errorCode(Kernel32Dll.SetFileCompletionNotificationModes(file, (byte) flags));
    }

    @Override
    public int GetProcessHandleCount(long process, long count) {
        return errorCode(Kernel32Dll.GetProcessHandleCount(process, count));
    }

    @Override
    public int GetFileInformationByHandleEx(long file, int infoClass, long buffer, int size) {
        return errorCode(Kernel32Dll.GetFileInformationByHandleEx(file, infoClass, buffer, size));
    }

    @Override
    public int FormatMessage(int flags, int messageId, long buffer, int size) {
        return Kernel32Dll.FormatMessageW(flags, NULL, messageId, 0, buffer, size, NULL);
    }

    /** Of a function that returns BOOL. */
    static int errorCode(int success) {
        return success != FALSE ? 0 : Native.getLastError();
    }

    /** Of a function that returns INVALID_HANDLE_VALUE when it fails: those that open files. */
    private static long fileHandle(long handle) {
        return handle != INVALID_HANDLE_VALUE ? handle : -Native.getLastError();
    }

    /** Of a function that returns NULL when it fails. */
    private static long objectHandle(long handle) {
        return handle != NULL ? handle : -Native.getLastError();
    }
}
