package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The handle that is closed once, and never while a call with it runs. */
final class PipeHandleTest extends EngineTest {
    private static final long SEED = 20261123;

    @Test
    void nobodyEntersWhatIsClosing() {
        PipeHandle handle = handle();
        assertTrue(handle.enter());
        handle.exit();
        assertFalse(handle.isClosing());
        assertTrue(handle.beginClose());
        assertTrue(handle.isClosing());
        assertFalse(handle.enter());
        assertFalse(handle.beginClose());
        assertEquals(0, handle.close());
    }

    @ParameterizedTest
    @EnumSource
    void closingWaitsForThoseInsideAndLeavesThemItsProcessor(Background.Kind kind) throws Exception {
        PipeHandle handle = handle();
        assertTrue(handle.enter());
        assertTrue(handle.enter());
        Background<Boolean> closer = Background.start(kind, handle::beginClose);
        Background.until(handle::isClosing);
        handle.exit();
        closer.awaitBlocked();
        handle.exit();
        assertTrue(closer.get());
        assertEquals(0, handle.close());
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptDoesNotEndTheWaitForThoseInside(Background.Kind kind) throws Exception {
        PipeHandle handle = handle();
        assertTrue(handle.enter());
        Background<Boolean> closer = Background.start(kind, handle::beginClose);
        closer.awaitBlocked();
        closer.thread().interrupt();
        closer.awaitBlocked();
        handle.exit();
        assertTrue(closer.endedInterrupted());
        assertTrue(closer.get());
        assertEquals(0, handle.close());
    }

    @Test
    void cancelOfAClosingHandleTouchesNothing() throws Exception {
        PipeHandle handle = handle();
        Operation operation = engine.operations().take(ADDRESS.path());
        assertTrue(handle.beginClose());
        handle.cancel(operation);
        assertEquals(0, kernel.calls("CancelIoEx").size());
        assertEquals(0, handle.close());
        engine.operations().giveBack(operation);
    }

    @Test
    void manyThreadsRaceForTheClose() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 150; round++) {
            race(new Random(random.nextLong()), "seed " + SEED + ", round " + round);
        }
        assertEquals(150, kernel.calls("CloseHandle").size());
    }

    /** Users make calls that the fake kernel checks against the close; two threads close. */
    private void race(Random random, String which) throws Exception {
        PipeHandle handle = handle();
        AtomicInteger closed = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(6);
        List<Background<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int calls = 1 + random.nextInt(20);
            threads.add(Background.platform(() -> {
                start.await();
                for (int j = 0; j < calls && handle.enter(); j++) {
                    try {
                        kernel.SetFileCompletionNotificationModes(handle.value(), 0);
                    } finally {
                        handle.exit();
                    }
                }
                return null;
            }));
        }
        for (int i = 0; i < 2; i++) {
            int delay = random.nextInt(200);
            threads.add(Background.platform(() -> {
                start.await();
                for (int j = 0; j < delay; j++) {
                    Thread.onSpinWait();
                }
                if (handle.beginClose()) {
                    closed.incrementAndGet();
                    handle.close();
                }
                return null;
            }));
        }
        for (Background<Void> thread : threads) {
            thread.get();
        }
        assertEquals(1, closed.get(), which);
        assertEquals(List.of(), kernel.violations().texts(), which);
    }

    private PipeHandle handle() {
        return new PipeHandle(kernel, kernel.handles().create(FakeHandles.Kind.PIPE));
    }
}
