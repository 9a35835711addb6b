package wpipe.win32;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import wpipe.spi.WinError;

/** One overlapped operation: how a reaction answers it at once, and how a test ends it when it was pending. */
final class OverlappedCall {
    private static final long NO_PACKET = 1;

    /** What a buffer is filled with while a read is pending: nobody else may write to it. */
    private static final byte CANARY = 0x5A;

    private final KernelScript kernel;
    private final Call call;
    private final long handle;
    private final long overlapped;
    private final long hEvent;
    private final long buffer;
    private final int size;
    private final byte[] contents;

    OverlappedCall(KernelScript kernel, Call call, long handle, long overlapped, long buffer, int size) {
        this.kernel = kernel;
        this.call = call;
        this.handle = handle;
        this.overlapped = overlapped;
        this.hEvent = kernel.memory().hEvent(overlapped);
        this.buffer = buffer;
        this.size = size;
        if (call.function().equals("ReadFile") && size > 0) {
            byte[] canary = new byte[size];
            Arrays.fill(canary, CANARY);
            kernel.memory().at(buffer, size).put(0, canary);
        }
        this.contents = kernel.memory().bytes(buffer, size);
    }

    String function() {
        return call.function();
    }

    long handle() {
        return handle;
    }

    long overlapped() {
        return overlapped;
    }

    long event() {
        return hEvent & ~NO_PACKET;
    }

    boolean wantsPacket() {
        return (hEvent & NO_PACKET) == 0;
    }

    int size() {
        return size;
    }

    /** What WriteFile was given. */
    String text() {
        return new String(contents, StandardCharsets.ISO_8859_1);
    }

    int pend() {
        kernel.pending(this);
        return WinError.ERROR_IO_PENDING;
    }

    int now(int status, byte[] data, int code, boolean packet) {
        fill(data);
        return now(status, data.length, code, packet);
    }

    int now(int status, int bytes, int code, boolean packet) {
        kernel.complete(this, status, bytes, packet);
        return code;
    }

    /**
     * Ends a pending operation: the event, and the packet unless hEvent forbids it.
     *
     * @return false if it has ended before
     */
    boolean end(int status, int bytes) {
        return end(status, new byte[0], bytes);
    }

    /** Ends a pending read with data. */
    boolean end(int status, String data) {
        return end(status, Reaction.bytes(data), data.length());
    }

    private boolean end(int status, byte[] data, int bytes) {
        if (!kernel.noLongerPending(this)) {
            return false;
        }
        checkUntouched();
        fill(data);
        kernel.complete(this, status, bytes, wantsPacket());
        return true;
    }

    /**
     * Ends a pending operation in the two steps in which a system does so, unless it has ended before.
     *
     * @return the second one: the event, and the packet unless hEvent forbids it
     */
    Runnable endUntold(int status, int bytes) {
        return endUntold(status, new byte[0], bytes);
    }

    /** The same for a read with data. */
    Runnable succeedUntold(String data) {
        return endUntold(Win32.STATUS_SUCCESS, Reaction.bytes(data), data.length());
    }

    private Runnable endUntold(int status, byte[] data, int bytes) {
        if (!kernel.noLongerPending(this)) {
            return () -> {};
        }
        checkUntouched();
        fill(data);
        kernel.memory().complete(overlapped, status, bytes);
        return () -> kernel.tell(this, status, bytes, wantsPacket());
    }

    boolean succeed(String data) {
        return end(Win32.STATUS_SUCCESS, data);
    }

    boolean succeed() {
        return end(Win32.STATUS_SUCCESS, size);
    }

    private void fill(byte[] data) {
        if (data.length > size) {
            kernel.violations()
                    .add(data.length + " bytes for a buffer of " + size + ": the test or the engine is wrong");
            return;
        }
        kernel.memory().at(buffer, data.length).put(0, data);
    }

    private void checkUntouched() {
        if (kernel.memory().status(overlapped) != Win32.STATUS_PENDING
                || kernel.memory().hEvent(overlapped) != hEvent) {
            kernel.violations().add("the OVERLAPPED of a pending " + function() + " was written to");
        }
        if (!Arrays.equals(contents, kernel.memory().bytes(buffer, size))) {
            kernel.violations().add("the buffer of a pending " + function() + " was written to");
        }
    }

    @Override
    public String toString() {
        return call.toString();
    }
}
