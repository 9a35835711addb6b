package wpipe.win32;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import wpipe.api.PipeException;
import wpipe.spi.WinError;

/** Operations that no channel has at the moment: an event costs a call of the system, and connecting is frequent. */
final class OperationPool {
    /** Enough for bursts of connects, and few enough that an idle program holds next to nothing. */
    private static final int MAX_IDLE = 64;

    private static final System.Logger LOG = System.getLogger("wpipe.win32");

    private final Kernel32 kernel32;
    private final ConcurrentLinkedQueue<Operation> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger idleCount = new AtomicInteger();

    OperationPool(Kernel32 kernel32) {
        this.kernel32 = kernel32;
    }

    /** An operation that nobody else has. */
    Operation take(String pipe) throws IOException {
        @Nullable Operation operation = idle.poll();
        if (operation != null) {
            idleCount.decrementAndGet();
            return operation.reuse();
        }
        long event = kernel32.CreateEvent(true, false);
        if (event <= 0) {
            int code = (int) -event;
            throw new PipeException("CreateEvent", pipe, code, WinError.text(code));
        }
        return new Operation(kernel32, event, this);
    }

    /** Takes back an operation that has ended and that no thread is in. */
    void giveBack(Operation operation) {
        // Somebody may still look at the message in it.
        operation.dropBuffer();
        if (idleCount.incrementAndGet() <= MAX_IDLE) {
            idle.add(operation);
            return;
        }
        idleCount.decrementAndGet();
        int code = kernel32.CloseHandle(operation.event());
        if (code != WinError.ERROR_SUCCESS) {
            LOG.log(System.Logger.Level.WARNING, "CloseHandle on an event failed with error {0}", code);
        }
    }
}
