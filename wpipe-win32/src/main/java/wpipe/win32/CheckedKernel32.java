package wpipe.win32;

import java.nio.ByteBuffer;
import wpipe.spi.WinError;

/**
 * Watches how a binding is used, when the system property {@value #PROPERTY} is true: for tests, as -Xcheck:jni is. It throws on a
 * handle that is closed twice, or used after it was closed or as something it is not; on a handle, event, OVERLAPPED or
 * buffer that is closed, freed or used again while an operation is pending; and on memory that no live buffer has. Else
 * it changes nothing. See {@link Misuses}.
 */
@SuppressWarnings("MemberName") // Win32's names are its own
final class CheckedKernel32 implements Kernel32 {
    static final String PROPERTY = "wpipe.win32.check";

    private final Kernel32 kernel32;
    private final Misuses misuses = new Misuses();
    private final HandleChecks handles = new HandleChecks(misuses);
    private final MemoryChecks memory = new MemoryChecks(misuses);
    private final OperationChecks operations;

    CheckedKernel32(Kernel32 kernel32) {
        this.kernel32 = kernel32;
        this.operations = new OperationChecks(kernel32, misuses, handles, memory);
    }

    /** The binding, watched if the property says so. */
    static Bindings ifAsked(Bindings bindings) {
        if (!Boolean.getBoolean(PROPERTY)) {
            return bindings;
        }
        CheckedKernel32 kernel32 = new CheckedKernel32(bindings.kernel32());
        return new Bindings(kernel32, kernel32.watching(bindings.advapi32()));
    }

    /** The other half of the same binding, whose handles and memory are those of this one. */
    CheckedAdvapi32 watching(Advapi32 advapi32) {
        return new CheckedAdvapi32(advapi32, misuses, handles, memory);
    }

    @Override
    public long address(ByteBuffer buffer) {
        return memory.known(buffer, kernel32.address(buffer));
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
        misuses.verifyNone();
        memory.require("CreateNamedPipe", name, Character.BYTES);
        if (securityAttributes != 0) {
            memory.require("CreateNamedPipe", securityAttributes, Layout.SECURITY_ATTRIBUTES.SIZE);
        }
        return handles.created(
                HandleChecks.Kind.PIPE,
                kernel32.CreateNamedPipe(
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
        return operations.issue(
                "ConnectNamedPipe", pipe, overlapped, 0, 0, () -> kernel32.ConnectNamedPipe(pipe, overlapped));
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
        misuses.verifyNone();
        memory.require("CreateFile", name, Character.BYTES);
        return handles.created(
                HandleChecks.Kind.PIPE,
                kernel32.CreateFile(
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
        memory.require("WaitNamedPipe", name, Character.BYTES);
        return kernel32.WaitNamedPipe(name, timeOut);
    }

    @Override
    public int SetNamedPipeHandleState(long pipe, long mode) {
        memory.require("SetNamedPipeHandleState", mode, Integer.BYTES);
        HandleChecks.Open open = handles.enter("SetNamedPipeHandleState", pipe, HandleChecks.Kind.PIPE);
        try {
            return kernel32.SetNamedPipeHandleState(pipe, mode);
        } finally {
            open.exit();
        }
    }

    @Override
    public int PeekNamedPipe(long pipe, long totalBytesAvail, long bytesLeftThisMessage) {
        memory.require("PeekNamedPipe", totalBytesAvail, Integer.BYTES);
        memory.require("PeekNamedPipe", bytesLeftThisMessage, Integer.BYTES);
        HandleChecks.Open open = handles.enter("PeekNamedPipe", pipe, HandleChecks.Kind.PIPE);
        try {
            return kernel32.PeekNamedPipe(pipe, totalBytesAvail, bytesLeftThisMessage);
        } finally {
            open.exit();
        }
    }

    @Override
    public int ReadFile(long file, long buffer, int size, long overlapped) {
        return operations.issue(
                "ReadFile", file, overlapped, buffer, size, () -> kernel32.ReadFile(file, buffer, size, overlapped));
    }

    @Override
    public int WriteFile(long file, long buffer, int size, long overlapped) {
        return operations.issue(
                "WriteFile", file, overlapped, buffer, size, () -> kernel32.WriteFile(file, buffer, size, overlapped));
    }

    @Override
    public int GetOverlappedResult(long file, long overlapped, long transferred, boolean wait) {
        memory.require("GetOverlappedResult", overlapped, Layout.OVERLAPPED.SIZE);
        memory.require("GetOverlappedResult", transferred, Integer.BYTES);
        if (!wait && operations.hasEnded(overlapped)) {
            // It does not look at the handle then, which may be closed.
            return kernel32.GetOverlappedResult(file, overlapped, transferred, false);
        }
        HandleChecks.Open open = handles.enter("GetOverlappedResult", file, HandleChecks.Kind.PIPE);
        try {
            return kernel32.GetOverlappedResult(file, overlapped, transferred, wait);
        } finally {
            open.exit();
        }
    }

    @Override
    public int CancelIoEx(long file, long overlapped) {
        HandleChecks.Open open = handles.enter("CancelIoEx", file, HandleChecks.Kind.PIPE);
        try {
            return kernel32.CancelIoEx(file, overlapped);
        } finally {
            open.exit();
        }
    }

    @Override
    public int FlushFileBuffers(long file) {
        HandleChecks.Open open = handles.enter("FlushFileBuffers", file, HandleChecks.Kind.PIPE);
        try {
            return kernel32.FlushFileBuffers(file);
        } finally {
            open.exit();
        }
    }

    @Override
    public int CloseHandle(long object) {
        operations.closing(object, handles.close(object));
        return kernel32.CloseHandle(object);
    }

    @Override
    public long CreateEvent(boolean manualReset, boolean initialState) {
        return handles.created(HandleChecks.Kind.EVENT, kernel32.CreateEvent(manualReset, initialState));
    }

    @Override
    public int SetEvent(long event) {
        HandleChecks.Open open = handles.enter("SetEvent", event, HandleChecks.Kind.EVENT);
        try {
            return kernel32.SetEvent(event);
        } finally {
            open.exit();
        }
    }

    @Override
    public int ResetEvent(long event) {
        HandleChecks.Open open = handles.enter("ResetEvent", event, HandleChecks.Kind.EVENT);
        try {
            int code = kernel32.ResetEvent(event);
            // It may have been set for good just before that, and tells no more.
            operations.eventSeen(event);
            return code;
        } finally {
            open.exit();
        }
    }

    @Override
    public int WaitForSingleObject(long object, int milliseconds) {
        HandleChecks.Open open = handles.enter("WaitForSingleObject", object, HandleChecks.Kind.EVENT);
        try {
            int code = kernel32.WaitForSingleObject(object, milliseconds);
            if (code == WinError.ERROR_SUCCESS) {
                operations.eventSeen(object);
            }
            return code;
        } finally {
            open.exit();
        }
    }

    @Override
    public long CreateIoCompletionPort(long file, long existingPort, long completionKey, int concurrentThreads) {
        if (file == -1) {
            return handles.created(
                    HandleChecks.Kind.PORT,
                    kernel32.CreateIoCompletionPort(file, existingPort, completionKey, concurrentThreads));
        }
        HandleChecks.Open open = handles.enter("CreateIoCompletionPort", file, HandleChecks.Kind.PIPE);
        try {
            return kernel32.CreateIoCompletionPort(file, existingPort, completionKey, concurrentThreads);
        } finally {
            open.exit();
        }
    }

    @Override
    public int GetQueuedCompletionStatusEx(long port, long entries, int count, long removed, int milliseconds) {
        String function = "GetQueuedCompletionStatusEx";
        int entriesSize = count * Layout.OVERLAPPED_ENTRY.SIZE;
        MemoryChecks.Block block = memory.require(function, entries, entriesSize);
        memory.require(function, removed, Integer.BYTES);
        HandleChecks.Open open = handles.enter(function, port, HandleChecks.Kind.PORT);
        try {
            int code = kernel32.GetQueuedCompletionStatusEx(port, entries, count, removed, milliseconds);
            if (code == WinError.ERROR_SUCCESS) {
                // Entries behind those that were taken are older ones, whose operations may be looked at as well.
                for (int offset = 0; offset < entriesSize; offset += Layout.OVERLAPPED_ENTRY.SIZE) {
                    operations.packetSeen(block.getLong(offset + Layout.OVERLAPPED_ENTRY.lpOverlapped, 0));
                }
            }
            return code;
        } finally {
            open.exit();
        }
    }

    @Override
    public int PostQueuedCompletionStatus(long port, int bytes, long completionKey, long overlapped) {
        HandleChecks.Open open = handles.enter("PostQueuedCompletionStatus", port, HandleChecks.Kind.PORT);
        try {
            return kernel32.PostQueuedCompletionStatus(port, bytes, completionKey, overlapped);
        } finally {
            open.exit();
        }
    }

    @Override
    public int SetFileCompletionNotificationModes(long file, int flags) {
        HandleChecks.Open open = handles.enter("SetFileCompletionNotificationModes", file, HandleChecks.Kind.PIPE);
        try {
            return kernel32.SetFileCompletionNotificationModes(file, flags);
        } finally {
            open.exit();
        }
    }

    @Override
    public int GetProcessHandleCount(long process, long count) {
        memory.require("GetProcessHandleCount", count, Integer.BYTES);
        return kernel32.GetProcessHandleCount(process, count);
    }

    @Override
    public int GetFileInformationByHandleEx(long file, int infoClass, long buffer, int size) {
        memory.require("GetFileInformationByHandleEx", buffer, size);
        HandleChecks.Open open = handles.enter("GetFileInformationByHandleEx", file, HandleChecks.Kind.PIPE);
        try {
            return kernel32.GetFileInformationByHandleEx(file, infoClass, buffer, size);
        } finally {
            open.exit();
        }
    }

    @Override
    public int FormatMessage(int flags, int messageId, long buffer, int size) {
        memory.require("FormatMessage", buffer, size * Character.BYTES);
        return kernel32.FormatMessage(flags, messageId, buffer, size);
    }
}
