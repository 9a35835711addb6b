package wpipe.win32;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import wpipe.spi.WinError;

/**
 * A kernel32 without Windows: does what tests script, call by call, and something harmless where they script nothing.
 * Events and completion port work. It watches what the engine does with handles and memory; {@link #violations} has
 * what it must never do.
 *
 * <p>Where nothing is scripted, pipes are of type message, ReadFile and ConnectNamedPipe are pending, WriteFile takes all, CancelIoEx cancels, and
 * all else succeeds.
 */
@SuppressWarnings("MemberName") // Win32's names are its own
final class ScriptedKernel32 extends KernelScript implements Kernel32 {
    @Override
    public long address(ByteBuffer buffer) {
        return memory().address(buffer);
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
        Call call = call(
                "CreateNamedPipe",
                memory().string(name),
                name,
                openMode,
                pipeMode,
                maxInstances,
                outBufferSize,
                inBufferSize,
                defaultTimeOut,
                securityAttributes);
        return created(call, FakeHandles.Kind.PIPE);
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
        Call call = call(
                "CreateFile",
                memory().string(name),
                name,
                desiredAccess,
                shareMode,
                securityAttributes,
                creationDisposition,
                flagsAndAttributes,
                templateFile);
        return created(call, FakeHandles.Kind.PIPE);
    }

    @Override
    public long CreateEvent(boolean manualReset, boolean initialState) {
        return created(call("CreateEvent", "", manualReset ? 1 : 0, initialState ? 1 : 0), FakeHandles.Kind.EVENT);
    }

    private long created(Call call, FakeHandles.Kind kind) {
        int code = react(call, unused -> WinError.ERROR_SUCCESS);
        return code == WinError.ERROR_SUCCESS ? handles().create(kind) : -code;
    }

    @Override
    public long CreateIoCompletionPort(long file, long existingPort, long completionKey, int concurrentThreads) {
        Call call = call("CreateIoCompletionPort", "", file, existingPort, completionKey, concurrentThreads);
        if (file == -1) {
            return created(call, FakeHandles.Kind.PORT);
        }
        int code = on(file, FakeHandles.Kind.PIPE, call, unused -> {
            port().tie(file, completionKey);
            return WinError.ERROR_SUCCESS;
        });
        return code == WinError.ERROR_SUCCESS ? existingPort : -code;
    }

    @Override
    public int ConnectNamedPipe(long pipe, long overlapped) {
        return issue(call("ConnectNamedPipe", "", pipe, overlapped), Reaction.pends(), pipe, overlapped, 0, 0);
    }

    @Override
    public int ReadFile(long file, long buffer, int size, long overlapped) {
        Call call = call("ReadFile", "", file, buffer, size, overlapped);
        return issue(call, Reaction.pends(), file, overlapped, buffer, size);
    }

    @Override
    public int WriteFile(long file, long buffer, int size, long overlapped) {
        String text = new String(memory().bytes(buffer, size), StandardCharsets.ISO_8859_1);
        Call call = call("WriteFile", text, file, buffer, size, overlapped);
        return issue(call, Reaction.takes(size), file, overlapped, buffer, size);
    }

    @Override
    public int WaitNamedPipe(long name, int timeOut) {
        return react(call("WaitNamedPipe", memory().string(name), name, timeOut), unused -> WinError.ERROR_SUCCESS);
    }

    @Override
    public int SetNamedPipeHandleState(long pipe, long mode) {
        Call call = call(
                "SetNamedPipeHandleState",
                "",
                pipe,
                mode,
                memory().at(mode, Integer.BYTES).getInt(0));
        return on(pipe, FakeHandles.Kind.PIPE, call, unused -> WinError.ERROR_SUCCESS);
    }

    @Override
    public int PeekNamedPipe(long pipe, long totalBytesAvail, long bytesLeftThisMessage) {
        Call call = call("PeekNamedPipe", "", pipe, totalBytesAvail, bytesLeftThisMessage);
        return on(pipe, FakeHandles.Kind.PIPE, call, unused -> WinError.ERROR_SUCCESS);
    }

    @Override
    public int GetOverlappedResult(long file, long overlapped, long transferred, boolean wait) {
        Call call = call("GetOverlappedResult", "", file, overlapped, transferred, wait ? 1 : 0);
        // The handle is not looked at when the operation has ended, and it may be closed by then.
        return react(call, unused -> {
            if (memory().status(overlapped) == Win32.STATUS_PENDING) {
                return WinError.ERROR_IO_INCOMPLETE;
            }
            memory().putInt(transferred, 0);
            return UNKNOWN_STATUS_CODE;
        });
    }

    @Override
    public int CancelIoEx(long file, long overlapped) {
        Call call = call("CancelIoEx", "", file, overlapped);
        return on(file, FakeHandles.Kind.PIPE, call, unused -> {
            int code = WinError.ERROR_NOT_FOUND;
            for (OverlappedCall pending : pendingCalls()) {
                boolean meant = overlapped == 0 ? pending.handle() == file : pending.overlapped() == overlapped;
                if (meant && pending.handle() != file) {
                    violations().add("CancelIoEx with another handle than the operation was issued with");
                }
                if (meant && pending.end(Win32.STATUS_CANCELLED, 0)) {
                    code = WinError.ERROR_SUCCESS;
                }
            }
            return code;
        });
    }

    @Override
    public int CloseHandle(long object) {
        Call call = call("CloseHandle", "", object);
        for (OverlappedCall pending : pendingCalls()) {
            if (pending.handle() == object || pending.event() == object) {
                violations().add("CloseHandle while an operation on it is pending: " + pending);
            }
        }
        handles().close(object);
        return react(call, unused -> WinError.ERROR_SUCCESS);
    }

    @Override
    public int FlushFileBuffers(long file) {
        return react(call("FlushFileBuffers", "", file), unused -> WinError.ERROR_SUCCESS);
    }

    @Override
    public int GetProcessHandleCount(long process, long count) {
        return react(call("GetProcessHandleCount", "", process, count), unused -> WinError.ERROR_SUCCESS);
    }

    @Override
    public int SetEvent(long event) {
        return signal(call("SetEvent", "", event), true);
    }

    @Override
    public int ResetEvent(long event) {
        return signal(call("ResetEvent", "", event), false);
    }

    private int signal(Call call, boolean signalled) {
        long event = call.arg(0);
        return on(event, FakeHandles.Kind.EVENT, call, unused -> {
            handles().signal(event, signalled);
            return WinError.ERROR_SUCCESS;
        });
    }

    @Override
    public int WaitForSingleObject(long object, int milliseconds) {
        Call call = call("WaitForSingleObject", "", object, milliseconds);
        return react(call, unused -> handles().await(object, milliseconds));
    }

    @Override
    public int GetQueuedCompletionStatusEx(long port, long entries, int count, long removed, int milliseconds) {
        Call call = call("GetQueuedCompletionStatusEx", "", port, entries, count, removed, milliseconds);
        return on(port, FakeHandles.Kind.PORT, call, unused -> port().take(entries, count, removed, milliseconds));
    }

    @Override
    public int PostQueuedCompletionStatus(long port, int bytes, long completionKey, long overlapped) {
        Call call = call("PostQueuedCompletionStatus", "", port, bytes, completionKey, overlapped);
        return on(port, FakeHandles.Kind.PORT, call, unused -> {
            port().put(completionKey, overlapped, Win32.STATUS_SUCCESS, bytes);
            return WinError.ERROR_SUCCESS;
        });
    }

    @Override
    public int SetFileCompletionNotificationModes(long file, int flags) {
        Call call = call("SetFileCompletionNotificationModes", "", file, flags);
        return on(file, FakeHandles.Kind.PIPE, call, unused -> WinError.ERROR_SUCCESS);
    }

    @Override
    public int GetFileInformationByHandleEx(long file, int infoClass, long buffer, int size) {
        Call call = call("GetFileInformationByHandleEx", "", file, infoClass, buffer, size);
        return on(file, FakeHandles.Kind.PIPE, call, unused -> WinError.ERROR_NO_MORE_FILES);
    }

    @Override
    public int FormatMessage(int flags, int messageId, long buffer, int size) {
        Call call = call("FormatMessage", "", flags, messageId, buffer, size);
        return react(call, unused -> {
            String text = "Text of " + messageId + ".\r\n";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
            memory().at(buffer, size * Character.BYTES).put(0, bytes);
            return text.length();
        });
    }

    /** All handles of pipes that are open. */
    List<Long> openPipes() {
        return handles().open(FakeHandles.Kind.PIPE);
    }

    List<Long> openEvents() {
        return handles().open(FakeHandles.Kind.EVENT);
    }
}
