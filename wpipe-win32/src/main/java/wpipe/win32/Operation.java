package wpipe.win32;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.WinError;

/**
 * One overlapped operation at a time in one direction of a pipe: its OVERLAPPED, event and buffer.
 *
 * <p><b>Who owns the memory.</b> From {@link #prepare} until {@link #isDone} the system may write to OVERLAPPED and buffer;
 * in that time neither is touched, exchanged or given back. Where a packet tells of the end, the channel is reachable from
 * the completion pump's table until it has seen that; where none does, a thread stays in the call until then, and holds it. So
 * nothing of this is collected earlier. {@code OVERLAPPED.Internal} is the truth of whether it has ended; packets, events and
 * unparks are hints to look there again.
 *
 * <p>{@link #acquire} and {@link #release} bracket a thread's stay; {@link #retire} ends the operation for its channel,
 * and the last one out gives it back to the pool. The buffer stays, since what was read from it last may still be in use;
 * {@link #recycleBuffer} is for who knows that it is not.
 */
final class Operation {
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int FREE = 0;
    private static final int IN_USE = 1;
    private static final int RETIRED = 2;

    /** For {@link #issued} where the call has thrown: nothing was issued, and nobody must wait for its end. */
    static final int NOT_CALLED = WinError.ERROR_INVALID_PARAMETER;

    /** The low bit of hEvent: the completion is not put into the port, only the event is set. */
    private static final long NO_PACKET = 1;

    private final Kernel32 kernel32;
    private final CompletionPump pump;
    private final OperationPool.Block block;
    private final OperationPool pool;
    private final ByteBuffer control;
    private final EndEvent event;
    private final long overlapped;
    private final AtomicInteger state = new AtomicInteger(FREE);

    private BufferPool.Buffer buffer = BufferPool.Buffer.NONE;
    private int issueCode;

    /** A packet tells of the end: the system may write the status no earlier than somebody takes that. */
    private volatile boolean packet;

    private volatile boolean ended;
    private volatile @Nullable Thread waiter;

    Operation(Kernel32 kernel32, CompletionPump pump, OperationPool.Block block, OperationPool pool) {
        this.kernel32 = kernel32;
        this.pump = pump;
        this.block = block;
        this.pool = pool;
        this.control = block.memory();
        this.event = new EndEvent(kernel32, block.event(), this::isDone);
        this.overlapped = kernel32.address(control);
    }

    OperationPool.Block block() {
        return block;
    }

    /** Enters; false if the operation was retired. */
    boolean acquire() {
        return state.compareAndSet(FREE, IN_USE);
    }

    void release() {
        if (!state.compareAndSet(IN_USE, FREE)) {
            pool.giveBack(this);
        }
    }

    /** Lets nobody in any more. The operation must have ended, if the system let it. */
    void retire() {
        if (state.getAndSet(RETIRED) == FREE) {
            pool.giveBack(this);
        }
    }

    long overlapped() {
        return overlapped;
    }

    ByteBuffer buffer() {
        return buffer.memory();
    }

    long bufferAddress() {
        return buffer.address();
    }

    /** Room for {@link Peek#SCRATCH_SIZE} bytes that a function gives back. */
    long scratchAddress() {
        return overlapped + Layout.OVERLAPPED.SIZE;
    }

    int scratch(int offset) {
        return control.getInt(Layout.OVERLAPPED.SIZE + offset);
    }

    /** For another call while nothing of this is under way. */
    EndEvent event() {
        return event;
    }

    /** Gives the operation a buffer of at least that many bytes. */
    void ensureCapacity(int bytes) {
        if (buffer().capacity() < bytes) {
            pool.buffers().giveBack(buffer);
            buffer = pool.buffers().take(bytes);
        }
    }

    /** Gives the buffer back, if the operation has ended for good: nobody may look into it any more. */
    void recycleBuffer() {
        if (ended) {
            pool.buffers().giveBack(buffer);
            buffer = BufferPool.Buffer.NONE;
        }
    }

    /** From the pool: nobody is in it, nor will be, and the system is done with it. */
    void ended() {
        ended = true;
    }

    /**
     * Makes the OVERLAPPED ready to be issued.
     *
     * @param packet whether the pump is to be told of the end; the event is set in any case
     */
    void prepare(boolean packet) {
        this.packet = packet;
        control.putLong(Layout.OVERLAPPED.InternalHigh, 0);
        control.putLong(Layout.OVERLAPPED.hEvent, packet ? event.handle() : event.handle() | NO_PACKET);
        LONGS.setVolatile(control, Layout.OVERLAPPED.Internal, (long) Win32.STATUS_PENDING);
    }

    /** Takes what the function that issued the operation returned. */
    void issued(int code) {
        issueCode = code;
        if (code != WinError.ERROR_IO_PENDING && status() == Win32.STATUS_PENDING) {
            // A call that failed may not have touched the OVERLAPPED: from here on it has ended like any other.
            int status = code == WinError.ERROR_SUCCESS ? Win32.STATUS_SUCCESS : Win32.STATUS_UNSUCCESSFUL;
            LONGS.setVolatile(control, Layout.OVERLAPPED.Internal, (long) status);
        }
    }

    boolean isDone() {
        return status() != Win32.STATUS_PENDING;
    }

    private int status() {
        return (int) (long) LONGS.getVolatile(control, Layout.OVERLAPPED.Internal);
    }

    /** The bytes that the operation, which has ended, moved. */
    int transferred() {
        return (int) control.getLong(Layout.OVERLAPPED.InternalHigh);
    }

    /** How the operation, which has ended, ended: 0 or an error code of Win32. */
    int result(long handle) {
        if (issueCode != WinError.ERROR_IO_PENDING) {
            return issueCode;
        }
        return switch (status()) {
            case Win32.STATUS_SUCCESS -> WinError.ERROR_SUCCESS;
            case Win32.STATUS_BUFFER_OVERFLOW -> WinError.ERROR_MORE_DATA;
            case Win32.STATUS_CANCELLED -> WinError.ERROR_OPERATION_ABORTED;
            case Win32.STATUS_PIPE_BROKEN -> WinError.ERROR_BROKEN_PIPE;
            case Win32.STATUS_PIPE_CLOSING -> WinError.ERROR_NO_DATA;
            case Win32.STATUS_PIPE_DISCONNECTED -> WinError.ERROR_PIPE_NOT_CONNECTED;
            default ->
                // Does not use the handle, since the operation has ended; only translates the status.
                kernel32.GetOverlappedResult(handle, overlapped, scratchAddress(), false);
        };
    }

    /**
     * Waits for the end: a platform thread on the event, a virtual thread parked until the pump unparks it.
     *
     * @return false if the deadline came first
     */
    boolean await(long deadline) throws IOException {
        if (isDone()) {
            return true;
        }
        return Threads.isVirtual() ? awaitParked(deadline) : awaitEvent(deadline);
    }

    /** Waits on the event, whatever the thread: for ends that come at once, such as a cancelled operation's. */
    boolean awaitEvent(long deadline) {
        if (isDone()) {
            return true;
        }
        if (!packet) {
            return event.await(deadline);
        }
        pump.beginDependence();
        try {
            return event.awaitOrMakeUp(deadline);
        } finally {
            pump.endDependence();
        }
    }

    /** Waits for the end that closing the handle brings, which wakes whoever is parked. */
    void awaitClosed() {
        if (!Threads.isVirtual()) {
            awaitEvent(Deadline.NEVER);
            return;
        }
        boolean interrupted = false;
        waiter = Thread.currentThread();
        while (!isDone()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiter = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitParked(long deadline) throws IOException {
        boolean interrupted = false;
        // Published before the next look: the pump that ends the operation after it sees the waiter.
        waiter = Thread.currentThread();
        pump.beginDependence();
        try {
            while (!isDone()) {
                pump.checkAlive();
                if (deadline == Deadline.NEVER) {
                    LockSupport.park(this);
                } else {
                    long remaining = Deadline.remaining(deadline);
                    if (remaining <= 0) {
                        return false;
                    }
                    LockSupport.parkNanos(this, remaining);
                }
                // Park returns at once for an interrupted thread. Whoever interrupted also cancels: wait for that end.
                interrupted |= Thread.interrupted();
            }
            return true;
        } finally {
            waiter = null;
            pump.endDependence();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** From the pump: the operation may have ended. */
    void wake() {
        Thread thread = waiter;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
        event.makeUp();
    }
}
