package wpipe.bench.peer;

import java.io.IOException;

/** Lets a cell work until the compiler is through with it: until it has stopped to become faster. */
final class WarmUp {
    private static final double ROUND_SECONDS = 0.5;
    private static final int LEAST_ROUNDS = 4;
    private static final int MOST_ROUNDS = 16;

    /** How many rounds in a row must bring nothing new. */
    private static final int FLAT_ROUNDS = 2;

    private static final double BETTER = 1.05;

    private WarmUp() {}

    static void of(Cell cell) throws IOException {
        double best = 0;
        int flat = 0;
        for (int round = 1; round <= MOST_ROUNDS && (round <= LEAST_ROUNDS || flat < FLAT_ROUNDS); round++) {
            double now = cell.perSecond(ROUND_SECONDS);
            flat = now > best * BETTER ? 0 : flat + 1;
            best = Math.max(best, now);
        }
    }
}
