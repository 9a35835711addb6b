package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import wpipe.api.PipeException;
import wpipe.spi.WinError;

/**
 * What operations are made of that no channel has at the moment: an event costs a call of the system, and connecting is
 * frequent. Each channel has operations of its own all the same: one that is closed must not meet what another one does.
 */
final class OperationPool {
    /** Enough for bursts of connects, and few enough that an idle program holds next to nothing. */
    private static final int MAX_IDLE = 64;

    private static final System.Logger LOG = System.getLogger("wpipe.win32");

    /** An event, and the memory of an OVERLAPPED with room for answers of the system behind it. */
    record Block(long event, ByteBuffer memory) {}

    private final Kernel32 kernel32;
    private final CompletionPump pump;
    private final BufferPool buffers;
    private final ConcurrentLinkedQueue<Block> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger idleCount = new AtomicInteger();

    /** What could not be cancelled: reachable for ever, so that the memory is never freed. */
    private final ConcurrentLinkedQueue<Operation> pending = new ConcurrentLinkedQueue<>();

    OperationPool(Kernel32 kernel32, CompletionPump pump) {
        this.kernel32 = kernel32;
        this.pump = pump;
        this.buffers = new BufferPool(kernel32);
    }

    BufferPool buffers() {
        return buffers;
    }

    Operation take(String pipe) throws IOException {
        Block block = idle.poll();
        if (block != null) {
            idleCount.decrementAndGet();
            return new Operation(kernel32, pump, block, this);
        }
        long event = kernel32.CreateEvent(true, false);
        if (event <= 0) {
            int code = (int) -event;
            throw new PipeException("CreateEvent", pipe, code, WinError.text(code));
        }
        ByteBuffer memory = Engine.memory(Layout.OVERLAPPED.SIZE + Peek.SCRATCH_SIZE);
        return new Operation(kernel32, pump, new Block(event, memory), this);
    }

    /** Takes back what an operation was made of, which no thread is in. It has ended, unless the system would not cancel it. */
    void giveBack(Operation operation) {
        if (!operation.isDone()) {
            // The system may still write to its memory, buffer included, which then is nobody else's ever again.
            pending.add(operation);
            return;
        }
        operation.ended();
        Block block = operation.block();
        if (idleCount.incrementAndGet() <= MAX_IDLE) {
            idle.add(block);
            return;
        }
        idleCount.decrementAndGet();
        int code = kernel32.CloseHandle(block.event());
        if (code != WinError.ERROR_SUCCESS) {
            LOG.log(System.Logger.Level.WARNING, "CloseHandle on an event failed with error {0}", code);
        }
    }
}
