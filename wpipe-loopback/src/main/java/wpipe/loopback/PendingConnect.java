package wpipe.loopback;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;
import wpipe.spi.BusyWait;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/** A client on its way in. Whoever changes the pipe decides what becomes of it; guarded by the namespace's lock. */
final class PendingConnect {
    private final ConnectRequest request;
    private final Condition decision;
    private boolean decided;
    private int error = WinError.ERROR_SUCCESS;
    private @Nullable LoopbackChannel channel;

    /** What it meets; null before it has found a pipe that it could connect to. */
    private @Nullable Fault fault;

    private boolean acceptLost;

    PendingConnect(ConnectRequest request, Condition decision) {
        this.request = request;
        this.decision = decision;
    }

    /** A client may do less than the server offers, and nothing that it does not. */
    boolean fits(Direction server) {
        Direction client = request.rights();
        return (!client.writes() || server.reads()) && (!client.reads() || server.writes());
    }

    /** Its fault, which is the next of the script the first time. */
    Fault fault(Faults faults) {
        if (fault == null) {
            fault = faults.take();
        }
        return fault;
    }

    /** Whether another client has yet to come and go before this one. */
    boolean losesAcceptNow() {
        boolean now = fault != null && fault.losesAccept() && !acceptLost;
        acceptLost |= now;
        return now;
    }

    /** Whether it finds the pipe busy, whoever goes. */
    boolean isKeptBusy() {
        return fault != null && fault.admission() == Fault.Admission.BUSY;
    }

    /** A client that comes and goes in the place of this one. */
    void goThrough(LoopbackChannel server) {
        server.peer(request).close();
    }

    void connect(LoopbackChannel server) {
        channel = server.peer(request);
        decide(WinError.ERROR_SUCCESS);
    }

    void refuse() {
        decide(WinError.ERROR_ACCESS_DENIED);
    }

    /** There is no pipe: false if the client waits for one. */
    boolean refuseUnlessPatient() {
        if (request.waitForServer()) {
            return false;
        }
        decide(WinError.ERROR_FILE_NOT_FOUND);
        return true;
    }

    private void decide(int code) {
        decided = true;
        error = code;
        decision.signal();
    }

    BusyWait beginWait() {
        return BusyWait.begin(request.address());
    }

    /** Waits for the decision; makes it itself when the time is over. */
    void await(PipeName name) throws IOException {
        long deadline = request.deadline();
        try {
            while (!decided) {
                if (deadline == Deadline.NEVER) {
                    decision.await();
                    continue;
                }
                long left = Deadline.remaining(deadline);
                if (left <= 0) {
                    decide(name.exists() ? WinError.ERROR_PIPE_BUSY : WinError.ERROR_FILE_NOT_FOUND);
                } else {
                    decision.await(left, TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // Decided at the same moment: a channel that is there already must not be lost.
            if (!decided) {
                throw PipeErrors.interrupted("connect", request.address().path());
            }
        }
    }

    LoopbackChannel result() throws IOException {
        if (channel == null) {
            throw PipeErrors.of("connect", request.address().path(), error);
        }
        return channel;
    }
}
