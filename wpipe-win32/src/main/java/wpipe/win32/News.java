package wpipe.win32;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.EventCount;

/** What has happened to the clients of a listener, and the wait for it. */
final class News {
    /**
     * Where Windows does not tell that a client has gone, on pipes that only write, waiting means to look now and then: this
     * often, and with many clients so seldom that a thousand a second are looked at.
     */
    private static final long PROBE_INTERVAL_MILLIS = 50;

    private final Engine engine;
    private final BooleanSupplier closed;
    private final Queue<Win32Channel> ready = new ConcurrentLinkedQueue<>();
    private final Set<Win32Channel> watched = ConcurrentHashMap.newKeySet();
    private final EventCount events = new EventCount();

    /**
     * Makes it.
     *
     * @param closed whether there will be no more
     */
    News(Engine engine, BooleanSupplier closed) {
        this.engine = engine;
        this.closed = closed;
    }

    /** Something has happened: whoever waits looks again. */
    void advance() {
        engine.pump().advance(events);
    }

    /** A channel that poll found nothing on has a message or has ended. */
    void ready(Win32Channel channel) {
        list(channel);
        advance();
    }

    /** A channel of which the system does not tell that its client has gone is to be looked at now and then. */
    void watch(Win32Channel channel) {
        if (watched.add(channel)) {
            // Whoever waits already must learn that there is something to look at now and then.
            advance();
        }
    }

    /** A channel is about to close. */
    void forget(Win32Channel channel) {
        watched.remove(channel);
        if (channel.listed().get()) {
            ready.remove(channel);
        }
    }

    /** The next one that is ready, once. */
    @Nullable
    Win32Channel pollReady() {
        Win32Channel channel = ready.poll();
        if (channel != null) {
            // Before anybody looks at it: what comes after the look lists it again.
            channel.listed().set(false);
        }
        return channel;
    }

    long ticket() {
        return events.ticket();
    }

    boolean await(long ticket, long deadline) throws IOException {
        while (true) {
            if (closed.getAsBoolean()) {
                return true;
            }
            if (watched.isEmpty()) {
                return engine.pump().await(events, ticket, deadline);
            }
            long look = Deadline.after(Duration.ofMillis(Math.max(PROBE_INTERVAL_MILLIS, watched.size())));
            boolean last = Deadline.remaining(deadline) <= Deadline.remaining(look);
            if (engine.pump().await(events, ticket, last ? deadline : look)) {
                return true;
            }
            if (probeWatched()) {
                return true;
            }
            if (last) {
                return false;
            }
        }
    }

    private boolean probeWatched() {
        boolean found = watched.removeIf(channel -> channel.probe() && list(channel));
        if (found) {
            advance();
        }
        return found;
    }

    /** A server that only accepts never asks who has news: it must not grow with every message. */
    private boolean list(Win32Channel channel) {
        if (channel.listed().compareAndSet(false, true)) {
            ready.add(channel);
        }
        return true;
    }
}
