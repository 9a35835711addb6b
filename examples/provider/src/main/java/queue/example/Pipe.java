package queue.example;

import static queue.example.Waits.LOCK;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import wpipe.api.PipeNameInUseException;
import wpipe.spi.BusyWait;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Direction;
import wpipe.spi.EventCount;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.PipeListener;
import wpipe.spi.WinError;

/** A pipe that has a name: there from listen until it and all its channels are closed. */
final class Pipe implements PipeListener {
    private static final Map<String, Pipe> PIPES = new HashMap<>();

    private final ListenRequest request;
    private final EventCount events = new EventCount();
    private final Queue<QueueChannel> arrived = new ArrayDeque<>();
    private final Set<QueueChannel> ready = new LinkedHashSet<>();
    private int open;
    private volatile boolean closed; // written with the lock

    private Pipe(ListenRequest request) {
        this.request = request;
    }

    static Pipe listen(ListenRequest request) throws IOException {
        PipeAddress address = request.address();
        LOCK.lock();
        try {
            if (PIPES.containsKey(address.key())) {
                throw new PipeNameInUseException(
                        "open", address.path(), WinError.ERROR_ACCESS_DENIED, "a pipe of that name exists already");
            }
            Pipe pipe = new Pipe(request);
            PIPES.put(address.key(), pipe);
            Waits.changed();
            return pipe;
        } finally {
            LOCK.unlock();
        }
    }

    static QueueChannel connect(ConnectRequest request) throws IOException {
        PipeAddress address = request.address();
        BusyWait waiting = null;
        LOCK.lock();
        try {
            while (true) {
                Pipe pipe = address.host().equals(PipeAddress.THIS_MACHINE) ? PIPES.get(address.key()) : null;
                if (pipe == null ? !request.waitForServer() : !pipe.allows(request.rights())) {
                    int code = pipe == null ? WinError.ERROR_FILE_NOT_FOUND : WinError.ERROR_ACCESS_DENIED;
                    throw PipeErrors.of("connect", address.path(), code);
                }
                if (pipe != null && !pipe.closed && pipe.open < pipe.request.maxInstances()) {
                    return pipe.newClient(request);
                }
                waiting = waiting == null ? BusyWait.begin(address) : waiting;
                if (!Waits.awaitChange(request.deadline())) {
                    int code = pipe == null ? WinError.ERROR_FILE_NOT_FOUND : WinError.ERROR_PIPE_BUSY;
                    throw PipeErrors.of("connect", address.path(), code);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PipeErrors.interrupted("connect", address.path());
        } finally {
            LOCK.unlock();
            if (waiting != null) {
                waiting.end();
            }
        }
    }

    private boolean allows(Direction client) {
        Direction server = request.pipeDirection();
        return (!client.writes() || server.reads()) && (!client.reads() || server.writes());
    }

    private QueueChannel newClient(ConnectRequest client) {
        Messages up = new Messages(request.quota());
        Messages down = new Messages(request.quota());
        QueueChannel server = new QueueChannel(
                request.address().path(), request.direction().reads(), request.largestMessage(), up, down, this);
        open++;
        arrived.add(server);
        events.advance();
        return new QueueChannel(
                client.address().path(), client.direction().reads(), client.largestMessage(), down, up, null);
    }

    void becameReady(QueueChannel channel) {
        ready.add(channel);
        events.advance();
    }

    void released(QueueChannel channel) {
        ready.remove(channel);
        open--;
        removeIfUnused();
    }

    private void removeIfUnused() {
        if (closed && open == 0) {
            PIPES.remove(request.address().key(), this);
        }
        Waits.changed();
    }

    @Override
    public PipeChannel pollClient() {
        LOCK.lock();
        try {
            return arrived.poll();
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public PipeChannel pollReady() {
        LOCK.lock();
        try {
            QueueChannel first = ready.isEmpty() ? null : ready.iterator().next();
            ready.remove(first);
            return first;
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public long ticket() {
        return events.ticket();
    }

    @Override
    public boolean await(long ticket, long deadline) {
        return closed || events.await(ticket, deadline); // a ticket from before the close has run out by it
    }

    @Override
    public void wakeup() {
        events.advance();
    }

    @Override
    public void close() {
        LOCK.lock();
        try {
            if (!closed) {
                closed = true;
                List.copyOf(arrived).forEach(QueueChannel::close);
                arrived.clear();
                events.advance();
                removeIfUnused();
            }
        } finally {
            LOCK.unlock();
        }
    }
}
