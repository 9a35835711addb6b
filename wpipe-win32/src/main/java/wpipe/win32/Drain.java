package wpipe.win32;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/**
 * FlushFileBuffers, which waits until the peer has read everything and knows no time limit: so it runs on a thread of its
 * own, for as long as it takes or until it is cancelled. Until then the handle must not be closed.
 */
final class Drain {
    /** What {@link #await} gives if the deadline came first. */
    private static final int NOT_YET = -1;

    /** The cancelling may come before the call, and is then repeated. */
    private static final long CANCEL_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final PipeEnd end;
    private final CompletableFuture<Integer> result = new CompletableFuture<>();

    private Drain(PipeEnd end) {
        this.end = end;
    }

    static Drain start(PipeEnd end) {
        Drain drain = new Drain(end);
        Threads.startDaemon("wpipe-drain", drain::run);
        return drain;
    }

    private void run() {
        try {
            result.complete(end.kernel32().FlushFileBuffers(end.handle().value()));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /**
     * Waits until the peer has read everything; at the deadline the call is ended, unless the handle is closing.
     *
     * @return false if the deadline came first, or the peer is gone
     */
    boolean complete(long deadline) throws IOException {
        int code = await(deadline);
        if (code == NOT_YET) {
            cancel();
            // What a cancelled flush returns is no answer: some systems say that it went well.
            code = WinError.ERROR_OPERATION_ABORTED;
        }
        if (end.handle().isClosing()) {
            throw PipeErrors.asynchronousClose("close", end.path());
        }
        if (code != WinError.ERROR_SUCCESS
                && code != WinError.ERROR_OPERATION_ABORTED
                && !PipeEnd.meansPeerGone(code)) {
            throw end.failure("FlushFileBuffers", code);
        }
        return code == WinError.ERROR_SUCCESS;
    }

    /** Waits for the end; gives 0, an error code, or NOT_YET. An interrupt does not end it, and is kept. */
    private int await(long deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return deadline == Deadline.NEVER
                            ? result.get()
                            : result.get(Math.max(Deadline.remaining(deadline), 0), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    return NOT_YET;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("FlushFileBuffers", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Ends the call, and returns when it has ended, or the handle is closing, which ends it as well. What is cancelled of
     * reads and writes beside it is issued again by them.
     */
    private void cancel() {
        while (end.handle().cancelEverything() && await(System.nanoTime() + CANCEL_AGAIN_NANOS) == NOT_YET) {
            // It may not have begun when it was cancelled.
        }
    }

    /** The same for whoever closes the handle. */
    void cancelForClose() {
        do {
            end.handle().cancelEverythingForClose();
        } while (await(System.nanoTime() + CANCEL_AGAIN_NANOS) == NOT_YET);
    }
}
