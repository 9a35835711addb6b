package wpipe.win32;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import wpipe.spi.WinError;

/** What is behind the functions of a scripted kernel32: the script, the log of calls, and the operations that are pending. */
abstract class KernelScript {
    /** What GetOverlappedResult makes of a status that the engine does not know; ERROR_GEN_FAILURE. */
    static final int UNKNOWN_STATUS_CODE = 31;

    private static final Reaction PASSES = call -> WinError.ERROR_SUCCESS;

    private final Violations violations = new Violations();

    /** The one lock of the kernel: an operation ends as a whole, its OVERLAPPED, its event and its packet, but for {@link #tell}. */
    private final KernelLock lock = new KernelLock();

    private final Condition issued = lock.newCondition();
    private final FakeMemory memory = new FakeMemory(violations, lock);
    private final FakeHandles handles = new FakeHandles(violations, lock);
    private final FakePort port = new FakePort(memory, lock);

    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Deque<Reaction>> script = new HashMap<>();
    private final Map<String, Deque<Reaction.Overlapped>> overlappedScript = new HashMap<>();
    private final Map<Long, OverlappedCall> pending = new LinkedHashMap<>();
    private final List<OverlappedCall> unclaimed = new ArrayList<>();

    /** How many threads act as a client. */
    private final AtomicInteger impersonating = new AtomicInteger();

    final int impersonating() {
        return impersonating.get();
    }

    final void impersonated(int change) {
        impersonating.addAndGet(change);
    }

    final Violations violations() {
        return violations;
    }

    final FakeMemory memory() {
        return memory;
    }

    final FakeHandles handles() {
        return handles;
    }

    final FakePort port() {
        return port;
    }

    /** What the next calls of a function do, in order. */
    final void script(String function, Reaction... reactions) {
        lock.lock();
        try {
            script.computeIfAbsent(function, unused -> new ArrayDeque<>()).addAll(List.of(reactions));
        } finally {
            lock.unlock();
        }
    }

    /** What the next operations of a function do, in order. */
    final void io(String function, Reaction.Overlapped... reactions) {
        lock.lock();
        try {
            overlappedScript
                    .computeIfAbsent(function, unused -> new ArrayDeque<>())
                    .addAll(List.of(reactions));
        } finally {
            lock.unlock();
        }
    }

    /** The codes that the next calls of a function give. */
    final void codes(String function, int... codes) {
        for (int code : codes) {
            script(function, unused -> code);
        }
    }

    /** The next call of a function does what it does where nothing is scripted. */
    final void passes(String function) {
        script(function, PASSES);
    }

    /** Nothing that was scripted is done any more. */
    final void forgetScript() {
        lock.lock();
        try {
            script.clear();
            overlappedScript.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the function has left one more operation pending than were asked for before, and gives it. */
    final OverlappedCall awaitPending(String function) {
        lock.lock();
        try {
            while (true) {
                for (OverlappedCall call : unclaimed) {
                    if (call.function().equals(function)) {
                        unclaimed.remove(call);
                        return call;
                    }
                }
                issued.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a function has been called so often. */
    final Call awaitCall(String function, int number) {
        lock.lock();
        try {
            while (calls(function).size() < number) {
                issued.awaitUninterruptibly();
            }
            return calls(function).get(number - 1);
        } finally {
            lock.unlock();
        }
    }

    final List<Call> calls() {
        lock.lock();
        try {
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    final List<Call> calls(String function) {
        return calls().stream().filter(call -> call.function().equals(function)).toList();
    }

    final List<OverlappedCall> pendingCalls() {
        lock.lock();
        try {
            return List.copyOf(pending.values());
        } finally {
            lock.unlock();
        }
    }

    final @Nullable OverlappedCall pendingAt(long overlapped) {
        lock.lock();
        try {
            return pending.get(overlapped);
        } finally {
            lock.unlock();
        }
    }

    final Call call(String function, String text, long... args) {
        Call call = new Call(function, LongStream.of(args).boxed().toList(), text);
        lock.lock();
        try {
            calls.add(call);
            issued.signalAll();
        } finally {
            lock.unlock();
        }
        return call;
    }

    final int react(Call call, Reaction otherwise) {
        @Nullable Reaction scripted = next(script, call.function());
        return (scripted == null || scripted.equals(PASSES) ? otherwise : scripted).react(call);
    }

    /** A call with a handle, which nobody may close meanwhile. */
    final int on(long handle, FakeHandles.Kind kind, Call call, Reaction otherwise) {
        handles.enter(handle, kind, call.function());
        try {
            return react(call, otherwise);
        } finally {
            handles.exit(handle);
        }
    }

    final int issue(Call call, Reaction.Overlapped otherwise, long handle, long overlapped, long buffer, int size) {
        handles.enter(handle, FakeHandles.Kind.PIPE, call.function());
        try {
            if (pendingAt(overlapped) != null) {
                violations.add(call.function() + " with an OVERLAPPED that is pending");
            }
            if (memory.status(overlapped) != Win32.STATUS_PENDING) {
                violations.add(call.function() + " with an OVERLAPPED whose Internal is not STATUS_PENDING");
            }
            OverlappedCall operation = new OverlappedCall(this, call, handle, overlapped, buffer, size);
            handles.signal(operation.event(), false);
            Reaction.@Nullable Overlapped scripted = next(overlappedScript, call.function());
            return (scripted != null ? scripted : otherwise).react(operation);
        } finally {
            handles.exit(handle);
        }
    }

    private <R> @Nullable R next(Map<String, Deque<R>> from, String function) {
        lock.lock();
        try {
            @Nullable Deque<R> reactions = from.get(function);
            return reactions == null ? null : reactions.poll();
        } finally {
            lock.unlock();
        }
    }

    final void pending(OverlappedCall call) {
        lock.lock();
        try {
            pending.put(call.overlapped(), call);
            unclaimed.add(call);
            issued.signalAll();
        } finally {
            lock.unlock();
        }
    }

    final boolean noLongerPending(OverlappedCall call) {
        lock.lock();
        try {
            unclaimed.remove(call);
            return pending.remove(call.overlapped(), call);
        } finally {
            lock.unlock();
        }
    }

    final void complete(OverlappedCall call, int status, int bytes, boolean packet) {
        lock.lock();
        try {
            memory.complete(call.overlapped(), status, bytes);
            tell(call, status, bytes, packet);
        } finally {
            lock.unlock();
        }
    }

    /** What comes after the status: the event, and the packet. */
    final void tell(OverlappedCall call, int status, int bytes, boolean packet) {
        lock.lock();
        try {
            handles.signal(call.event(), true);
            if (packet) {
                port.completed(call.handle(), call.overlapped(), status, bytes);
            }
        } finally {
            lock.unlock();
        }
    }
}
