package wpipe.win32;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import wpipe.spi.WinError;

/** The completion port of a fake kernel. Its packets can be held back, and it can be made to fail. */
final class FakePort {
    private record Packet(long key, long overlapped, int status, int bytes) {}

    private final FakeMemory memory;
    private final KernelLock lock;
    private final Condition changed;
    private final Map<Long, Long> keys = new HashMap<>();
    private final Deque<Packet> packets = new ArrayDeque<>();
    private boolean held;
    private int failure;
    private int taking;

    FakePort(FakeMemory memory, KernelLock lock) {
        this.memory = memory;
        this.lock = lock;
        this.changed = lock.newCondition();
    }

    void tie(long handle, long key) {
        lock.lock();
        try {
            keys.put(handle, key);
        } finally {
            lock.unlock();
        }
    }

    /** Puts the packet of an operation on a handle, if the handle is tied to the port. */
    void completed(long handle, long overlapped, int status, int bytes) {
        lock.lock();
        try {
            Long key = keys.get(handle);
            if (key != null) {
                put(key, overlapped, status, bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    void put(long key, long overlapped, int status, int bytes) {
        lock.lock();
        try {
            packets.add(new Packet(key, overlapped, status, bytes));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Packets stay in the port from now on, as if the pump's thread got no processor. */
    void hold() {
        set(() -> held = true);
    }

    void release() {
        set(() -> held = false);
    }

    /** From now on taking packets fails. */
    void fail(int code) {
        set(() -> failure = code);
    }

    private void set(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return packets.size();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when all packets have been taken, and what came of them is done: the pump asks for more. */
    void awaitIdle() {
        lock.lock();
        try {
            while (!packets.isEmpty() || taking == 0) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    int take(long entries, int count, long removed, int millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            taking++;
            changed.signalAll();
            while (failure == 0 && (held || packets.isEmpty())) {
                if (millis == Kernel32.INFINITE) {
                    changed.awaitUninterruptibly();
                } else if (deadline - System.nanoTime() <= 0) {
                    return WinError.WAIT_TIMEOUT;
                } else {
                    changed.awaitNanos(deadline - System.nanoTime());
                }
            }
            if (failure != 0) {
                return failure;
            }
            int taken = 0;
            ByteBuffer memory = this.memory.at(entries, count * Layout.OVERLAPPED_ENTRY.SIZE);
            while (taken < count && !packets.isEmpty()) {
                Packet packet = packets.remove();
                int entry = taken++ * Layout.OVERLAPPED_ENTRY.SIZE;
                memory.putLong(entry + Layout.OVERLAPPED_ENTRY.lpCompletionKey, packet.key);
                memory.putLong(entry + Layout.OVERLAPPED_ENTRY.lpOverlapped, packet.overlapped);
                memory.putLong(entry + Layout.OVERLAPPED_ENTRY.Internal, packet.status);
                memory.putInt(entry + Layout.OVERLAPPED_ENTRY.dwNumberOfBytesTransferred, packet.bytes);
            }
            this.memory.putInt(removed, taken);
            return WinError.ERROR_SUCCESS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("no test interrupts a thread that takes packets for a while", e);
        } finally {
            taking--;
            lock.unlock();
        }
    }
}
