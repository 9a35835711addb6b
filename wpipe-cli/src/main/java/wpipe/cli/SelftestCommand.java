package wpipe.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import wpipe.api.Providers;
import wpipe.api.Providers.Found;

/** {@code wpipe selftest}. */
@Command(
        name = "selftest",
        header = "Check that all of wpipe works on this machine.",
        description = {
            "Check each backend that can be used here against the whole contract of wpipe, on this very machine; where"
                    + " there are two whose pipes reach the machine, also the servers of each with the clients of the"
                    + " other. Takes some minutes.%n",
            "Writes a report to attach to a bug. With --provider: only that backend."
        })
final class SelftestCommand implements Callable<Integer> {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Wpipe wpipe;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "The file for the report. Default: wpipe-selftest-DATE.txt in the current folder.")
    private @Nullable Path reportFile;

    @Option(
            names = "--only",
            paramLabel = "RULE",
            description = "Only the tests of a rule such as 3.2, of a section such as 3, or with a name that matches a"
                    + " pattern such as 'rule_3_*'. Can be given several times.")
    private List<String> only = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Override
    public Integer call() throws IOException, CommandFailure {
        load.check();
        load.prepare();
        only.forEach(this::checkRule);
        List<Found> providers = Providers.list();
        List<Pair> pairs = Pair.of(providers, wpipe.provider());
        if (pairs.isEmpty()) {
            throw new CommandFailure(
                    (wpipe.provider() == null ? "no provider" : "no provider '" + wpipe.provider() + "'")
                            + " can be used here; see 'wpipe providers'");
        }
        try (SelftestReport report = SelftestReport.open(path())) {
            report.head(providers);
            return run(pairs, providers, report);
        }
    }

    /** A run of no test must not look like one that found nothing wrong, nor leave a report. */
    private void checkRule(String asked) {
        RuleFilter filter = new RuleFilter(List.of(asked));
        if (RuleRun.tests(load.suite()).noneMatch(filter::accepts)) {
            String why = RuleRun.tests(load.otherSuite()).noneMatch(filter::accepts)
                    ? "; rules are numbers such as 3.2"
                    : load.isLoad() ? " of --load; without that it does" : "; with --load it does";
            throw new ParameterException(spec.commandLine(), "--only " + asked + " matches no test" + why);
        }
    }

    private Path path() {
        return reportFile != null
                ? reportFile
                : Path.of("wpipe-selftest-" + DATE.format(LocalDateTime.now(ZoneId.systemDefault())) + ".txt");
    }

    private int run(List<Pair> pairs, List<Found> providers, SelftestReport report) {
        PrintStream out = wpipe.streams().out();
        RuleFilter filter = new RuleFilter(only);
        List<Found> untested = providers.stream()
                .filter(found -> !found.available() && wpipe.provider() == null)
                .toList();
        SelftestSummary summary = new SelftestSummary(report.path(), untested);
        for (Pair pair : pairs) {
            report.begin(pair);
            SelftestProgress progress = new SelftestProgress(pair, report, progressLine());
            long start = System.nanoTime();
            RuleRun.of(load.suite(), load.parameters(), pair, filter, progress);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            progress.finished(time);
            summary.add(pair, progress, time);
        }
        report.line("");
        report.line(summary.result());
        if (json.isOn()) {
            out.println(summary.json());
        } else {
            summary.print(out);
        }
        return summary.failed() == 0 ? 0 : Wpipe.FAILED;
    }

    private ProgressLine progressLine() {
        return new ProgressLine(wpipe.streams().err(), wpipe.streams().terminal());
    }
}
