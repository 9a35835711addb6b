package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What runs handlers, on a Java with virtual threads and on one without. */
final class WorkersTest {
    private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

    private Thread threadOf(Workers workers) throws InterruptedException {
        workers.execute(() -> threads.add(Thread.currentThread()));
        Thread thread = threads.poll(30, TimeUnit.SECONDS);
        assertTrue(thread != null, "the task did not run");
        return thread;
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    @Test
    void aThreadThatCostsNothingMayWait() throws Exception {
        Workers workers = Workers.of(ServeOptions.defaults());
        Thread thread = threadOf(workers);
        assertTrue(thread.isDaemon());
        assertEquals(Runtime.version().feature() >= 21, workers.mayWait());
        if (workers.mayWait()) {
            assertTrue(isVirtual(thread));
            assertEquals(ServeOptions.UNLIMITED, workers.limit());
        }
        workers.close();
    }

    /** One that waits for its client's next request would keep others out. */
    @Test
    void whereThereIsALimitNobodyWaits() {
        Workers workers = Workers.of(ServeOptions.defaults().withMaxConcurrent(300));
        assertFalse(workers.mayWait());
        assertEquals(Runtime.version().feature() >= 21 ? 300 : Workers.LARGEST_POOL, workers.limit());
        workers.close();
    }

    @Test
    void aGivenExecutorIsTheUsers() throws Exception {
        Workers workers = Workers.of(ServeOptions.defaults().withExecutor(Runnable::run));
        assertFalse(workers.mayWait());
        assertEquals(ServeOptions.UNLIMITED, workers.limit());
        workers.close();
        assertSame(Thread.currentThread(), threadOf(workers), "it works on after the service");
    }

    @Test
    void aJavaWithoutVirtualThreadsTakesAPool() throws Exception {
        Workers workers = Workers.ofPool(ServeOptions.UNLIMITED);
        Thread thread = threadOf(workers);
        assertTrue(thread.isDaemon());
        assertEquals("wpipe-serve-worker", thread.getName());
        assertFalse(workers.mayWait());
        assertEquals(Workers.LARGEST_POOL, workers.limit());
        assertEquals(7, Workers.ofPool(7).limit());
        workers.close();
        thread.join(30_000);
        assertFalse(thread.isAlive(), "it ends with the service");
        assertThrows(RejectedExecutionException.class, () -> workers.execute(() -> {}));
    }
}
