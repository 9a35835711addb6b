package wpipe.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import wpipe.api.Providers.Found;

/** What came of a self-test, pair by pair, for a person or a program. */
final class SelftestSummary {
    private record Line(Pair pair, int passed, int failed, int notApplicable, Duration time) {
        double seconds() {
            return time.toMillis() / 1000.0;
        }
    }

    private final Path report;
    private final List<Found> untested;
    private final List<Line> lines = new ArrayList<>();

    SelftestSummary(Path report, List<Found> untested) {
        this.report = report;
        this.untested = untested;
    }

    void add(Pair pair, SelftestProgress progress, Duration time) {
        lines.add(new Line(
                pair,
                progress.count(Outcome.Status.PASSED),
                progress.count(Outcome.Status.FAILED),
                progress.count(Outcome.Status.NOT_APPLICABLE),
                time));
    }

    int failed() {
        return lines.stream().mapToInt(Line::failed).sum();
    }

    private int passed() {
        return lines.stream().mapToInt(Line::passed).sum();
    }

    /** All of it in one line. */
    String result() {
        return passed() + " passed, " + failed() + " failed";
    }

    void print(PrintStream out) {
        Table table = new Table().row("SERVER", "CLIENT", "PASSED", "FAILED", "NOT APPLICABLE", "SECONDS");
        for (Line line : lines) {
            table.row(
                    line.pair().server(),
                    line.pair().client(),
                    line.passed(),
                    line.failed(),
                    line.notApplicable(),
                    String.format(Locale.ROOT, "%.1f", line.seconds()));
        }
        table.print(out);
        for (Found found : untested) {
            out.println(found.name() + " was not tested: " + found.reason());
        }
        out.println("Report: " + report);
        out.println(result());
    }

    Json json() {
        List<Json> pairs = lines.stream()
                .map(line -> new Json()
                        .with("server", line.pair().server())
                        .with("client", line.pair().client())
                        .with("passed", line.passed())
                        .with("failed", line.failed())
                        .with("notApplicable", line.notApplicable())
                        .with("seconds", line.seconds()))
                .toList();
        List<Json> missing = untested.stream()
                .map(found -> new Json().with("provider", found.name()).with("reason", found.reason()))
                .toList();
        return new Json()
                .with("passed", passed())
                .with("failed", failed())
                .with("report", report)
                .with("pairs", Json.array(pairs))
                .with("notTested", Json.array(missing));
    }
}
