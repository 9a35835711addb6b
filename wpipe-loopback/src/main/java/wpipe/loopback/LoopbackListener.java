package wpipe.loopback;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import wpipe.spi.EventCount;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;

/** A pipe that is listened on: the clients that came, the channels that can be read, the ticket that tells of both. */
final class LoopbackListener implements PipeListener {
    private final Namespace namespace;
    private final ListenRequest request;
    private final AtomicBoolean closed = new AtomicBoolean();

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<LoopbackChannel> arrived = new ArrayDeque<>();
    private final ReadyList ready = new ReadyList();

    private final EventCount events = new EventCount();

    LoopbackListener(Namespace namespace, ListenRequest request) {
        this.namespace = namespace;
        this.request = request;
    }

    ListenRequest request() {
        return request;
    }

    /** A client has come. Called with the namespace's lock held, so never after {@link #close} has told that. */
    void arrived(LoopbackChannel channel) {
        lock.lock();
        try {
            arrived.add(channel);
            events.advance();
        } finally {
            lock.unlock();
        }
    }

    /** A channel can be read or has ended. */
    void becameReady(LoopbackChannel channel) {
        lock.lock();
        try {
            // Closed channels are left out: the list must not keep them where nobody ever looks at it.
            if (!channel.isClosed()) {
                ready.add(channel.readyEntry());
                events.advance();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A channel was closed by its owner. */
    void released(LoopbackChannel channel) {
        lock.lock();
        try {
            ready.remove(channel.readyEntry());
        } finally {
            lock.unlock();
        }
        namespace.release(this);
    }

    @Override
    public @Nullable PipeChannel pollClient() {
        lock.lock();
        try {
            return arrived.poll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable PipeChannel pollReady() {
        lock.lock();
        try {
            return ready.poll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long ticket() {
        return events.ticket();
    }

    @Override
    public boolean await(long since, long deadline) {
        return closed.get() || events.await(since, deadline);
    }

    @Override
    public void wakeup() {
        events.advance();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        namespace.stopListening(this);
        List<LoopbackChannel> untaken;
        lock.lock();
        try {
            untaken = List.copyOf(arrived);
            arrived.clear();
            events.advance();
        } finally {
            lock.unlock();
        }
        untaken.forEach(LoopbackChannel::close);
    }
}
