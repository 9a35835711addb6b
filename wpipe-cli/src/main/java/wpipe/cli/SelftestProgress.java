package wpipe.cli;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts the tests of one pair as they end, tells the person who waits, and fills the report. */
final class SelftestProgress implements RuleRun.Watcher {
    private final Pair pair;
    private final SelftestReport report;
    private final ProgressLine line;
    private final Map<Outcome.Status, Integer> counts = new EnumMap<>(Outcome.Status.class);

    SelftestProgress(Pair pair, SelftestReport report, ProgressLine line) {
        this.pair = pair;
        this.report = report;
        this.line = line;
    }

    int count(Outcome.Status status) {
        return counts.getOrDefault(status, 0);
    }

    @Override
    public void planned(long tests) {
        line.println(pair + ": " + tests + " tests");
        line.begin(tests);
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
            line.println("  FAILED " + outcome.test() + ": " + outcome.reason());
        }
        line.step();
    }

    @Override
    public void said(String text) {
        report.line("  " + text);
        line.println("  " + text);
    }

    void finished(Duration time) {
        String text = count(Outcome.Status.PASSED) + " passed, " + count(Outcome.Status.FAILED) + " failed, "
                + count(Outcome.Status.NOT_APPLICABLE) + " not applicable, " + Durations.text(time);
        report.line(text);
        line.println("  " + text);
    }
}
