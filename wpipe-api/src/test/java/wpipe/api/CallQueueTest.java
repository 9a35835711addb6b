package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wpipe.spi.Deadline;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallQueueTest {
    private final CallQueue queue = new CallQueue();
    private final List<String> order = new ArrayList<>();

    private static long now() {
        return Deadline.after(Duration.ZERO);
    }

    /** A thread that has got into the queue behind all others. */
    private Thread waiting(String name) {
        Thread thread = start(name, Deadline.NEVER);
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(thread.isAlive());
            Thread.onSpinWait();
        }
        return thread;
    }

    private Thread start(String name, long deadline) {
        Thread thread = new Thread(() -> {
            boolean acquired = queue.acquire(deadline);
            order.add(name + (acquired ? "" : " in vain"));
            if (acquired) {
                queue.release();
            }
        });
        thread.start();
        return thread;
    }

    private Runnable callback(String name) {
        return () -> {
            order.add(name);
            queue.release();
        };
    }

    @Test
    void callsGetItInTheOrderOfComing() throws Exception {
        assertTrue(queue.tryAcquire());
        assertFalse(queue.acquire(callback("a")));
        Thread b = waiting("b");
        assertFalse(queue.acquire(callback("c")));
        Thread d = waiting("d");
        assertFalse(queue.tryAcquire());
        queue.release();
        b.join();
        d.join();
        assertEquals(List.of("a", "b", "c", "d"), order);
        assertTrue(queue.tryAcquire());
    }

    @Test
    void whoGivesUpIsPassedOver() throws Exception {
        assertTrue(queue.tryAcquire());
        Runnable a = callback("a");
        Runnable b = callback("b");
        assertFalse(queue.acquire(a));
        assertFalse(queue.acquire(b));
        start("c", Deadline.after(Duration.ofMillis(5))).join();
        assertTrue(queue.withdraw(a));
        assertFalse(queue.withdraw(a));
        queue.release();
        assertEquals(List.of("c in vain", "b"), order);
        assertFalse(queue.withdraw(b));
        assertTrue(queue.acquire(now()));
        assertFalse(queue.acquire(now()));
        assertFalse(queue.acquire(a));
        assertTrue(queue.withdraw(a));
        queue.release();
        assertTrue(queue.acquire(b));
    }

    @Test
    void aLookIsNoCall() throws Exception {
        assertTrue(queue.tryLook());
        assertFalse(queue.tryAcquire());
        CompletableFuture<Boolean> other = new CompletableFuture<>();
        CompletableFuture<Boolean> hasty = new CompletableFuture<>();
        Thread looks = new Thread(() -> {
            boolean looked = queue.tryLook();
            queue.release();
            other.complete(looked);
        });
        looks.start();
        Thread reads = new Thread(() -> {
            boolean acquired = queue.acquire(now());
            queue.release();
            hasty.complete(acquired);
        });
        reads.start();
        queue.release();
        assertTrue(other.get(), "another look waits for this one");
        assertTrue(hasty.get(), "a look keeps no call from what it can have without waiting");
    }

    @Test
    void whileACallHasItOrWaitsThereIsNoLook() throws Exception {
        assertTrue(queue.tryAcquire());
        assertFalse(queue.tryLook());
        queue.release();
        assertTrue(queue.tryLook());
        assertFalse(queue.acquire(callback("a")));
        assertFalse(queue.tryLook());
        assertFalse(queue.acquire(now()));
        queue.release();
        assertEquals(List.of("a"), order);
        assertTrue(queue.tryLook());
    }

    @Test
    void anInterruptDoesNotEndTheWaitAndIsKept() throws Exception {
        assertTrue(queue.tryAcquire());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            boolean acquired = queue.acquire(Deadline.after(Duration.ofDays(1)));
            interrupted.complete(acquired && Thread.currentThread().isInterrupted());
        });
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING || thread.isInterrupted()) {
            Thread.onSpinWait();
        }
        queue.release();
        assertTrue(interrupted.get());
    }

    @Test
    void atMostOneHasItAndNobodyIsForgotten() throws Exception {
        int threads = 4;
        int rounds = 20_000;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger had = new AtomicInteger();
        AtomicInteger wanted = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();
        Runnable section = () -> {
            assertEquals(1, inside.incrementAndGet());
            had.incrementAndGet();
            inside.decrementAndGet();
            queue.release();
        };
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(i);
            Thread thread = new Thread(() -> {
                for (int round = 0; round < rounds; round++) {
                    wanted.incrementAndGet();
                    switch (random.nextInt(5)) {
                        case 0 -> {
                            if (queue.acquire(section)) {
                                section.run();
                            }
                        }
                        case 1 -> {
                            Runnable mine = new Own(section);
                            if (queue.acquire(mine)) {
                                section.run();
                            } else if (queue.withdraw(mine)) {
                                wanted.decrementAndGet();
                            }
                        }
                        case 2 -> {
                            if (queue.acquire(System.nanoTime() + random.nextInt(20_000))) {
                                section.run();
                            } else {
                                wanted.decrementAndGet();
                            }
                        }
                        case 3 -> {
                            if (queue.tryLook()) {
                                section.run();
                            } else {
                                wanted.decrementAndGet();
                            }
                        }
                        default -> {
                            assertTrue(queue.acquire(Deadline.NEVER));
                            section.run();
                        }
                    }
                }
            });
            thread.setUncaughtExceptionHandler((unused, e) -> {
                synchronized (failures) {
                    failures.add(e);
                }
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        synchronized (failures) {
            assertEquals(List.of(), failures);
        }
        assertEquals(wanted.get(), had.get());
        assertTrue(queue.tryAcquire());
    }

    /** Another callback each time. */
    private static final class Own implements Runnable {
        private final Runnable section;

        Own(Runnable section) {
            this.section = section;
        }

        @Override
        public void run() {
            section.run();
        }
    }
}
