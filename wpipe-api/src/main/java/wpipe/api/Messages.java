package wpipe.api;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The messages of one connection as a publisher, for one subscriber at a time. */
final class Messages implements Flow.Publisher<byte[]> {
    private final String path;
    private final Supplier<CompletableFuture<byte[]>> reader;
    private final AtomicReference<@Nullable MessageSubscription> current = new AtomicReference<>();

    Messages(String path, Supplier<CompletableFuture<byte[]>> reader) {
        this.path = path;
        this.reader = reader;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super byte[]> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        MessageSubscription subscription = new MessageSubscription(this, subscriber);
        if (current.compareAndSet(null, subscription)) {
            subscription.start(subscriber);
            return;
        }
        // Every subscriber gets a subscription before anything else (rule 1.9 of Reactive Streams).
        subscriber.onSubscribe(new Refusal());
        subscriber.onError(new IllegalStateException(
                "subscribe on " + path + ": the messages go to one subscriber at a time, and there is one"));
    }

    CompletableFuture<byte[]> read() {
        return reader.get();
    }

    /** A subscription is over or cancelled; maybe told more than once. */
    void ended(MessageSubscription subscription) {
        current.compareAndSet(subscription, null);
    }

    /** The subscription of a subscriber that comes too early. */
    private static final class Refusal implements Flow.Subscription {
        @Override
        public void request(long n) {
            // The error that ends it is on its way.
        }

        @Override
        public void cancel() {
            // It ends by itself.
        }
    }
}
