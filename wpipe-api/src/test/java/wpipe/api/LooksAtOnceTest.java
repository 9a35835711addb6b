package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two threads that look at one connection at the same time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LooksAtOnceTest {
    private final FakeProvider backend = new FakeProvider("fake");
    private final FakeChannel channel = backend.channel;
    private final CountDownLatch polled = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    LooksAtOnceTest() {
        channel.inbox.add("message");
        channel.whenPolled = () -> {
            channel.whenPolled = () -> {};
            polled.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
    }

    /** The first one may need the other's processor, or carrier. */
    @Test
    void theSecondWaitsForTheFirstWithoutSpinning() throws Exception {
        try (Client client =
                Client.connect("Name", Mode.READER, ClientOptions.defaults().withProvider(backend))) {
            FutureTask<Boolean> first = new FutureTask<>(client::canRead);
            FutureTask<Boolean> second = new FutureTask<>(client::canRead);
            new Thread(first, "first").start();
            polled.await();
            Thread thread = new Thread(second, "second");
            thread.start();
            awaitState(thread, Thread.State.TIMED_WAITING);
            assertFalse(second.isDone(), "what is there is not known yet");
            goOn.countDown();
            assertTrue(first.get());
            assertTrue(second.get());
            assertEquals(2, channel.polls.get());
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // there is nothing that tells of a thread's state
    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.yield();
        }
    }
}
