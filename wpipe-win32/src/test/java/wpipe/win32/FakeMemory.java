package wpipe.win32;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Gives direct buffers addresses and finds the bytes at an address, as far as they are in one buffer. */
final class FakeMemory {
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Between two buffers: what runs over the end of one is in none. */
    private static final long GAP = 4096;

    private final Violations violations;
    private final KernelLock lock;
    private final IdentityHashMap<ByteBuffer, Long> addresses = new IdentityHashMap<>();
    private final TreeMap<Long, ByteBuffer> regions = new TreeMap<>();
    private final Map<Long, ByteBuffer> allocated = new HashMap<>();

    /** Beyond the range of an int, so that an address cut to one is an address of nothing. */
    private long next = 1L << 40;

    FakeMemory(Violations violations, KernelLock lock) {
        this.violations = violations;
        this.lock = lock;
    }

    long address(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            violations.add("the address of a heap buffer was asked for");
        }
        lock.lock();
        try {
            Long known = addresses.get(buffer);
            if (known != null) {
                return known;
            }
            long address = next;
            next += (buffer.capacity() + GAP + 15) / 16 * 16;
            addresses.put(buffer, address);
            regions.put(address, buffer.duplicate().clear().order(ByteOrder.nativeOrder()));
            return address;
        } finally {
            lock.unlock();
        }
    }

    /** Memory that a function allocates, until {@link #free}. */
    long allocate(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).clear();
        long address = address(buffer);
        lock.lock();
        try {
            allocated.put(address, buffer);
        } finally {
            lock.unlock();
        }
        return address;
    }

    void free(long address) {
        lock.lock();
        try {
            ByteBuffer buffer = allocated.remove(address);
            if (buffer == null) {
                violations.add("LocalFree of " + Long.toHexString(address) + ", which is not allocated");
                return;
            }
            addresses.remove(buffer);
            regions.remove(address);
        } finally {
            lock.unlock();
        }
    }

    /** How often something was allocated and not freed. */
    int allocated() {
        lock.lock();
        try {
            return allocated.size();
        } finally {
            lock.unlock();
        }
    }

    /** The bytes from an address on, shared with whoever owns the buffer. */
    ByteBuffer at(long address, int size) {
        if (size == 0) {
            return ByteBuffer.allocate(0); // a pointer to nothing may be NULL
        }
        lock.lock();
        try {
            Map.Entry<Long, ByteBuffer> region = regions.floorEntry(address);
            long offset = region == null ? -1 : address - region.getKey();
            if (region == null || offset + size > region.getValue().capacity()) {
                violations.add(size + " bytes at address " + Long.toHexString(address) + " are not in one buffer");
                return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
            }
            return region.getValue().slice((int) offset, size).order(ByteOrder.nativeOrder());
        } finally {
            lock.unlock();
        }
    }

    byte[] bytes(long address, int size) {
        byte[] bytes = new byte[size];
        at(address, size).get(0, bytes);
        return bytes;
    }

    /** A string in UTF-16 that a NUL ends. */
    String string(long address) {
        StringBuilder text = new StringBuilder();
        char c;
        while ((c = at(address + (long) text.length() * Character.BYTES, Character.BYTES)
                        .getChar(0))
                != 0) {
            text.append(c);
        }
        return text.toString();
    }

    void putLong(long address, long value) {
        at(address, Long.BYTES).putLong(0, value);
    }

    void putInt(long address, int value) {
        at(address, Integer.BYTES).putInt(0, value);
    }

    /** Writes a result to an OVERLAPPED; the status last, and visible to whoever polls it. */
    void complete(long overlapped, int status, int bytes) {
        ByteBuffer memory = at(overlapped, Layout.OVERLAPPED.SIZE);
        memory.putLong(Layout.OVERLAPPED.InternalHigh, bytes);
        // As on Windows, where the upper half holds nothing that anybody may look at.
        LONGS.setVolatile(memory, Layout.OVERLAPPED.Internal, 0xBAD0_0000_0000L | (status & 0xFFFF_FFFFL));
    }

    int status(long overlapped) {
        return (int) (long) LONGS.getVolatile(at(overlapped, Layout.OVERLAPPED.SIZE), Layout.OVERLAPPED.Internal);
    }

    long hEvent(long overlapped) {
        return at(overlapped, Layout.OVERLAPPED.SIZE).getLong(Layout.OVERLAPPED.hEvent);
    }
}
