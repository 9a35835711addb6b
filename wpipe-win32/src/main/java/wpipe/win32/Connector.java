package wpipe.win32;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import wpipe.spi.BusyWait;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/** Connects a client: opens the pipe, and waits for it while it is busy, or absent if that was asked for. */
final class Connector {
    /** WaitNamedPipe cannot be ended, so it is called for as long as an interrupt may go unnoticed, again and again. */
    private static final int WAIT_SLICE_MILLIS = 50;

    private static final int ERROR_HANDLES_CLOSED = 676;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long SHORTEST_PAUSE = NANOS_PER_MILLI;
    private static final long LONGEST_PAUSE = 32 * NANOS_PER_MILLI;

    private final Engine engine;
    private final ConnectRequest request;
    private final String path;
    private final ByteBuffer name;
    private long pause = SHORTEST_PAUSE;

    Connector(Engine engine, ConnectRequest request) {
        this.engine = engine;
        this.request = request;
        this.path = request.address().path();
        this.name = Engine.wideString(path);
    }

    PipeChannel connect() throws IOException {
        long handle = open();
        if (handle <= 0) {
            checkWorthWaiting(handle);
            BusyWait waiting = BusyWait.begin(request.address());
            try {
                handle = openWhenFree(handle);
            } finally {
                waiting.end();
            }
        }
        return connected(handle);
    }

    private long openWhenFree(long failed) throws IOException {
        long handle = failed;
        while (true) {
            if (isBusy(handle) && !Threads.isVirtual()) {
                awaitFree();
            } else {
                pause();
            }
            handle = open();
            if (handle > 0) {
                return handle;
            }
            checkWorthWaiting(handle);
        }
    }

    /** Throws unless opening may work later, there is time left, and nobody wants the thread back. */
    private void checkWorthWaiting(long failed) throws IOException {
        boolean absent = failed == -WinError.ERROR_FILE_NOT_FOUND && request.waitForServer();
        if (!(isBusy(failed) || absent) || Deadline.isOver(request.deadline())) {
            throw engine.failure("CreateFile", path, (int) -failed);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw PipeErrors.interrupted("connect", path);
        }
    }

    private static boolean isBusy(long failed) {
        return failed == -WinError.ERROR_PIPE_BUSY;
    }

    private long open() {
        int access = switch (request.rights()) {
            // Setting the read mode takes the right to write attributes.
            case IN -> Win32.GENERIC_READ | Win32.FILE_WRITE_ATTRIBUTES;
            // Not GENERIC_WRITE: that is the right to add instances too, which a client has no use for.
            case OUT -> Win32.FILE_WRITE_DATA | Win32.FILE_READ_ATTRIBUTES | Win32.READ_CONTROL | Win32.SYNCHRONIZE;
            case BOTH -> Win32.GENERIC_READ | Win32.FILE_WRITE_DATA | Win32.FILE_WRITE_ATTRIBUTES;
        };
        try {
            return engine.kernel32()
                    .CreateFile(
                            engine.kernel32().address(name),
                            access,
                            0,
                            0,
                            Win32.OPEN_EXISTING,
                            Win32.FILE_FLAG_OVERLAPPED | Win32.SECURITY_SQOS_PRESENT | lent(),
                            0);
        } finally {
            Reference.reachabilityFence(name);
        }
    }

    private int lent() {
        return switch (request.security().impersonation()) {
            case ANONYMOUS -> Win32.SECURITY_ANONYMOUS;
            case IDENTIFICATION -> Win32.SECURITY_IDENTIFICATION;
            case IMPERSONATION -> Win32.SECURITY_IMPERSONATION | tracking();
            case DELEGATION -> Win32.SECURITY_DELEGATION | tracking();
        };
    }

    /**
     * What is lent is the identity that connects, and not that of each write. But then it is lent by connecting: where the
     * server is looked at first, with more at stake than who this is, it goes along with what is written after that.
     */
    private int tracking() {
        return request.security().serverOwner().isAnyone() ? 0 : Win32.SECURITY_CONTEXT_TRACKING;
    }

    private PipeChannel connected(long handle) throws IOException {
        boolean messageType;
        BufferPool buffers = engine.operations().buffers();
        BufferPool.Buffer scratch = BufferPool.Buffer.NONE;
        try {
            scratch = buffers.take(Reached.SCRATCH_SIZE);
            messageType = new Reached(engine, request, handle, scratch).prepare();
        } catch (IOException | RuntimeException | Error e) {
            engine.closeAfter(e, handle, path);
            throw e;
        } finally {
            buffers.giveBack(scratch);
        }
        return Win32Channel.of(engine, path, Traffic.of(request, messageType), handle, null);
    }

    /** Lets the system wait for a free instance. What it answers is only a hint: another client may be quicker. */
    private void awaitFree() throws IOException {
        int millis = Millis.roundedUp(Deadline.remaining(request.deadline()), WAIT_SLICE_MILLIS);
        int code;
        try {
            code = engine.kernel32().WaitNamedPipe(engine.kernel32().address(name), millis);
        } finally {
            Reference.reachabilityFence(name);
        }
        switch (code) {
            case WinError.ERROR_SUCCESS,
                    WinError.ERROR_SEM_TIMEOUT,
                    WinError.ERROR_FILE_NOT_FOUND,
                    // The last instance went meanwhile: the next try finds out.
                    ERROR_HANDLES_CLOSED -> {}
            default -> throw engine.failure("WaitNamedPipe", path, code);
        }
    }

    /**
     * Waits a little before the next try: for an absent pipe, whose coming the system does not tell, and on a virtual
     * thread, whose carrier WaitNamedPipe would hold.
     */
    private void pause() {
        LockSupport.parkNanos(this, Math.min(pause, Math.max(Deadline.remaining(request.deadline()), 1)));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
}
