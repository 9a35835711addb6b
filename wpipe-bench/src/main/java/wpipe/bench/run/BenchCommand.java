package wpipe.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import wpipe.bench.link.Home;
import wpipe.bench.report.Comparison;
import wpipe.bench.report.Report;
import wpipe.bench.report.Run;

/** Measures, shows, compares. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Measures what the providers cost, side by side with what a user would pick instead, and writes a table, JSON"
                    + " and a page with charts into target/bench."
        })
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "the most telling measurements, in under five minutes")
    private boolean quick;

    @Option(
            names = "--provider",
            split = ",",
            paramLabel = "NAME",
            description = "only these: ffm, jna, loopback, or another way such as tcp (--list shows them)")
    private Set<String> providers = Set.of();

    @Option(names = "--question", split = ",", paramLabel = "NAME", description = "only these, such as RoundTrip")
    private Set<String> questions = Set.of();

    @Option(names = "--list", description = "show what would be measured, and how long that takes")
    private boolean list;

    @Option(names = "--from", paramLabel = "FILE", description = "measure nothing: show the run that is in this JSON")
    private @Nullable Path from;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description = "set the run beside an earlier one, and name what got worse beyond the noise")
    private @Nullable Path earlier;

    @Option(names = "--out", paramLabel = "FOLDER", description = "where to write instead of target/bench")
    private @Nullable Path out;

    @Option(names = "--docs", description = "write tables, pictures and JSON into docs/performance* too")
    private boolean docs;

    // What the script says.

    @Option(names = "--top", hidden = true)
    private Path top = Path.of("");

    @Option(names = "--windows-java", hidden = true)
    private @Nullable Path windowsJava;

    @Option(names = "--circumstance", hidden = true)
    private Map<String, String> said = Map.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything here runs
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createDirectories(out == null ? top.resolve("target/bench") : out);
        // Before anything is measured: the file may not be one, or be the one that is about to be written.
        Run before = earlier == null ? null : Run.read(earlier);
        Run run;
        if (from == null) {
            List<Row> rows = rows();
            Effort effort = quick ? Effort.QUICK : Effort.FULL;
            if (list) {
                Measuring.list(rows, effort);
                return 0;
            }
            Path last = folder.resolve(Report.JSON);
            if (Files.exists(last)) {
                Files.move(last, folder.resolve("previous.json"), StandardCopyOption.REPLACE_EXISTING);
            }
            run = new Measuring(effort, windowsJava, folder).run(rows, said);
        } else {
            run = Run.read(from);
        }
        Report report = new Report(run);
        report.print(System.out);
        report.write(folder);
        if (docs) {
            report.writeDocs(top.resolve("docs"));
        }
        boolean worse = false;
        if (before != null) {
            Comparison comparison = new Comparison(run, before);
            System.out.println();
            comparison.lines().forEach(System.out::println);
            worse = comparison.gotWorse();
        }
        return run.failures().isEmpty() && !worse ? 0 : 1;
    }

    private List<Row> rows() {
        List<Row> rows = quick ? Plan.quick() : Plan.full();
        for (String asked : providers) {
            if (rows.stream().noneMatch(row -> row.provider().equals(asked))) {
                throw new ParameterException(spec.commandLine(), "nothing is measured with provider '" + asked + "'");
            }
            if (!Measuring.isPossible(Home.of(asked), windowsJava)) {
                throw new ParameterException(spec.commandLine(), "'" + asked + "' needs Windows, or --wine");
            }
        }
        for (String asked : questions) {
            if (rows.stream().noneMatch(row -> row.question().equals(asked))) {
                throw new ParameterException(spec.commandLine(), "there is no question '" + asked + "'");
            }
        }
        return rows.stream()
                .filter(row -> providers.isEmpty() || providers.contains(row.provider()))
                .filter(row -> questions.isEmpty() || questions.contains(row.question()))
                .filter(row -> Measuring.isPossible(row.home(), windowsJava))
                .toList();
    }
}
