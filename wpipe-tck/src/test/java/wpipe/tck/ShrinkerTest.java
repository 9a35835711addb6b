package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    @Test
    void onlyWhatTheFailureNeedsIsLeft() {
        for (List<Integer> needed : List.of(List.of(0), List.of(99), List.of(3, 50, 51), List.of(0, 1, 98, 99))) {
            assertEquals(needed, Shrinker.shrink(HUNDRED, Duration.ofMinutes(1), list -> list.containsAll(needed)));
        }
    }

    @Test
    void nothingIsLeftWhereEverythingFails() {
        assertEquals(List.of(), Shrinker.shrink(HUNDRED, Duration.ofMinutes(1), list -> true));
    }

    @Test
    void whatIsGivenFailsAlsoWhereTheFailureDependsOnItsLength() {
        List<Integer> shortest = Shrinker.shrink(HUNDRED, Duration.ofMinutes(1), list -> list.size() % 2 == 0);
        assertTrue(shortest.size() % 2 == 0, () -> "left: " + shortest);
    }

    @Test
    void triesNothingWithoutTime() {
        AtomicInteger tries = new AtomicInteger();
        List<Integer> same = Shrinker.shrink(HUNDRED, Duration.ofNanos(-1), list -> tries.incrementAndGet() > 0);
        assertEquals(HUNDRED, same);
        assertEquals(0, tries.get());
    }
}
