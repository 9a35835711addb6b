package wpipe.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes a sequence that fails as short as it gets: removes pieces, long ones first, as long as what is left fails. */
final class Shrinker {
    private Shrinker() {}

    /** Whether a sequence fails, whatever the reason. */
    @FunctionalInterface
    interface Failing<T> {
        boolean fails(List<T> sequence);
    }

    static <T> List<T> shrink(List<T> sequence, Duration atMost, Failing<T> failing) {
        long end = System.nanoTime() + atMost.toNanos();
        List<T> shortest = sequence;
        int piece = Math.max(sequence.size() / 2, 1);
        while (true) {
            int before = shortest.size();
            int from = 0;
            while (from < shortest.size()) {
                if (System.nanoTime() - end > 0) {
                    return shortest;
                }
                List<T> without = new ArrayList<>(shortest);
                without.subList(from, Math.min(from + piece, shortest.size())).clear();
                if (failing.fails(without)) {
                    shortest = without;
                } else {
                    from += piece;
                }
            }
            if (piece == 1 && shortest.size() == before) {
                return shortest;
            }
            piece = Math.max(piece / 2, 1);
        }
    }
}
