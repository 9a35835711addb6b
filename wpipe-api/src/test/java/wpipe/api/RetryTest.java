package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.spi.Deadline;

final class RetryTest {
    private final List<IOException> told = new ArrayList<>();
    private final Retry retry = new Retry(told::add);

    private void assertFailsFor(Duration pause) {
        long before = System.nanoTime();
        retry.failed(new IOException("again"));
        long after = System.nanoTime();
        long due = retry.deadline();
        assertTrue(due - before >= pause.toNanos(), "too soon");
        assertTrue(due - after <= pause.toNanos(), "too late");
    }

    private void awaitTry() {
        while (!retry.begin()) {
            Thread.onSpinWait();
        }
        assertEquals(Deadline.NEVER, retry.deadline());
    }

    @Test
    void withoutAFailureItIsAlwaysTried() {
        assertTrue(retry.begin());
        assertTrue(retry.begin());
        assertEquals(Deadline.NEVER, retry.deadline());
    }

    @Test
    void eachFailureIsToldAndTriedAgainTwiceAsLateUpToALimit() {
        for (int millis : new int[] {100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000}) {
            assertFailsFor(Duration.ofMillis(millis));
        }
        assertEquals(9, told.size());
    }

    @Test
    void aFailureThatIsToldLaterFollowsTheLastOne() {
        assertFailsFor(Duration.ofMillis(100));
        awaitTry();
        // Those who ask meanwhile are served, and the failure is told after that.
        assertTrue(retry.begin());
        assertFailsFor(Duration.ofMillis(200));
        awaitTry();
        assertFailsFor(Duration.ofMillis(400));
    }

    @Test
    void aTimeWithoutFailureMakesThePauseShortAgain() {
        assertFailsFor(Duration.ofMillis(100));
        awaitTry();
        long calm = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() - calm <= 0) {
            Thread.onSpinWait();
        }
        assertTrue(retry.begin());
        assertFailsFor(Duration.ofMillis(100));
    }
}
