package wpipe.api;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's demand, and the reads that meet it: one at a time, begun when there is demand and not before. All signals
 * but the first come from {@link #work}, which is done by one thread at a time.
 */
final class MessageSubscription implements Flow.Subscription {
    private static final System.Logger LOG = System.getLogger("wpipe.api");

    private final Messages messages;
    private final AtomicLong demand = new AtomicLong();

    /** How often there was a reason to work since the last work ended: whoever gives the first one sees to the work. */
    private final AtomicInteger reasons = new AtomicInteger();

    /** Keeps a cancel apart from the beginning of a read: none is begun after a cancel has returned. */
    private final ReentrantLock guard = new ReentrantLock();

    /** Written with the guard. */
    private volatile boolean cancelled;

    private volatile @Nullable IllegalArgumentException misuse;

    /** The read that is under way. Written by the work; begun with the guard. */
    private volatile @Nullable CompletableFuture<byte[]> read;

    /** Null after the last signal: nobody holds a subscriber that gets no more. The work's own. */
    private Flow.@Nullable Subscriber<? super byte[]> subscriber;

    MessageSubscription(Messages messages, Flow.Subscriber<? super byte[]> subscriber) {
        this.messages = messages;
        this.subscriber = subscriber;
    }

    void start(Flow.Subscriber<? super byte[]> first) {
        // No work before the subscriber has the subscription.
        reasons.set(1);
        try {
            first.onSubscribe(this);
        } catch (RuntimeException | Error e) {
            broken(e);
            throw e;
        } finally {
            AsyncThreads.execute(this::work);
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            stopReading(() -> misuse = new IllegalArgumentException(
                    "request(" + n + "): demand must be positive (rule 3.9 of Reactive Streams)"));
            return;
        }
        demand.accumulateAndGet(n, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        workOn();
    }

    @Override
    public void cancel() {
        stopReading(() -> cancelled = true);
        messages.ended(this);
    }

    /** Begins no read any more and ends the one that is under way, so that its message, if none has come, is another's. */
    private void stopReading(Runnable reason) {
        CompletableFuture<byte[]> begun;
        guard.lock();
        try {
            reason.run();
            begun = read;
        } finally {
            guard.unlock();
        }
        if (begun != null) {
            begun.cancel(false);
        }
        workOn();
    }

    private void workOn() {
        if (reasons.getAndIncrement() == 0) {
            AsyncThreads.execute(this::work);
        }
    }

    private void work() {
        int seen = reasons.get();
        while (seen != 0) {
            signal();
            seen = reasons.addAndGet(-seen);
        }
    }

    private void signal() {
        Flow.Subscriber<? super byte[]> receiver;
        while ((receiver = subscriber) != null) {
            CompletableFuture<byte[]> begun = read != null ? read : begin(receiver);
            if (begun == null || !begun.isDone()) {
                return;
            }
            read = null;
            deliver(begun, receiver);
        }
    }

    /** Begins to read if there is demand; null if there is no reason to. */
    private @Nullable CompletableFuture<byte[]> begin(Flow.Subscriber<? super byte[]> receiver) {
        IllegalArgumentException error = misuse;
        if (cancelled) {
            end();
        } else if (error != null) {
            end();
            receiver.onError(error);
        } else if (demand.get() > 0) {
            return read();
        }
        return null;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing can fail there, and the work looks at the read itself
    private @Nullable CompletableFuture<byte[]> read() {
        CompletableFuture<byte[]> begun;
        guard.lock();
        try {
            if (cancelled || misuse != null) {
                return null; // which is a reason to work once more
            }
            begun = messages.read();
            read = begun;
        } finally {
            guard.unlock();
        }
        if (!begun.isDone()) {
            begun.whenComplete((message, failure) -> workOn());
        }
        return begun;
    }

    private void deliver(CompletableFuture<byte[]> done, Flow.Subscriber<? super byte[]> receiver) {
        byte[] message;
        try {
            message = done.join();
        } catch (CancellationException e) {
            return; // what comes next says why
        } catch (CompletionException e) {
            end();
            Throwable cause = e.getCause();
            if (cause instanceof PeerClosedException) {
                receiver.onComplete();
            } else {
                receiver.onError(cause);
            }
            return;
        }
        demand.updateAndGet(before -> before == Long.MAX_VALUE ? before : before - 1);
        try {
            // After a cancel as well: it has been taken, and would be lost.
            receiver.onNext(message);
        } catch (RuntimeException | Error e) {
            broken(e);
        }
    }

    /** A subscriber must not throw; the one that does gets no more signals (rule 2.13 of Reactive Streams). */
    private void broken(Throwable cause) {
        LOG.log(System.Logger.Level.ERROR, "a subscriber has thrown, which ends its subscription", cause);
        cancelled = true;
        messages.ended(this);
    }

    private void end() {
        subscriber = null;
        messages.ended(this);
    }
}
