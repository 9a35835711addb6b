package wpipe.win32;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import wpipe.spi.WinError;

/**
 * The handles of a fake kernel, events among them. Numbers are never used again, so a handle that is used after it was
 * closed is always noticed.
 */
final class FakeHandles {
    enum Kind {
        PIPE,
        EVENT,
        PORT,
        TOKEN
    }

    private static final class Entry {
        final Kind kind;
        boolean closed;
        boolean signalled;

        /** How many threads are in a call with it. */
        int inside;

        Entry(Kind kind) {
            this.kind = kind;
        }
    }

    private final Violations violations;
    private final KernelLock lock;
    private final Condition changed;
    private final Map<Long, Entry> entries = new TreeMap<>();
    private long next = 0x100;

    FakeHandles(Violations violations, KernelLock lock) {
        this.violations = violations;
        this.lock = lock;
        this.changed = lock.newCondition();
    }

    long create(Kind kind) {
        lock.lock();
        try {
            next += 4;
            entries.put(next, new Entry(kind));
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a call with the handle begins. */
    void enter(long handle, Kind kind, String function) {
        lock.lock();
        try {
            check(handle, kind, function).inside++;
        } finally {
            lock.unlock();
        }
    }

    void exit(long handle) {
        lock.lock();
        try {
            Entry entry = entries.get(handle);
            if (entry != null) {
                entry.inside--;
            }
        } finally {
            lock.unlock();
        }
    }

    private Entry check(long handle, Kind kind, String function) {
        Entry entry = entries.get(handle);
        if (entry == null) {
            violations.add(function + " with the unknown handle " + handle);
            return new Entry(kind);
        }
        if (entry.closed) {
            violations.add(function + " with the closed handle " + handle);
        }
        if (entry.kind != kind) {
            violations.add(function + " with handle " + handle + " of a " + entry.kind);
        }
        return entry;
    }

    void close(long handle) {
        lock.lock();
        try {
            Entry entry = entries.get(handle);
            if (entry == null) {
                violations.add("CloseHandle of the unknown handle " + handle);
                return;
            }
            if (entry.closed) {
                violations.add("CloseHandle of handle " + handle + " a second time");
            }
            if (entry.inside > 0) {
                violations.add("CloseHandle of handle " + handle + " while " + entry.inside + " threads are in a call");
            }
            entry.closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void signal(long event, boolean signalled) {
        lock.lock();
        try {
            check(event, Kind.EVENT, signalled ? "the end of an operation" : "an operation").signalled = signalled;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an event as Windows does: an interrupt means nothing to it, and a virtual thread keeps its carrier. */
    int await(long event, int millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = false;
        lock.lock();
        try {
            Entry entry = check(event, Kind.EVENT, "WaitForSingleObject");
            while (!entry.signalled && !entry.closed) {
                long remaining = millis == Kernel32.INFINITE ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (remaining <= 0) {
                    return WinError.WAIT_TIMEOUT;
                }
                try {
                    if (Threads.isVirtual()) {
                        lock.spin();
                    } else {
                        changed.awaitNanos(remaining);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (entry.closed) {
                violations.add("event " + event + " was closed while a thread waited for it");
                return WinError.ERROR_INVALID_HANDLE;
            }
            return WinError.ERROR_SUCCESS;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    List<Long> open(Kind kind) {
        lock.lock();
        try {
            List<Long> open = new ArrayList<>();
            entries.forEach((handle, entry) -> {
                if (entry.kind == kind && !entry.closed) {
                    open.add(handle);
                }
            });
            return open;
        } finally {
            lock.unlock();
        }
    }
}
