package wpipe.api;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import wpipe.spi.PipeChannel;

/** Who the peer of a connection is, and what is done in its name; costs nothing until it is asked. */
final class Identity {
    private final PipeChannel channel;
    private final InterruptibleGate gate;

    /** The answer, once there is one that will not change. */
    private volatile @Nullable Peer known;

    Identity(PipeChannel channel, InterruptibleGate gate) {
        this.channel = channel;
        this.gate = gate;
    }

    Peer peer() throws IOException {
        Peer peer = known;
        if (peer == null) {
            gate.checkOpen("peer");
            peer = call("wpipe-peer", channel::peer);
            if (peer.user().isPresent()) {
                known = peer;
            }
        }
        return peer;
    }

    @SuppressWarnings("unchecked") // the action throws what it declares, and what nobody declares
    <R, X extends Exception> R impersonate(ImpersonatedAction<R, X> action) throws IOException, X {
        gate.checkOpen("impersonate");
        Outcome<R> outcome = new Outcome<>(action);
        try {
            call("wpipe-impersonate", () -> {
                channel.impersonate(outcome);
                return true;
            });
        } catch (IOException | RuntimeException | Error e) {
            if (outcome.failure != null) {
                e.addSuppressed(outcome.failure);
            }
            throw e;
        }
        Throwable failure = outcome.failure;
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (X) failure;
        }
        return outcome.result();
    }

    private static <R> R call(String name, Callable<R> body) throws IOException {
        try {
            return OwnThread.call(name, body);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException failure) {
                throw failure;
            }
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException("a backend threw what it cannot throw", cause);
        }
    }

    /** What comes of the action, which the backend only runs. */
    private static final class Outcome<R> implements Runnable {
        private final ImpersonatedAction<R, ?> action;
        private @Nullable R result;
        private boolean ran;
        private @Nullable Throwable failure;

        Outcome(ImpersonatedAction<R, ?> action) {
            this.action = action;
        }

        @Override
        public void run() {
            ran = true;
            try {
                result = action.run();
            } catch (Throwable e) {
                failure = e;
            }
        }

        @SuppressWarnings("NullAway") // an action may give null, whose type then says so
        R result() {
            if (!ran) {
                throw new IllegalStateException("the backend has not run the action");
            }
            return result;
        }
    }
}
