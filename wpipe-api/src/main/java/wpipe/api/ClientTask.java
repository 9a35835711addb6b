package wpipe.api;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import wpipe.api.ServeFailure.Phase;

/**
 * Answers a client that has asked, on whatever thread runs this: one request, or where threads that wait cost nothing, all
 * of them. Meanwhile the client is nobody else's.
 */
final class ClientTask implements Runnable {
    private enum State {
        /** A request was taken, and is not answered yet. */
        BUSY,
        /** It waits for the next one. */
        WAITING,
        /** It waited, and no other one is going to be taken. */
        OVER
    }

    private final PipeService service;
    private final ServerConnection client;
    private final AtomicReference<State> state = new AtomicReference<>(State.BUSY);
    private final ReentrantLock lock = new ReentrantLock();

    /** The thread that runs this, or is told of its failure. */
    private volatile @Nullable Thread runner;

    /** The thread that is in the handler. Guarded by the lock. */
    private @Nullable Thread handling;

    /** {@link #interrupt} has interrupted the thread in the handler. Guarded by the lock. */
    private boolean interrupted;

    /** What is being done. The thread's own. */
    private Phase phase = Phase.READ;

    ClientTask(PipeService service, ServerConnection client) {
        this.service = service;
        this.client = client;
    }

    @Override
    public void run() {
        boolean goesOn = false;
        boolean restoreInterrupt = false;
        runner = Thread.currentThread();
        try {
            goesOn = answer();
        } catch (Throwable e) {
            goesOn = isNoNews(e);
            if (!goesOn && !isEndOfConnection(e)) {
                service.failed(client, phase, e);
            }
            // One that is not from here is for the thread, whose owner is to see it.
            restoreInterrupt = e instanceof InterruptedException && !interrupted;
        } finally {
            service.done(this, goesOn);
            if (restoreInterrupt) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The executor did not take it. */
    void refused(Throwable cause) {
        runner = Thread.currentThread();
        service.failed(client, Phase.HANDLE, cause);
        service.done(this, false);
    }

    ServerConnection client() {
        return client;
    }

    boolean isBusy() {
        return state.get() == State.BUSY;
    }

    /** Lets it take no other request; gives false if it is at one. */
    boolean endIfWaiting() {
        return state.compareAndSet(State.WAITING, State.OVER);
    }

    /** Interrupts the handler, if it runs, unless it is the handler that calls this. */
    void interrupt() {
        lock.lock();
        try {
            if (handling != null && handling != Thread.currentThread()) {
                interrupted = true;
                handling.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is its handler that calls this, or the listener that is told of its failure. */
    boolean isCurrent() {
        return runner == Thread.currentThread();
    }

    /** Gives whether the connection goes on. */
    private boolean answer() throws Exception {
        byte[] request = client.read(Duration.ZERO);
        while (true) {
            byte[] reply = handle(request);
            phase = Phase.REPLY;
            if (reply != null) {
                client.write(reply, service.replyTimeout());
            }
            phase = Phase.READ;
            if (!service.keepsClients()) {
                return true;
            }
            state.set(State.WAITING);
            if (!service.ended()) {
                return false;
            }
            request = client.read();
            if (!state.compareAndSet(State.WAITING, State.BUSY)) {
                return false;
            }
        }
    }

    private byte @Nullable [] handle(byte[] request) throws Exception {
        beginHandling();
        byte[] reply;
        try {
            // Whoever closes it looks for handlers after that: one of the two sees the other.
            if (!service.isOpen()) {
                throw new ClosedChannelException();
            }
            phase = Phase.HANDLE;
            reply = service.handler().handle(client, request);
        } finally {
            endHandling();
        }
        if (reply == null && client.mode() != Mode.DUPLEX) {
            throw new NullPointerException("the handler gave no reply, and in mode " + client.mode() + " there is one");
        }
        return reply;
    }

    private void beginHandling() {
        lock.lock();
        try {
            handling = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private void endHandling() {
        lock.lock();
        try {
            handling = null;
            if (interrupted) {
                // It was meant for the handler, and is not to reach what its thread does next.
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    /** There is no request: its writer has taken it back, or has gone, which the list of clients sees to. */
    private boolean isNoNews(Throwable e) {
        return phase == Phase.READ && (e instanceof PipeTimeoutException || e instanceof PeerClosedException);
    }

    /** Somebody has closed the connection, or all of them: they know. */
    private boolean isEndOfConnection(Throwable e) {
        return phase != Phase.HANDLE
                && e instanceof ClosedChannelException
                && !(e instanceof ClosedByInterruptException && service.isOpen());
    }
}
