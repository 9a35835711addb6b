package wpipe.win32;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.PipeListener;

/** The server's side of a pipe: keeps an instance waiting for the next client as long as there is room for one. */
final class Win32Listener implements PipeListener {
    private final Engine engine;
    private final ListenRequest request;
    private final String path;
    private final InstanceFactory instances;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Win32Channel> waiting = new HashSet<>();

    /** Those that have come, in that order. Handed out under the lock: the next instance waits before. */
    private final Deque<Win32Channel> clients = new ArrayDeque<>();

    /** Instances that count, and those whose handles are not closed yet: a closing one still holds the name. */
    private int open;

    private int handles;

    private volatile boolean closed;

    /** Why a client could not be taken, until somebody has been told: no instance is made before. */
    private @Nullable IOException failure;

    private final News news;

    private Win32Listener(Engine engine, ListenRequest request) throws IOException {
        this.engine = engine;
        this.request = request;
        this.path = request.address().path();
        this.instances = new InstanceFactory(engine, request);
        this.news = new News(engine, () -> closed);
    }

    static Win32Listener open(Engine engine, ListenRequest request) throws IOException {
        Win32Listener listener = new Win32Listener(engine, request);
        engine.pump().start();
        listener.lock.lock();
        try {
            listener.addInstance();
            listener.replenish();
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
                addInstance();
            }
        } catch (IOException e) {
            failure = e;
            news.advance();
        }
    }

    /** Makes instances that are missing since a failure. */
    private void recover() {
        // A last handle that is being closed may be open or not: its end is waited for, which leads here again.
        if (open > 0 || handles == 0) {
            replenish();
        }
    }

    private void addInstance() throws IOException {
        // Without an instance of ours the name may be somebody else's, also after a failure: then it is claimed anew.
        long handle = instances.create(handles == 0);
        Win32Channel channel = Win32Channel.of(engine, path, Traffic.of(request), handle, this);
        open++;
        handles++;
        try {
            if (channel.clientWait().start()) {
                waiting.add(channel);
            } else {
                clients.add(channel);
                news.advance();
            }
        } catch (IOException | RuntimeException | Error e) {
            closeBroken(channel, e);
            throw e;
        }
    }

    private IOException unexpected(Throwable cause) {
        return new IOException("taking clients on " + path + " failed", cause);
    }

    /** Closes a channel because of a failure, of which somebody is to be told; what else fails goes along with it. */
    private void closeBroken(Win32Channel channel, Throwable cause) {
        // Before the close, which would make another instance instead.
        failure = cause instanceof IOException e ? e : unexpected(cause);
        Engine.closeAfter(cause, channel);
    }

    /** From whoever takes packets: the client of an instance has come, or will not. */
    void connected(Win32Channel channel) {
        lock.lock();
        try {
            boolean closedMeanwhile = !waiting.contains(channel);
            if (closedMeanwhile || !accepted(channel)) {
                return;
            }
            waiting.remove(channel);
            if (closed) {
                return; // Close is going to close it, and nobody is to have it by then.
            }
            clients.add(channel);
            replenish();
        } finally {
            lock.unlock();
        }
        news.advance();
    }

    /** Whether its client has come. Closes it if none can come any more. */
    private boolean accepted(Win32Channel channel) {
        try {
            return channel.clientWait().accepted();
        } catch (IOException e) {
            closeBroken(channel, e);
            return false;
        } catch (RuntimeException | Error e) {
            closeBroken(channel, e);
            throw e;
        }
    }

    /** Of what happens to the channels. */
    News news() {
        return news;
    }

    /** A channel is about to close: there is room for another one. */
    void closing(Win32Channel channel) {
        lock.lock();
        try {
            open--;
            waiting.remove(channel);
            news.forget(channel);
            replenish();
        } finally {
            lock.unlock();
        }
        news.advance();
    }

    /** The handle of a channel is closed. */
    void closed() {
        lock.lock();
        try {
            handles--;
            recover();
        } finally {
            lock.unlock();
        }
    }

    /** From whoever takes packets: a client could not be taken. */
    void failed(Throwable cause) {
        lock.lock();
        try {
            failure = unexpected(cause);
        } finally {
            lock.unlock();
        }
        news.advance();
    }

    @Override
    public @Nullable PipeChannel pollClient() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return null; // one may have come since
            }
            if (clients.isEmpty()) {
                recover(); // whose instances may have clients at once
            }
            PipeChannel client = clients.poll();
            IOException told = failure;
            if (client == null && told != null) {
                failure = null;
                throw new IOException("a client could not be taken on " + path, told);
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable PipeChannel pollReady() {
        return news.pollReady();
    }

    @Override
    public long ticket() {
        return news.ticket();
    }

    @Override
    public boolean await(long ticket, long deadline) throws IOException {
        return news.await(ticket, deadline);
    }

    @Override
    public void wakeup() {
        news.advance();
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
        news.advance();
        if (failed != null) {
            throw failed;
        }
    }
}
