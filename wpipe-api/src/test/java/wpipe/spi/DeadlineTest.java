package wpipe.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only sides of a comparison that hold on however slow a machine. */
final class DeadlineTest {
    private static final long LONGEST_SECONDS = (Long.MAX_VALUE >> 1) / 1_000_000_000L;

    @Test
    void zeroIsOverAtOnce() {
        long deadline = Deadline.after(Duration.ZERO);
        assertTrue(Deadline.isOver(deadline));
        assertTrue(Deadline.remaining(deadline) <= 0);
    }

    @Test
    void liesAsFarAheadAsItWasTold() {
        long before = System.nanoTime();
        long deadline = Deadline.after(Duration.ofHours(1));
        long after = System.nanoTime();
        long hour = Duration.ofHours(1).toNanos();
        assertTrue(deadline - before >= hour, "not too early");
        assertTrue(deadline - after <= hour, "not too late");
        assertFalse(Deadline.isOver(deadline));
        long remaining = Deadline.remaining(deadline);
        assertTrue(remaining > 0 && remaining <= hour, "remaining " + remaining);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.000000001S", "PT-1S", "PT-2562047788015215H"})
    void negativeIsRefused(Duration timeout) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Deadline.after(timeout));
        assertEquals("timeout " + timeout + " is negative; zero means: do not wait", refused.getMessage());
    }

    @Test
    void neverIsNeverOver() {
        assertFalse(Deadline.isOver(Deadline.NEVER));
        assertEquals(Long.MAX_VALUE, Deadline.remaining(Deadline.NEVER));
    }

    /** Durations go far beyond what nanoTime counts, and the sum must not come out in the past. */
    @Test
    void whatIsTooFarAheadNeverComes() {
        assertEquals(Deadline.NEVER, Deadline.after(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
        assertEquals(Deadline.NEVER, Deadline.after(Duration.ofNanos(Long.MAX_VALUE)));
        assertEquals(Deadline.NEVER, Deadline.after(Duration.ofSeconds(LONGEST_SECONDS)));
    }

    @Test
    void theLongestThatComesIsNotOver() {
        long deadline = Deadline.after(Duration.ofSeconds(LONGEST_SECONDS - 1, 999_999_999));
        assertNotEquals(Deadline.NEVER, deadline);
        assertFalse(Deadline.isOver(deadline));
    }

    /** A sum that wraps around is a deadline like any other: only differences count. */
    @Test
    void worksWhereNanoTimeWrapsAround() {
        long now = System.nanoTime();
        assertTrue(Deadline.isOver(now - 1));
        assertTrue(Deadline.isOver(now + Long.MIN_VALUE + Duration.ofHours(1).toNanos()), "over half ahead is behind");
        assertFalse(Deadline.isOver(now + (Long.MAX_VALUE >> 1)));
    }
}
