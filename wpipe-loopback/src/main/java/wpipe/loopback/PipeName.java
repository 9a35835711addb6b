package wpipe.loopback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wpipe.api.PipeInfo;
import wpipe.spi.BusyWait;
import wpipe.spi.ListenRequest;

/**
 * A name in the namespace: the pipe that has it, if any, as one server has it or several share it, and the clients that
 * wait for it. Guarded by the lock of the namespace.
 *
 * <p>The pipe exists until its listeners and all their channels are closed, as on Windows: only then can the name be taken
 * again. In between a client finds it busy.
 */
final class PipeName {
    private final @Nullable Faults faults;
    private final Set<PendingConnect> waiting = new LinkedHashSet<>();

    /** In the order of opening. */
    private final List<Share> shares = new ArrayList<>();

    /**
     * A name without a pipe.
     *
     * @param faults what its clients meet; null for nothing
     */
    PipeName(@Nullable Faults faults) {
        this.faults = faults;
    }

    boolean exists() {
        return !shares.isEmpty();
    }

    /** Whether another server can join: the pipe is as the first has made it. */
    boolean isLike(ListenRequest request) {
        ListenRequest first = shares.get(0).request();
        return first.pipeDirection() == request.pipeDirection()
                && first.framing().isMessageType() == request.framing().isMessageType();
    }

    /** The pipe, if there is one. */
    Optional<PipeInfo> info() {
        if (!exists()) {
            return Optional.empty();
        }
        long most = shares.stream()
                .mapToLong(share -> share.request().maxInstances())
                .sum();
        return Optional.of(new PipeInfo(
                shares.get(0).request().address().name(),
                shares.stream().mapToInt(Share::instances).sum(),
                OptionalInt.of((int) Math.min(most, Integer.MAX_VALUE))));
    }

    boolean isUnused() {
        return shares.isEmpty() && waiting.isEmpty();
    }

    void open(LoopbackListener listener) {
        shares.add(new Share(listener));
        decideAll();
    }

    void stopListening(LoopbackListener listener) {
        Share share = shareOf(listener);
        share.stopListening();
        endIfGone(share);
    }

    void release(LoopbackListener listener) {
        Share share = shareOf(listener);
        share.release();
        endIfGone(share);
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

    private Share shareOf(LoopbackListener listener) {
        for (Share share : shares) {
            if (share.listener().equals(listener)) {
                return share;
            }
        }
        throw new IllegalStateException(listener.request().address() + " was released more often than it was used");
    }

    private void endIfGone(Share share) {
        if (share.isGone()) {
            shares.remove(share);
            if (!exists()) {
                decideAll();
            }
        }
    }

    private void decideAll() {
        waiting.removeIf(this::decide);
    }

    /** Whether it is known what becomes of a client; false if it has to wait. */
    private boolean decide(PendingConnect pending) {
        if (!exists()) {
            return pending.refuseUnlessPatient();
        }
        if (!pending.fits(shares.get(0).request().pipeDirection())) {
            pending.refuse();
            return true;
        }
        Fault fault = faults == null ? Fault.none() : pending.fault(faults);
        if (fault.admission() == Fault.Admission.REFUSED) {
            pending.refuse();
            return true;
        }
        Share share = withRoom();
        if (pending.isKeptBusy() || share == null) {
            return false;
        }
        if (pending.losesAcceptNow()) {
            LoopbackChannel lost = share.newChannel(Fault.none());
            pending.goThrough(lost);
            share.listener().arrived(lost);
            share = withRoom();
            if (share == null) {
                return false;
            }
        }
        LoopbackChannel server = share.newChannel(fault);
        pending.connect(server);
        share.listener().arrived(server);
        return true;
    }

    private @Nullable Share withRoom() {
        for (Share share : shares) {
            if (share.hasRoom()) {
                return share;
            }
        }
        return null;
    }
}
