package wpipe.api;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.PipeListener;

/**
 * Two pipes as one that goes both ways: gives a client once both its halves are there. The order of locks is: this, then
 * the backend's.
 *
 * <p>Whoever waits here waits for the pipe that is read from, whose clients and messages are all that is of interest to
 * him. A thread of its own waits for those of the other pipe, since each is to get its token although nobody has called
 * anything, and halves whose time is over are to go. It looks at the first pipe only now and then, or every message there
 * would wake it.
 */
final class TiedListener implements PipeListener {
    private static final System.Logger LOG = System.getLogger("wpipe.api");

    private final String path;
    private final PipeListener reader;
    private final PipeListener writer;
    private final Halves halves;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<PipeChannel, TiedChannel> tied = new HashMap<>();
    private final Deque<TiedChannel> arrived = new ArrayDeque<>();
    private final Deque<TiedChannel> ready = new ArrayDeque<>();

    /** Why a client could not be taken, until somebody has been told: nobody tries again before. */
    private @Nullable IOException failure;

    /** Why no client can be taken any more. */
    private @Nullable IOException end;

    private volatile boolean closed;

    private TiedListener(String path, PipeListener reader, PipeListener writer, Halves halves) {
        this.path = path;
        this.reader = reader;
        this.writer = writer;
        this.halves = halves;
    }

    /** Begins to take clients. */
    static TiedListener start(String path, PipeListener reader, PipeListener writer, Halves halves) {
        TiedListener listener = new TiedListener(path, reader, writer, halves);
        Thread thread = new Thread(listener::run, "wpipe-association " + path);
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    private void run() {
        try {
            while (!closed) {
                long ticket = writer.ticket();
                long deadline;
                lock.lock();
                try {
                    if (closed) {
                        return; // the backends close what nobody has taken, and nobody would close what is taken now
                    }
                    look();
                    deadline = halves.nextLook();
                    if (failure != null || !arrived.isEmpty() || !ready.isEmpty()) {
                        reader.wakeup();
                    }
                } finally {
                    lock.unlock();
                }
                writer.await(ticket, deadline);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        if (closed) {
            return;
        }
        LOG.log(System.Logger.Level.ERROR, "no more clients can be taken on " + path, cause);
        lock.lock();
        try {
            end = new IOException("no more clients can be taken on " + path, cause);
        } finally {
            lock.unlock();
        }
        reader.wakeup();
    }

    /** Takes all that is new on both pipes. Under the lock. */
    private void look() {
        // First this one: it has nothing that waits for a client which has not come to the other yet.
        takeClients(reader, channel -> {
            halves.add(channel);
            tie(channel);
        });
        PipeChannel channel;
        while ((channel = reader.pollReady()) != null) {
            TiedChannel whole = tied.get(channel);
            if (whole != null) {
                ready.add(whole);
            } else {
                tie(channel);
            }
        }
        takeClients(writer, halves::greet);
        while ((channel = writer.pollReady()) != null) {
            TiedChannel whole = tied.get(channel);
            if (whole != null) {
                // Such a channel has no other news than its end.
                whole.outEnded();
                ready.add(whole);
            }
        }
        halves.dropLate();
    }

    private void takeClients(PipeListener listener, Consumer<PipeChannel> taken) {
        PipeChannel channel;
        try {
            while (failure == null && (channel = listener.pollClient()) != null) {
                taken.accept(channel);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void tie(PipeChannel in) {
        PipeChannel out = halves.partner(in);
        if (out != null) {
            TiedChannel whole = new TiedChannel(path, in, out, () -> release(in, out));
            tied.put(in, whole);
            tied.put(out, whole);
            arrived.add(whole);
        }
    }

    private void release(PipeChannel in, PipeChannel out) {
        lock.lock();
        try {
            TiedChannel whole = tied.remove(in);
            tied.remove(out);
            if (whole != null) {
                ready.removeIf(whole::equals);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable PipeChannel pollClient() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            look();
            PipeChannel client = arrived.poll();
            if (client == null) {
                tellFailure();
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private void tellFailure() throws IOException {
        IOException told = failure != null ? failure : end;
        failure = null;
        if (told != null) {
            throw told;
        }
    }

    @Override
    public @Nullable PipeChannel pollReady() {
        lock.lock();
        try {
            if (!closed) {
                look();
            }
            return ready.poll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long ticket() {
        return reader.ticket();
    }

    @Override
    public boolean await(long ticket, long deadline) throws IOException {
        return reader.await(ticket, deadline);
    }

    @Override
    public void wakeup() {
        reader.wakeup();
    }

    @Override
    public void close() throws IOException {
        List<PipeChannel> untaken = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            untaken.addAll(halves.close());
            untaken.addAll(arrived);
            arrived.clear();
        } finally {
            lock.unlock();
        }
        IOException failed = null;
        try {
            reader.close();
        } catch (IOException e) {
            failed = e;
        }
        try {
            writer.close();
        } catch (IOException e) {
            failed = PipeErrors.also(failed, e);
        }
        for (PipeChannel channel : untaken) {
            try {
                channel.close();
            } catch (IOException e) {
                failed = PipeErrors.also(failed, e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
