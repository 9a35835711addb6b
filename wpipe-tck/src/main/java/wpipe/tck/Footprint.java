package wpipe.tck;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/**
 * What this JVM holds at a moment.
 *
 * @param handles of the system, where a backend can count them
 * @param threads those of the platform
 * @param heap bytes on the heap, garbage left out
 * @param direct bytes of direct buffers
 */
record Footprint(OptionalLong handles, int threads, long heap, long direct) {
    private static final int KIB = 1024;

    /** Bounds for the growth from one footprint to a later one: fixed, so they do not know how much was done between. */
    record Growth(long handles, int threads, long heap, long direct) {}

    static Footprint of(TckSubject subject) {
        // Twice: what the first one finds dead lets go of its direct memory, and so of more.
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Footprint(
                subject.openHandles(), threadCount(), runtime.totalMemory() - runtime.freeMemory(), directMemory());
    }

    /** Waits until what is held now is no more than it was then, but for the bounds; gives what is held. */
    Footprint assertKept(TckSubject subject, Growth allowed) throws Exception {
        Footprint[] last = new Footprint[1];
        try {
            // What has been closed may take a moment to be gone, and the cleaner of direct memory is a thread of its
            // own.
            Eventually.holds("no more is held than before", () -> {
                last[0] = of(subject);
                return last[0].isWithin(this, allowed);
            });
        } catch (AssertionError e) {
            throw new AssertionError("held before: " + this + "; now: " + last[0] + "; allowed more: " + allowed, e);
        }
        return last[0];
    }

    private boolean isWithin(Footprint before, Growth allowed) {
        return handles.orElse(0) <= before.handles.orElse(0) + allowed.handles
                && threads <= before.threads + allowed.threads
                && heap <= before.heap + allowed.heap
                && direct <= before.direct + allowed.direct;
    }

    static int threadCount() {
        return Thread.getAllStackTraces().size();
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Override
    public String toString() {
        return (handles.isPresent() ? handles.getAsLong() + " handles, " : "handles not counted here, ") + threads
                + " threads, " + heap / KIB + " KiB of heap, " + direct / KIB + " KiB direct";
    }
}
