package wpipe.win32;

import org.jspecify.annotations.Nullable;

/** An overlapped operation that was issued. Once seen to have ended it stays so, whatever its memory is used for next. */
final class IssuedOperation {
    private final String function;
    private final long handle;
    private final MemoryChecks.Block control;
    private final MemoryChecks.@Nullable Block buffer;
    private final long event;
    private volatile boolean ended;

    IssuedOperation(String function, long handle, MemoryChecks.Block control, MemoryChecks.@Nullable Block buffer) {
        this.function = function;
        this.handle = handle;
        this.control = control;
        this.buffer = buffer;
        // Its low bit is no part of the handle.
        this.event = control.getLong(Layout.OVERLAPPED.hEvent, 0) & ~1L;
    }

    long event() {
        return event;
    }

    void end() {
        ended = true;
    }

    /** Whether it has ended, as far as was seen or is to be seen now. False if its memory was freed before. */
    boolean look() {
        // Only ever set: of an operation that failed at once the memory says nothing, and the issuing thread knows
        // more.
        if (!ended && (int) control.getLong(Layout.OVERLAPPED.Internal, Win32.STATUS_PENDING) != Win32.STATUS_PENDING) {
            ended = true;
        }
        return ended;
    }

    /** What the system may write to after it was freed; null if there is nothing. */
    @Nullable
    String freed() {
        if (control.isFreed()) {
            return ended ? null : "OVERLAPPED";
        }
        return buffer != null && buffer.isFreed() && !look() ? "buffer" : null;
    }

    @Override
    public String toString() {
        return function + " with handle " + handle;
    }
}
