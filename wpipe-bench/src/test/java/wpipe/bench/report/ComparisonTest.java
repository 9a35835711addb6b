package wpipe.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wpipe.bench.report.Recorded.call;
import static wpipe.bench.report.Recorded.roundTrips;
import static wpipe.bench.report.Recorded.withGarbage;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void aRunIsNotWorseThanItself() throws Exception {
        Run run = Recorded.run();
        Comparison comparison = new Comparison(run, run);

        assertFalse(comparison.gotWorse());
        assertEquals(
                List.of(run.measurements().size() + " compared: 0 slower, 0 faster, the others within the noise"),
                comparison.lines());
    }

    @Test
    void slowerCountsOnlyBeyondTheNoise() {
        Run before = Recorded.of(roundTrips("ffm", 1000, 60));

        assertFalse(new Comparison(Recorded.of(roundTrips("ffm", 900, 50)), before).gotWorse());
        Comparison worse = new Comparison(Recorded.of(roundTrips("ffm", 800, 50)), before);
        assertTrue(worse.gotWorse());
        assertEquals(
                "slower: RoundTrip ffm (64 B, platform threads, duplex): 800 a second, was 1,000 a second (0.80 times the"
                        + " speed)",
                worse.lines().get(0));
    }

    @Test
    void fasterIsSaidAndIsNotWorse() {
        Comparison better =
                new Comparison(Recorded.of(roundTrips("ffm", 2000, 50)), Recorded.of(roundTrips("ffm", 1000, 60)));

        assertFalse(better.gotWorse());
        assertTrue(better.lines().get(0).startsWith("faster: "), better.lines()::toString);
        assertTrue(better.lines().get(0).endsWith("(2.00 times the speed)"), better.lines()::toString);
    }

    @Test
    void whatIsGivenInTimeIsSlowerWhenItIsMore() {
        assertTrue(new Comparison(Recorded.of(call(20, 1)), Recorded.of(call(10, 1))).gotWorse());
        assertFalse(new Comparison(Recorded.of(call(10, 1)), Recorded.of(call(20, 1))).gotWorse());
    }

    @Test
    void theWorstComesFirst() {
        Comparison worse = new Comparison(
                Recorded.of(roundTrips("ffm", 900, 1), roundTrips("jna", 100, 1)),
                Recorded.of(roundTrips("ffm", 1000, 1), roundTrips("jna", 1000, 1)));

        assertTrue(worse.lines().get(0).contains("jna"), worse.lines()::toString);
        assertTrue(worse.lines().get(1).contains("ffm"), worse.lines()::toString);
    }

    @Test
    void moreGarbageIsWorse() {
        Measurement none = withGarbage(roundTrips("ffm", 1000, 60), 0.2);
        Measurement some = withGarbage(roundTrips("ffm", 1000, 60), 48.0);

        assertFalse(new Comparison(Recorded.of(none), Recorded.of(some)).gotWorse());
        Comparison worse = new Comparison(Recorded.of(some), Recorded.of(none));
        assertTrue(worse.gotWorse());
        assertEquals(
                "more garbage: RoundTrip ffm (64 B, platform threads, duplex): 48.0 bytes, were 0.2",
                worse.lines().get(0));
    }

    @Test
    void whatOnlyOneOfThemHasIsCounted() {
        Comparison comparison = new Comparison(
                Recorded.of(roundTrips("ffm", 1, 0), roundTrips("jna", 1, 0)),
                Recorded.of(roundTrips("loopback", 1, 0)));

        assertTrue(comparison.lines().contains("not compared: 2 only now, 1 only before"));
    }

    @Test
    void anotherMachineIsSaid() {
        Run now = new Run(Map.of(Circumstances.PINNED, "0", Circumstances.STARTED, "today"), List.of(), List.of());
        Run before =
                new Run(Map.of(Circumstances.PINNED, "all", Circumstances.STARTED, "before"), List.of(), List.of());

        assertEquals(
                "NOT THE SAME MACHINE: pinned to is '0' and was 'all'",
                new Comparison(now, before).lines().get(0));
    }
}
