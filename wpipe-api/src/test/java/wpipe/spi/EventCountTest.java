package wpipe.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wake-up that is lost hangs: the time limit is the assertion then. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EventCountTest {
    private static final long SEED = 20261123;

    private final EventCount events = new EventCount();

    private static FutureTask<Boolean> start(String name, Callable<Boolean> call) {
        FutureTask<Boolean> task = new FutureTask<>(call);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** Until the thread waits: its state says so, no time does. */
    private static void untilWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            assertNotEquals(Thread.State.TERMINATED, thread.getState(), "it was to wait");
            Thread.onSpinWait();
        }
    }

    @Test
    void everyAdvanceChangesTheTicket() {
        long first = events.ticket();
        assertEquals(first, events.ticket());
        events.advance();
        long second = events.ticket();
        events.advance();
        assertNotEquals(first, second);
        assertNotEquals(second, events.ticket());
        assertNotEquals(first, events.ticket());
    }

    @Test
    void whatHappenedAfterTheTicketIsNotWaitedFor() {
        long ticket = events.ticket();
        events.advance();
        assertTrue(events.await(ticket, Deadline.NEVER));
        assertTrue(events.await(ticket, Deadline.after(Duration.ZERO)), "what happened counts, not the deadline");
    }

    @Test
    void whatHappenedBeforeTheTicketIsNoEvent() {
        events.advance();
        assertFalse(events.await(events.ticket(), Deadline.after(Duration.ZERO)));
    }

    @Test
    void theDeadlineEndsTheWait() {
        long deadline = Deadline.after(Duration.ofMillis(1));
        assertFalse(events.await(events.ticket(), deadline));
        assertTrue(Deadline.isOver(deadline), "not before it");
    }

    @Test
    void oneAdvanceWakesAllWhoWait() throws Exception {
        long ticket = events.ticket();
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            // Half of them with a deadline, which is another way of waiting.
            long deadline = i % 2 == 0 ? Deadline.NEVER : Deadline.after(Duration.ofDays(1));
            FutureTask<Boolean> task = new FutureTask<>(() -> events.await(ticket, deadline));
            Thread thread = new Thread(task, "waiter " + i);
            thread.setDaemon(true);
            thread.start();
            tasks.add(task);
            threads.add(thread);
        }
        threads.forEach(EventCountTest::untilWaiting);
        events.advance();
        for (FutureTask<Boolean> task : tasks) {
            assertTrue(task.get());
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStays() throws Exception {
        long ticket = events.ticket();
        FutureTask<Boolean> task = new FutureTask<>(() ->
                events.await(ticket, Deadline.NEVER) && Thread.currentThread().isInterrupted());
        Thread thread = new Thread(task, "interrupted");
        thread.setDaemon(true);
        thread.start();
        untilWaiting(thread);
        thread.interrupt();
        assertTrue(task.get());
        assertEquals(ticket, events.ticket(), "nothing has happened");
    }

    @Test
    void anInterruptBeforeTheWaitEndsItToo() {
        Thread.currentThread().interrupt();
        try {
            assertTrue(events.await(events.ticket(), Deadline.NEVER));
            assertTrue(events.await(events.ticket(), Deadline.after(Duration.ofDays(1))));
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            // The thread is JUnit's.
            assertTrue(Thread.interrupted());
        }
    }

    /** Two threads that hand a number to and fro, each waiting for the other: one lost wake-up and both stand still. */
    @Test
    void noWakeUpIsLost() throws Exception {
        int rounds = 50_000;
        AtomicInteger number = new AtomicInteger();
        FutureTask<Boolean> other = start("odd", () -> play(number, 1, rounds, new Random(SEED)));
        assertTrue(play(number, 0, rounds, new Random(SEED + 1)), "seed " + SEED);
        assertTrue(other.get(), "seed " + SEED);
        assertEquals(2 * rounds, number.get(), "seed " + SEED);
    }

    /** Takes every second step. Waits in all ways, and after pauses of all lengths, to meet every moment of the other. */
    private boolean play(AtomicInteger number, int mine, int rounds, Random random) {
        for (int round = 0; round < rounds; round++) {
            while (true) {
                long ticket = events.ticket();
                if (number.get() % 2 == mine) {
                    break;
                }
                for (int pause = random.nextInt(50); pause > 0; pause--) {
                    Thread.onSpinWait();
                }
                boolean never = random.nextInt(4) > 0;
                long deadline = never ? Deadline.NEVER : Deadline.after(Duration.ofNanos(random.nextInt(20_000)));
                if (!events.await(ticket, deadline) && never) {
                    return false;
                }
            }
            number.incrementAndGet();
            events.advance();
        }
        return true;
    }
}
