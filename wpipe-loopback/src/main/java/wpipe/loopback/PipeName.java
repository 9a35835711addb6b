package wpipe.loopback;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    private final Set<PendingConnect> waiting = new LinkedHashSet<>();
    private @Nullable LoopbackListener listener;
    private boolean listening;
    private int instances;

    boolean exists() {
        return listener != null;
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
        Iterator<PendingConnect> first = waiting.iterator();
        while (first.hasNext() && decide(first.next())) {
            first.remove();
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
            pending.refuseDirection();
            return true;
        }
        if (!listening || instances >= request.maxInstances()) {
            return false;
        }
        LoopbackChannel server = LoopbackChannel.ofServer(pipe);
        instances++;
        pending.connect(server);
        pipe.arrived(server);
        return true;
    }
}
