package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import wpipe.api.PipeException;
import wpipe.spi.EventCount;
import wpipe.spi.WinError;

/**
 * The completion port of a binding. A packet from it is a hint: it names a handle and an operation, and whoever has
 * registered for the handle looks for himself whether the operation has ended.
 *
 * <p>Packets are taken by one thread at a time, which {@link Leadership} determines: a thread that waits for what packets
 * tell takes them itself ({@link #await}), so that nobody stands between the system and it; else the pump's own daemon
 * thread does, started when the first packet can come. If taking them fails, everybody registered is told, and nobody can
 * wait for packets any more.
 */
final class CompletionPump {
    /** Whoever has operations on a handle that is tied to the port. */
    interface Target {
        /** The operation with this OVERLAPPED may have ended, or another one that used the same memory. */
        void completed(long overlapped);

        /** It has thrown that when it was told of a completion. */
        void failed(Throwable cause);

        /** No completion will ever be told of again. */
        void pumpDied();
    }

    private static final System.Logger LOG = System.getLogger("wpipe.win32");
    private static final int BATCH = 64;

    /**
     * How many threads that have taken packets may run before the port gives none to others. Those that took some while they
     * waited count for ever, and run what they like: any limit would let them keep the pump from its packets.
     */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** The key of packets that only wake whoever takes them. */
    private static final int NOBODY = 0;

    private final String name;
    private final Kernel32 kernel32;
    private final long port;
    private final Leadership leadership = new Leadership();

    /** Where packets are put: the leader's, and there is one at a time. */
    private final ByteBuffer entries = Engine.memory(BATCH * Layout.OVERLAPPED_ENTRY.SIZE + Integer.BYTES);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Integer> freeKeys = new ArrayDeque<>();
    private volatile boolean started;
    private int nextKey = NOBODY + 1;

    /** Who is registered, by completion key. Exchanged under the lock when it grows. */
    private volatile @Nullable Target[] targets = new Target[64];

    private volatile @Nullable Throwable death;

    CompletionPump(String name, Kernel32 kernel32) throws IOException {
        this.name = name;
        this.kernel32 = kernel32;
        this.port = kernel32.CreateIoCompletionPort(-1, 0, 0, UNLIMITED);
        if (port <= 0) {
            throw failure("CreateIoCompletionPort", (int) -port);
        }
    }

    /**
     * Ties a handle to the port.
     *
     * @return the key under which the target is registered, for {@link #deregister}
     */
    int register(long handle, Target target) throws IOException {
        checkAlive();
        int key;
        lock.lock();
        try {
            Integer free = freeKeys.poll();
            key = free != null ? free : nextKey++;
            if (key == targets.length) {
                targets = Arrays.copyOf(targets, key * 2);
            }
            targets[key] = target;
        } finally {
            lock.unlock();
        }
        long result = kernel32.CreateIoCompletionPort(handle, port, key, 0);
        if (result <= 0) {
            deregister(key);
            throw failure("CreateIoCompletionPort", (int) -result);
        }
        return key;
    }

    /** Forgets a target. Its handle must have been closed; late packets of it may reach whoever gets its key next. */
    void deregister(int key) {
        lock.lock();
        try {
            targets[key] = null;
            freeKeys.add(key);
        } finally {
            lock.unlock();
        }
    }

    /** Starts the thread, if need be: somebody is going to depend on packets. */
    void start() throws IOException {
        checkAlive();
        if (started) {
            return;
        }
        lock.lock();
        try {
            if (!started) {
                Threads.startDaemon("wpipe-" + name + "-pump", this::run);
                started = true;
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isAlive() {
        return death == null;
    }

    /** Throws if no completion will be told of any more. */
    void checkAlive() throws IOException {
        Throwable cause = death;
        if (cause != null) {
            throw new IOException("the completion pump of backend " + name + " has died", cause);
        }
    }

    /** Somebody is about to park until a packet comes: it must be taken at once, by the pump if nobody else does. */
    void beginDependence() {
        leadership.beginDependence();
    }

    /** The opposite of {@link #beginDependence}. */
    void endDependence() {
        leadership.endDependence();
    }

    /**
     * Waits until something has happened since the ticket was taken, as {@link EventCount#await} does, and takes packets
     * meanwhile if nobody else does so already.
     *
     * @return false if the deadline came first
     */
    boolean await(EventCount events, long ticket, long deadline) throws IOException {
        checkAlive();
        // The call that takes packets would hold the carrier of a virtual thread.
        // What a client's identity would make, such as the next instance of a pipe, would be that client's.
        if (Threads.isVirtual() || Impersonation.isUnderWay() || !leadership.tryLead(events, this::wakeLeader)) {
            leadership.beginDependence();
            try {
                return events.await(ticket, deadline);
            } finally {
                leadership.endDependence();
            }
        }
        try {
            while (events.ticket() == ticket) {
                int millis = Millis.until(deadline);
                if (millis == 0) {
                    return false;
                }
                takePackets(millis);
            }
            return true;
        } catch (IOException | RuntimeException | Error e) {
            die(e);
            throw e;
        } finally {
            leadership.leave();
        }
    }

    /** Counts an event, and makes the thread return that waits for it by taking packets. */
    void advance(EventCount events) {
        events.advance();
        if (leadership.isLedFor(events)) {
            wakeLeader();
        }
    }

    private void wakeLeader() {
        int code = kernel32.PostQueuedCompletionStatus(port, 0, NOBODY, 0);
        if (code != WinError.ERROR_SUCCESS) {
            throw new IllegalStateException("PostQueuedCompletionStatus: error " + code);
        }
    }

    private void run() {
        try {
            leadership.pumpStarts();
            while (true) {
                leadership.awaitPumpsTurn();
                takePackets(Kernel32.INFINITE);
            }
        } catch (Throwable e) {
            // Whatever it was, those who wait for completions must not wait for ever.
            die(e);
        } finally {
            leadership.pumpDied();
        }
    }

    private void takePackets(int millis) throws IOException {
        long address = kernel32.address(entries);
        int removed = BATCH * Layout.OVERLAPPED_ENTRY.SIZE;
        int code = kernel32.GetQueuedCompletionStatusEx(port, address, BATCH, address + removed, millis);
        if (code == WinError.WAIT_TIMEOUT) {
            return;
        }
        if (code != WinError.ERROR_SUCCESS) {
            throw failure("GetQueuedCompletionStatusEx", code);
        }
        int count = entries.getInt(removed);
        for (int i = 0; i < count; i++) {
            int entry = i * Layout.OVERLAPPED_ENTRY.SIZE;
            Target target = targets[(int) entries.getLong(entry + Layout.OVERLAPPED_ENTRY.lpCompletionKey)];
            if (target != null) {
                try {
                    target.completed(entries.getLong(entry + Layout.OVERLAPPED_ENTRY.lpOverlapped));
                } catch (RuntimeException | Error e) {
                    // That of one pipe, even a lack of memory, and no reason to end all others.
                    LOG.log(System.Logger.Level.ERROR, "a completion of backend " + name + " could not be handled", e);
                    target.failed(e);
                }
            }
        }
    }

    private void die(Throwable cause) {
        @Nullable Target[] waiting;
        lock.lock();
        try {
            death = cause;
            waiting = targets.clone();
        } finally {
            lock.unlock();
        }
        for (Target target : waiting) {
            if (target != null) {
                try {
                    target.pumpDied();
                } catch (RuntimeException | Error e) {
                    // Whatever it was, all others must be told.
                    cause.addSuppressed(e);
                }
            }
        }
        LOG.log(System.Logger.Level.ERROR, "the completion pump of backend " + name + " has died", cause);
    }

    private PipeException failure(String function, int code) {
        return new PipeException(function, "the completion port of backend " + name, code, WinError.text(code));
    }
}
