package wpipe.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run beside an earlier one. What differs counts only if the intervals of the two do not meet. */
public final class Comparison {
    /** Garbage is counted, not timed: beyond a byte and a hundredth it is no noise. */
    private static final double GARBAGE_BYTES = 1;

    private static final double GARBAGE_PART = 0.01;

    /**
     * One measurement in both runs.
     *
     * @param now the later one
     * @param before the earlier one
     * @param speed how many times as fast it is now
     */
    private record Pair(Measurement now, Measurement before, double speed) {
        static Pair of(Measurement now, Measurement before) {
            double ratio = now.score().value() / before.score().value();
            return new Pair(now, before, now.unit().equals(Measurement.NANOSECONDS) ? 1 / ratio : ratio);
        }

        boolean differs() {
            return now.score().isBelow(before.score()) || before.score().isBelow(now.score());
        }

        boolean makesMoreGarbage() {
            Double bytes = now.garbage();
            Double bytesBefore = before.garbage();
            return bytes != null
                    && bytesBefore != null
                    && bytes > bytesBefore + GARBAGE_BYTES
                    && bytes > bytesBefore * (1 + GARBAGE_PART);
        }
    }

    private final List<Pair> pairs = new ArrayList<>();
    private final List<String> otherCircumstances = new ArrayList<>();
    private int onlyNow;
    private final int onlyBefore;

    /** Of a run and an earlier one. */
    public Comparison(Run now, Run before) {
        Map<String, Measurement> earlier = before.measurements().stream()
                .collect(Collectors.toMap(Measurement::key, Function.identity(), (first, second) -> second));
        for (Measurement each : now.measurements()) {
            Measurement same = earlier.remove(each.key());
            if (same == null) {
                onlyNow++;
            } else {
                pairs.add(Pair.of(each, same));
            }
        }
        onlyBefore = earlier.size();
        now.circumstances().forEach((name, value) -> {
            String was = before.circumstances().getOrDefault(name, "");
            if (Circumstances.MUST_AGREE.contains(name) && !value.equals(was)) {
                otherCircumstances.add(name + " is '" + value + "' and was '" + was + "'");
            }
        });
    }

    /** Whether anything is slower, or makes more garbage, beyond the noise. */
    public boolean gotWorse() {
        return pairs.stream().anyMatch(pair -> (pair.differs() && pair.speed < 1) || pair.makesMoreGarbage());
    }

    /** What there is to say, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        otherCircumstances.forEach(each -> lines.add("NOT THE SAME MACHINE: " + each));
        List<Pair> slower = pairs.stream()
                .filter(pair -> pair.differs() && pair.speed < 1)
                .sorted(Comparator.comparingDouble(Pair::speed))
                .toList();
        List<Pair> faster = pairs.stream()
                .filter(pair -> pair.differs() && pair.speed > 1)
                .sorted(Comparator.comparingDouble(Pair::speed).reversed())
                .toList();
        slower.forEach(pair -> lines.add("slower: " + line(pair)));
        pairs.stream()
                .filter(Pair::makesMoreGarbage)
                .forEach(pair -> lines.add(String.format(
                        Locale.ROOT,
                        "more garbage: %s: %.1f bytes, were %.1f",
                        Labels.whole(pair.now),
                        pair.now.garbage(),
                        pair.before.garbage())));
        faster.forEach(pair -> lines.add("faster: " + line(pair)));
        lines.add(String.format(
                "%d compared: %d slower, %d faster, the others within the noise",
                pairs.size(), slower.size(), faster.size()));
        if (onlyNow + onlyBefore > 0) {
            lines.add("not compared: " + onlyNow + " only now, " + onlyBefore + " only before");
        }
        return lines;
    }

    private static String line(Pair pair) {
        return String.format(
                Locale.ROOT,
                "%s: %s, was %s (%.2f times the speed)",
                Labels.whole(pair.now),
                Labels.score(pair.now),
                Labels.score(pair.before),
                pair.speed);
    }
}
