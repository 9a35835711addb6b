package wpipe.win32;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeNameInUseException;
import wpipe.spi.Deadline;
import wpipe.spi.EventCount;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.PipeListener;

/** The server's side of a pipe: keeps an instance waiting for the next client as long as there is room for one. */
final class Win32Listener implements PipeListener {
    /**
     * Where Windows does not tell that a client has gone, on pipes that only write, waiting means to look now and then: this
     * often, and with many clients so seldom that a thousand a second are looked at.
     */
    private static final long PROBE_INTERVAL_MILLIS = 50;

    private final Engine engine;
    private final ListenRequest request;
    private final String path;
    private final InstanceFactory instances;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Win32Channel> waiting = new HashSet<>();

    /** Those that have come, in that order. Handed out under the lock: the next instance waits before. */
    private final Deque<Win32Channel> clients = new ArrayDeque<>();

    private int open;
    private volatile boolean closed;
    private @Nullable IOException failure;

    private final Queue<Win32Channel> ready = new ConcurrentLinkedQueue<>();
    private final Set<Win32Channel> watched = ConcurrentHashMap.newKeySet();
    private final EventCount events = new EventCount();

    private Win32Listener(Engine engine, ListenRequest request) throws IOException {
        this.engine = engine;
        this.request = request;
        this.path = request.address().path();
        this.instances = new InstanceFactory(engine, request);
    }

    static Win32Listener open(Engine engine, ListenRequest request) throws IOException {
        Win32Listener listener = new Win32Listener(engine, request);
        engine.pump().start();
        listener.lock.lock();
        try {
            listener.addInstance(true);
            listener.replenish();
        } catch (PipeAccessDeniedException | PipeBusyException e) {
            if (request.security().sharedName()) {
                throw e;
            }
            // So Windows answers FILE_FLAG_FIRST_PIPE_INSTANCE where the name has an instance.
            PipeNameInUseException inUse = new PipeNameInUseException(
                    e.operation(), e.pipe(), e.code(), "a pipe of this name exists, or this user may not create it");
            inUse.initCause(e);
            throw inUse;
        } catch (RuntimeException | Error e) {
            Engine.closeAfter(e, listener);
            throw e;
        } finally {
            listener.lock.unlock();
        }
        return listener;
    }

    /** Makes instances until enough of them wait. Under the lock. */
    private void replenish() {
        try {
            while (!closed
                    && failure == null
                    && waiting.size() < request.waitingInstances()
                    && open < request.maxInstances()) {
                addInstance(false);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void addInstance(boolean first) throws IOException {
        Win32Channel channel = Win32Channel.of(engine, path, Traffic.of(request), instances.create(first), this);
        open++;
        try {
            if (channel.clientWait().start()) {
                waiting.add(channel);
            } else {
                clients.add(channel);
                engine.pump().advance(events);
            }
        } catch (IOException e) {
            closeBroken(channel, e, e);
            throw e;
        } catch (RuntimeException | Error e) {
            closeBroken(channel, new IOException("taking clients on " + path + " failed", e), e);
            throw e;
        }
    }

    /** Closes a channel because of a failure, which is that of the listener from now on; what else fails goes along with it. */
    private void closeBroken(Win32Channel channel, IOException failure, Throwable cause) {
        // Before the close, which would make another instance instead.
        this.failure = failure;
        Engine.closeAfter(cause, channel);
    }

    /** From whoever takes packets: the client of an instance has come, or will not. */
    void connected(Win32Channel channel) {
        lock.lock();
        try {
            if (!waiting.contains(channel)) {
                return; // closed meanwhile
            }
            if (!channel.clientWait().accepted()) {
                return;
            }
            waiting.remove(channel);
            if (closed) {
                return; // Close is going to close it, and nobody is to have it by then.
            }
            clients.add(channel);
            replenish();
        } catch (IOException e) {
            closeBroken(channel, e, e);
        } finally {
            lock.unlock();
        }
        engine.pump().advance(events);
    }

    /** From whoever takes packets: a channel that poll found nothing on has a message or has ended. */
    void ready(Win32Channel channel) {
        list(channel);
        engine.pump().advance(events);
    }

    /** A channel of which the system does not tell that its client has gone is to be looked at now and then. */
    void watch(Win32Channel channel) {
        if (watched.add(channel)) {
            // Whoever waits already must learn that there is something to look at now and then.
            engine.pump().advance(events);
        }
    }

    /** A channel is about to close: there is room for another one. */
    void closing(Win32Channel channel) {
        lock.lock();
        try {
            open--;
            waiting.remove(channel);
            watched.remove(channel);
            if (channel.listed().get()) {
                ready.remove(channel);
            }
            replenish();
        } finally {
            lock.unlock();
        }
        engine.pump().advance(events);
    }

    /** From whoever takes packets: no more clients can be taken. */
    void failed(RuntimeException cause) {
        lock.lock();
        try {
            failure = new IOException("taking clients on " + path + " failed", cause);
        } finally {
            lock.unlock();
        }
        engine.pump().advance(events);
    }

    void pumpDied() {
        engine.pump().advance(events);
    }

    @Override
    public @Nullable PipeChannel pollClient() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return null; // one may have come since
            }
            PipeChannel client = clients.poll();
            if (client == null && failure != null) {
                throw new IOException("no more clients can be taken on " + path, failure);
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable PipeChannel pollReady() {
        Win32Channel channel = ready.poll();
        if (channel != null) {
            // Before anybody looks at it: what comes after the look lists it again.
            channel.listed().set(false);
        }
        return channel;
    }

    @Override
    public long ticket() {
        return events.ticket();
    }

    @Override
    public boolean await(long ticket, long deadline) throws IOException {
        while (true) {
            if (closed) {
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
            engine.pump().advance(events);
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

    @Override
    public void wakeup() {
        engine.pump().advance(events);
    }

    @Override
    public void close() throws IOException {
        List<Win32Channel> mine;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            mine = new ArrayList<>(waiting);
            mine.addAll(clients);
            clients.clear();
        } finally {
            lock.unlock();
        }
        @Nullable IOException failed = null;
        for (Win32Channel channel : mine) {
            try {
                channel.close();
            } catch (IOException e) {
                failed = PipeErrors.also(failed, e);
            }
        }
        engine.pump().advance(events);
        if (failed != null) {
            throw failed;
        }
    }
}
