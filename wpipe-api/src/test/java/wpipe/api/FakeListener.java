package wpipe.api;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import wpipe.spi.EventCount;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;

/** A listener whose clients and failures are written by the test. */
final class FakeListener implements PipeListener {
    final Queue<PipeChannel> clients = new ConcurrentLinkedQueue<>();
    final Queue<PipeChannel> ready = new ConcurrentLinkedQueue<>();

    /** What taking clients fails with once those that came are handed out. */
    volatile @Nullable IOException failure;

    @Nullable
    IOException closeFailure;

    @Nullable
    IOException awaitFailure;

    /** What no listener may throw. */
    @Nullable
    RuntimeException wrong;

    /** What happens in the midst of taking a ticket, and of a close. */
    Runnable whenTicketed = () -> {};

    Runnable whenClosed = () -> {};

    int closes;
    private final EventCount events = new EventCount();

    /** Clients connect, and whoever waits is woken. */
    void come(FakeChannel... channels) {
        clients.addAll(List.of(channels));
        wakeup();
    }

    @Override
    public @Nullable PipeChannel pollClient() throws IOException {
        PipeChannel client = clients.poll();
        IOException now = failure;
        if (client == null && now != null) {
            throw now;
        }
        return client;
    }

    @Override
    public @Nullable PipeChannel pollReady() {
        if (wrong != null) {
            throw wrong;
        }
        return ready.poll();
    }

    @Override
    public long ticket() {
        whenTicketed.run();
        return events.ticket();
    }

    @Override
    public boolean await(long ticket, long deadline) throws IOException {
        if (awaitFailure != null) {
            throw awaitFailure;
        }
        return events.await(ticket, deadline);
    }

    @Override
    public void wakeup() {
        events.advance();
    }

    @Override
    public void close() throws IOException {
        closes++;
        whenClosed.run();
        events.advance();
        if (closeFailure != null && closes == 1) {
            throw closeFailure;
        }
    }
}
