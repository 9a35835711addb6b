package wpipe.bench.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question under certain circumstances.
 *
 * @param question the name of the benchmark's class
 * @param circumstances its parameters by their names, such as {@code provider} and {@code size}
 * @param unit {@link #PER_SECOND} or {@link #NANOSECONDS}
 * @param score how much of it
 * @param latency percentiles in microseconds, by names such as {@code 99.9}; null where they were not asked for
 * @param garbage bytes that both ends allocate for each operation; null where that was not counted
 */
public record Measurement(
        String question,
        SortedMap<String, String> circumstances,
        String unit,
        Interval score,
        @Nullable Map<String, Double> latency,
        @Nullable Double garbage) {
    /** The more the better. */
    public static final String PER_SECOND = "1/s";

    /** The less the better. */
    public static final String NANOSECONDS = "ns";

    /** What it was measured with. */
    public String provider() {
        return circumstance("provider");
    }

    /** A parameter by its name; empty where the question has none of that name. */
    public String circumstance(String name) {
        return circumstances.getOrDefault(name, "");
    }

    /** The score with its unit and its noise. */
    public String text() {
        return Labels.score(this) + " ± " + Labels.percent(score.noise());
    }

    /** The same in every run, other than the numbers. */
    String key() {
        return question + new TreeMap<>(circumstances);
    }
}
