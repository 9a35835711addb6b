package wpipe.win32;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The handles that are open, what they are, and how many threads are in a call with each. */
final class HandleChecks {
    enum Kind {
        PIPE,
        EVENT,
        PORT,
        TOKEN
    }

    /** A handle that is open: not its number, which the system gives to another one after it was closed. */
    static final class Open {
        private static final int CLOSED = Integer.MIN_VALUE;

        private final Kind kind;
        private final AtomicInteger users = new AtomicInteger();

        /** What was issued last with each OVERLAPPED that was used with the handle. */
        private final Map<Long, IssuedOperation> operations = new ConcurrentHashMap<>();

        private Open(Kind kind) {
            this.kind = kind;
        }

        Map<Long, IssuedOperation> operations() {
            return operations;
        }

        void exit() {
            users.decrementAndGet();
        }
    }

    private final Misuses misuses;
    private final Map<Long, Open> open = new ConcurrentHashMap<>();

    HandleChecks(Misuses misuses) {
        this.misuses = misuses;
    }

    /** Notes what a function that makes a handle has returned, and gives it back. */
    long created(Kind kind, long result) {
        if (result > 0) {
            open.put(result, new Open(kind));
        }
        return result;
    }

    /** Begins a call with a handle; {@link Open#exit} ends it. */
    Open enter(String function, long handle, Kind kind) {
        Open found = find(function, handle);
        if (found.kind != kind) {
            throw misuses.found(function + " with handle " + handle + ", which is a " + found.kind);
        }
        if (found.users.incrementAndGet() < 0) {
            throw misuses.found(function + " with handle " + handle + ", which is being closed");
        }
        return found;
    }

    /** Before CloseHandle: the number may mean another handle as soon as the system has closed this one. */
    Open close(long handle) {
        Open found = find("CloseHandle", handle);
        if (!found.users.compareAndSet(0, Open.CLOSED)) {
            throw misuses.found("CloseHandle of handle " + handle + ", a " + found.kind
                    + " that other threads are in a call with or close, too");
        }
        open.remove(handle, found);
        return found;
    }

    private Open find(String function, long handle) {
        Open found = open.get(handle);
        if (found == null) {
            throw misuses.found(function + " with handle " + handle + ", which is not open");
        }
        return found;
    }
}
