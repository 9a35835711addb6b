package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OwnThreadTest {
    @Test
    void eachCallHasAThreadOfItsOwnThatEnds() throws Exception {
        Thread first = OwnThread.call("own", Thread::currentThread);
        Thread second = OwnThread.call("own", Thread::currentThread);
        assertNotSame(first, second);
        assertNotSame(Thread.currentThread(), first);
        assertEquals("own", first.getName());
        assertTrue(first.isDaemon());
        first.join();
        second.join();
    }

    @Test
    void whatItThrowsIsTheCause() {
        Error error = new Error();
        assertSame(
                error,
                assertThrows(
                                ExecutionException.class,
                                () -> OwnThread.call("own", () -> {
                                    throw error;
                                }))
                        .getCause());
    }

    /** As if the caller had made the call itself: whoever answers an interrupt has answered it. */
    @Test
    void anInterruptOfTheCallerIsOneOfTheCall() throws Exception {
        Thread caller = Thread.currentThread();
        boolean answered = OwnThread.call("own", () -> {
            caller.interrupt();
            try {
                new CountDownLatch(1).await();
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
        assertTrue(answered);
        assertFalse(Thread.interrupted(), "it was answered");
    }

    @Test
    void anInterruptThatIsNotAnsweredIsKept() throws Exception {
        Thread caller = Thread.currentThread();
        OwnThread.call("own", () -> {
            caller.interrupt();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return true;
        });
        assertTrue(Thread.interrupted());
    }

    @Test
    void aCallerThatWasInterruptedBeforeIsToo() throws Exception {
        Thread.currentThread().interrupt();
        AtomicReference<Boolean> seen = new AtomicReference<>();
        OwnThread.call("own", () -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            seen.set(true);
            return true;
        });
        assertTrue(seen.get());
        assertTrue(Thread.interrupted());
    }
}
