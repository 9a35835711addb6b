package wpipe.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of kernel32.dll by the names it exports and with the parameters it takes, bound with JNA's direct
 * mapping. HANDLE, pointer and ULONG_PTR are {@code long}: an object in their place, such as JNA's Pointer, would be
 * made in every call. BOOL, DWORD and ULONG are {@code int}, UCHAR is {@code byte}.
 */
@SuppressWarnings("MemberName") // Win32's names are its own
final class Kernel32Dll {
    private Kernel32Dll() {}

    /** Links all of them, or throws UnsatisfiedLinkError. */
    static void link() {
        // Elsewhere a handle has 32 bits, and the arguments behind the first one would land in the wrong place.
        if (Native.POINTER_SIZE != Long.BYTES) {
            throw new UnsatisfiedLinkError("this JVM is not a 64-bit one");
        }
        Native.register(Kernel32Dll.class, NativeLibrary.getInstance("kernel32"));
    }

    static native long CreateNamedPipeW(
            long name,
            int openMode,
            int pipeMode,
            int maxInstances,
            int outBufferSize,
            int inBufferSize,
            int defaultTimeOut,
            long securityAttributes);

    static native int ConnectNamedPipe(long pipe, long overlapped);

    static native long CreateFileW(
            long name,
            int desiredAccess,
            int shareMode,
            long securityAttributes,
            int creationDisposition,
            int flagsAndAttributes,
            long templateFile);

    static native int WaitNamedPipeW(long name, int timeOut);

    static native int SetNamedPipeHandleState(long pipe, long mode, long maxCollectionCount, long collectDataTimeout);

    static native int PeekNamedPipe(
            long pipe, long buffer, int size, long bytesRead, long totalBytesAvail, long bytesLeftThisMessage);

    static native int ReadFile(long file, long buffer, int size, long bytesRead, long overlapped);

    static native int WriteFile(long file, long buffer, int size, long bytesWritten, long overlapped);

    static native int GetOverlappedResult(long file, long overlapped, long transferred, int wait);

    static native int CancelIoEx(long file, long overlapped);

    static native int FlushFileBuffers(long file);

    static native int CloseHandle(long object);

    static native long CreateEventW(long eventAttributes, int manualReset, int initialState, long name);

    static native int SetEvent(long event);

    static native int ResetEvent(long event);

    static native int WaitForSingleObject(long object, int milliseconds);

    static native long CreateIoCompletionPort(long file, long existingPort, long completionKey, int concurrentThreads);

    static native int GetQueuedCompletionStatusEx(
            long port, long entries, int count, long removed, int milliseconds, int alertable);

    static native int PostQueuedCompletionStatus(long port, int bytes, long completionKey, long overlapped);

    static native int SetFileCompletionNotificationModes(long file, byte flags);

    static native int GetProcessHandleCount(long process, long count);

    static native int GetFileInformationByHandleEx(long file, int infoClass, long buffer, int size);

    static native int FormatMessageW(
            int flags, long source, int messageId, int languageId, long buffer, int size, long arguments);

    static native long LocalFree(long memory);

    static native void RtlMoveMemory(long destination, long source, long length);

    static native int GetNamedPipeClientProcessId(long pipe, long id);

    static native int GetNamedPipeClientSessionId(long pipe, long id);

    static native int GetNamedPipeServerProcessId(long pipe, long id);

    static native int GetNamedPipeServerSessionId(long pipe, long id);
}
