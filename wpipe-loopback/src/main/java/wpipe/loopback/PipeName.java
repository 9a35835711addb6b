package wpipe.loopback;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wpipe.api.PipeInfo;
import wpipe.spi.BusyWait;
import wpipe.spi.ListenRequest;

/**
 * A name in the namespace: the pipe that has it, if any, and the clients that wait for it. Guarded by the lock of the
 * namespace.
 *
 * <p>The pipe exists until its listener and all its channels are closed, as on Windows: only then can the name be taken
 * again. In between a client finds it busy.
 */
final class PipeName {
    private final @Nullable Faults faults;
    private final Set<PendingConnect> waiting = new LinkedHashSet<>();
    private @Nullable LoopbackListener listener;
    private boolean listening;
    private int instances;

    /**
     * A name without a pipe.
     *
     * @param faults what its clients meet; null for nothing
     */
    PipeName(@Nullable Faults faults) {
        this.faults = faults;
    }

    boolean exists() {
        return listener != null;
    }

    /** The pipe, if there is one, with the instances that Windows would have: one that is full keeps none waiting. */
    Optional<PipeInfo> info() {
        LoopbackListener pipe = listener;
        if (pipe == null) {
            return Optional.empty();
        }
        ListenRequest request = pipe.request();
        int waiting = listening ? Math.min(request.waitingInstances(), request.maxInstances() - instances) : 0;
        return Optional.of(
                new PipeInfo(request.address().name(), instances + waiting, OptionalInt.of(request.maxInstances())));
    }

    boolean isUnused() {
        return listener == null && waiting.isEmpty();
    }

    void open(LoopbackListener newListener) {
        listener = newListener;
        listening = true;
        decideAll();
    }

    void stopListening() {
        listening = false;
        endIfGone();
    }

    void release() {
        instances--;
        endIfGone();
        // In the order of coming: whoever cannot be served yet keeps those behind him waiting as well.
        Iterator<PendingConnect> iterator = waiting.iterator();
        while (iterator.hasNext()) {
            PendingConnect first = iterator.next();
            if (decide(first)) {
                iterator.remove();
            } else if (!first.isKeptBusy()) {
                break;
            }
        }
    }

    LoopbackChannel connect(PendingConnect pending) throws IOException {
        if (!decide(pending)) {
            waiting.add(pending);
            BusyWait wait = pending.beginWait();
            try {
                pending.await(this);
            } finally {
                wait.end();
                waiting.remove(pending);
            }
        }
        return pending.result();
    }

    private void endIfGone() {
        if (!listening && instances == 0) {
            listener = null;
            decideAll();
        }
    }

    private void decideAll() {
        waiting.removeIf(this::decide);
    }

    /** Whether it is known what becomes of a client; false if it has to wait. */
    private boolean decide(PendingConnect pending) {
        LoopbackListener pipe = listener;
        if (pipe == null) {
            return pending.refuseUnlessPatient();
        }
        ListenRequest request = pipe.request();
        if (!pending.fits(request.pipeDirection())) {
            pending.refuse();
            return true;
        }
        Fault fault = faults == null ? Fault.none() : pending.fault(faults);
        if (fault.admission() == Fault.Admission.REFUSED) {
            pending.refuse();
            return true;
        }
        if (pending.isKeptBusy() || !hasRoom(request)) {
            return false;
        }
        if (pending.losesAcceptNow()) {
            LoopbackChannel lost = newChannel(pipe, Fault.none());
            pending.goThrough(lost);
            pipe.arrived(lost);
            if (!hasRoom(request)) {
                return false;
            }
        }
        LoopbackChannel server = newChannel(pipe, fault);
        pending.connect(server);
        pipe.arrived(server);
        return true;
    }

    private boolean hasRoom(ListenRequest request) {
        return listening && instances < request.maxInstances();
    }

    private LoopbackChannel newChannel(LoopbackListener pipe, Fault fault) {
        instances++;
        return fault.equals(Fault.none()) ? new LoopbackChannel(pipe) : new FaultyChannel(pipe, fault);
    }
}
