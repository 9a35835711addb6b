package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps the signals that it gets, in their order. */
final class Subscriber implements Flow.Subscriber<byte[]> {
    private static final Object COMPLETE = new Object();

    private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private volatile Flow.@Nullable Subscription subscription;

    static Subscriber of(Flow.Publisher<byte[]> publisher) {
        Subscriber subscriber = new Subscriber();
        publisher.subscribe(subscriber);
        assertNotNull(subscriber.subscription, "the subscription comes first");
        return subscriber;
    }

    Subscriber request(long n) {
        subscription().request(n);
        return this;
    }

    void cancel() {
        subscription().cancel();
    }

    private Flow.Subscription subscription() {
        Flow.Subscription given = subscription;
        if (given == null) {
            throw new AssertionError("no subscription");
        }
        return given;
    }

    byte[] next() throws InterruptedException {
        return assertInstanceOf(byte[].class, signal());
    }

    void complete() throws InterruptedException {
        assertEquals(COMPLETE, signal());
    }

    <X extends Throwable> X error(Class<X> kind) throws InterruptedException {
        return assertInstanceOf(kind, signal());
    }

    int waiting() {
        return signals.size();
    }

    private Object signal() throws InterruptedException {
        Object signal = signals.poll(Rules.GUARD.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(signal, "no signal");
        return signal;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        enter();
        assertEquals(null, subscription, "a second subscription");
        subscription = given;
        inside.decrementAndGet();
    }

    @Override
    public void onNext(byte[] message) {
        add(message);
    }

    @Override
    public void onError(Throwable cause) {
        add(cause);
    }

    @Override
    public void onComplete() {
        add(COMPLETE);
    }

    private void add(Object signal) {
        enter();
        signals.add(signal);
        inside.decrementAndGet();
    }

    private void enter() {
        assertTrue(inside.incrementAndGet() == 1, "two signals at a time");
    }
}
