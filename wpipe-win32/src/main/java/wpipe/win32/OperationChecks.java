package wpipe.win32;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import wpipe.spi.WinError;

/**
 * The operations that were issued. That one has ended is seen in its OVERLAPPED when its event was waited for, its packet
 * taken or its handle closed. The engine may have seen it by itself and have overwritten that; then the event, which
 * only the next operation resets, tells.
 */
final class OperationChecks {
    /** A system may set the event a moment after the status. */
    private static final int EVENT_MILLIS = 1000;

    private final Kernel32 kernel32;
    private final Misuses misuses;
    private final HandleChecks handles;
    private final MemoryChecks memory;
    private final Map<Long, IssuedOperation> byOverlapped = new ConcurrentHashMap<>();
    private final Map<Long, IssuedOperation> byEvent = new ConcurrentHashMap<>();

    OperationChecks(Kernel32 kernel32, Misuses misuses, HandleChecks handles, MemoryChecks memory) {
        this.kernel32 = kernel32;
        this.misuses = misuses;
        this.handles = handles;
        this.memory = memory;
    }

    int issue(String function, long handle, long overlapped, long address, int size, IntSupplier call) {
        HandleChecks.Open open = handles.enter(function, handle, HandleChecks.Kind.PIPE);
        try {
            MemoryChecks.Block control = memory.require(function, overlapped, Layout.OVERLAPPED.SIZE);
            MemoryChecks.Block buffer = size == 0 ? null : memory.require(function, address, size);
            IssuedOperation operation = new IssuedOperation(function, handle, control, buffer);
            verifyEnded(function + " with the OVERLAPPED of", byOverlapped.put(overlapped, operation));
            if (buffer != null) {
                verifyEnded(function + " with the buffer of", buffer.exchangeUser(operation));
            }
            byEvent.put(operation.event(), operation);
            open.operations().put(overlapped, operation);
            int code = call.getAsInt();
            if (code != WinError.ERROR_IO_PENDING) {
                operation.end();
            }
            return code;
        } finally {
            open.exit();
        }
    }

    private void verifyEnded(String what, @Nullable IssuedOperation before) {
        if (before == null) {
            return;
        }
        verifyAlive(before);
        if (!before.look()) {
            int code = kernel32.WaitForSingleObject(before.event(), EVENT_MILLIS);
            if (code != WinError.ERROR_SUCCESS) {
                throw misuses.found(what + " a pending " + before + ", whose event was waited for with " + code);
            }
        }
        before.end();
    }

    private void verifyAlive(IssuedOperation operation) {
        String freed = operation.freed();
        if (freed != null) {
            throw misuses.found("the " + freed + " of a pending " + operation + " was freed");
        }
    }

    /** The event was waited for with success. */
    void eventSeen(long event) {
        look(byEvent.get(event));
    }

    /** A packet of an operation was taken. */
    void packetSeen(long overlapped) {
        look(byOverlapped.get(overlapped));
    }

    private static void look(@Nullable IssuedOperation operation) {
        if (operation != null) {
            operation.look();
        }
    }

    /** Whether nothing is pending with an OVERLAPPED. */
    boolean hasEnded(long overlapped) {
        IssuedOperation operation = byOverlapped.get(overlapped);
        return operation == null || operation.look();
    }

    /** A pipe or an event is about to be closed. */
    void closing(long handle, HandleChecks.Open open) {
        open.operations().forEach((overlapped, operation) -> {
            verifyAlive(operation);
            if (!operation.look()) {
                throw misuses.found("CloseHandle while one is pending: " + operation);
            }
            byOverlapped.remove(overlapped, operation);
        });
        IssuedOperation operation = byEvent.remove(handle);
        if (operation != null && !operation.look()) {
            throw misuses.found("CloseHandle of the event of a pending " + operation);
        }
    }
}
