package wpipe.win32;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The buffers whose addresses were asked for. They are held weakly: whether they are alive is what is checked. */
final class MemoryChecks {
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** The memory of one buffer. */
    static final class Block extends WeakReference<ByteBuffer> {
        private final long address;
        private final int size;

        /** The operation that was last issued with this as its buffer. */
        private final AtomicReference<@Nullable IssuedOperation> user = new AtomicReference<>();

        private Block(ByteBuffer buffer, long address, ReferenceQueue<ByteBuffer> collected) {
            super(buffer, collected);
            this.address = address;
            this.size = buffer.capacity();
        }

        boolean isFreed() {
            return get() == null;
        }

        /** Eight bytes of it; what it was freed with if it was freed. */
        long getLong(int offset, long ifFreed) {
            ByteBuffer buffer = get();
            return buffer == null ? ifFreed : (long) LONGS.getVolatile(buffer, offset);
        }

        /** What a function has just put at an address that lies in it. */
        long longAt(long at) {
            ByteBuffer buffer = get();
            return buffer == null ? 0 : buffer.getLong((int) (at - address));
        }

        int intAt(long at) {
            ByteBuffer buffer = get();
            return buffer == null ? 0 : buffer.getInt((int) (at - address));
        }

        @Nullable
        IssuedOperation exchangeUser(IssuedOperation next) {
            return user.getAndSet(next);
        }
    }

    private final Misuses misuses;
    private final ConcurrentSkipListMap<Long, Block> blocks = new ConcurrentSkipListMap<>();
    private final ReferenceQueue<ByteBuffer> collected = new ReferenceQueue<>();

    MemoryChecks(Misuses misuses) {
        this.misuses = misuses;
    }

    /** Notes the address of a buffer, and gives it back. */
    long known(ByteBuffer buffer, long address) {
        Reference<? extends ByteBuffer> gone;
        while ((gone = collected.poll()) != null) {
            Block block = (Block) gone;
            blocks.remove(block.address, block);
        }
        if (buffer.capacity() > 0) {
            Block known = blocks.get(address);
            if (known == null || known.isFreed() || known.size < buffer.capacity()) {
                // What was noted inside is what was there before, and freed, or a part of this.
                blocks.subMap(address, false, address + buffer.capacity(), false)
                        .clear();
                blocks.put(address, new Block(buffer, address, collected));
            }
        }
        return address;
    }

    /** The block that an address that is passed to a function lies in, with so many bytes behind it. */
    Block require(String function, long address, int size) {
        Map.Entry<Long, Block> entry = blocks.floorEntry(address);
        while (entry != null && entry.getValue().isFreed()) {
            // Where it was, there may be the midst of a later buffer.
            entry = blocks.lowerEntry(entry.getKey());
        }
        Block block = entry == null ? null : entry.getValue();
        if (block == null || address + size > block.address + block.size) {
            throw misuses.found(
                    function + " with " + size + " bytes at " + address + ", which are not those of a buffer in use");
        }
        return block;
    }
}
