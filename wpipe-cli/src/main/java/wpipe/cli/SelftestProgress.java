package wpipe.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts the tests of one pair as they end, tells the person who waits, and fills the report. */
final class SelftestProgress implements RuleRun.Watcher {
    /** How many tests pass between two signs of life. */
    private static final int STEP = 20;

    private final Pair pair;
    private final SelftestReport report;
    private final PrintStream err;
    private final Map<Outcome.Status, Integer> counts = new EnumMap<>(Outcome.Status.class);
    private long planned;
    private long ended;

    SelftestProgress(Pair pair, SelftestReport report, PrintStream err) {
        this.pair = pair;
        this.report = report;
        this.err = err;
    }

    int count(Outcome.Status status) {
        return counts.getOrDefault(status, 0);
    }

    @Override
    public void planned(long tests) {
        planned = tests;
        err.println(pair + ": " + tests + " tests");
    }

    @Override
    public void started(String test) {
        report.started(test);
    }

    @Override
    public void ended(Outcome outcome) {
        report.ended(outcome);
        counts.merge(outcome.status(), 1, Integer::sum);
        if (outcome.status() == Outcome.Status.FAILED) {
            err.println("  FAILED " + outcome.test() + ": " + outcome.reason());
        }
        if (++ended % STEP == 0) {
            err.println("  " + ended + " of " + planned);
        }
    }

    @Override
    public void said(String text) {
        report.line("  " + text);
        err.println("  " + text);
    }

    void finished(Duration time) {
        String text = count(Outcome.Status.PASSED) + " passed, " + count(Outcome.Status.FAILED) + " failed, "
                + count(Outcome.Status.NOT_APPLICABLE) + " not applicable, " + Durations.text(time);
        report.line(text);
        err.println("  " + text);
    }
}
