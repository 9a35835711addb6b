package wpipe.bench.peer;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Lets a cell work until the compiler is through with it: until it has stopped to become faster and the compiler rests. On one
 * processor for all, what the compiler takes is missing elsewhere.
 */
final class WarmUp {
    private static final double ROUND_SECONDS = 0.5;
    private static final int LEAST_ROUNDS = 4;
    private static final int MOST_ROUNDS = 32;

    /** How many rounds in a row must bring nothing new. */
    private static final int FLAT_ROUNDS = 2;

    private static final double BETTER = 1.05;

    /** How much of a round the compiler may still be at work. */
    private static final double RESTING = 0.02;

    private WarmUp() {}

    static void of(Cell cell) throws IOException {
        double best = 0;
        int flat = 0;
        long compiled = compiledMillis();
        for (int round = 1; round <= MOST_ROUNDS && (round <= LEAST_ROUNDS || flat < FLAT_ROUNDS); round++) {
            double now = cell.perSecond(ROUND_SECONDS);
            long before = compiled;
            compiled = compiledMillis();
            boolean compiles = compiled - before > ROUND_SECONDS * RESTING * 1000;
            flat = compiles || now > best * BETTER ? 0 : flat + 1;
            best = Math.max(best, now);
        }
    }

    /** All that the compiler has worked so far; always 0 in a JVM without one. */
    private static long compiledMillis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                ? compiler.getTotalCompilationTime()
                : 0;
    }
}
