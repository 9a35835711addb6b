package wpipe.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import wpipe.bench.link.Home;
import wpipe.bench.report.Circumstances;
import wpipe.bench.report.Measurement;
import wpipe.bench.report.Report;
import wpipe.bench.report.Run;

/** Makes the measurements of a plan one after the other, and shows how far it is. */
final class Measuring {
    private static final String WINDOWS = "windows";

    private final Effort effort;
    private final @Nullable Path windowsJava;
    private final Path out;

    Measuring(Effort effort, @Nullable Path windowsJava, Path out) {
        this.effort = effort;
        this.windowsJava = windowsJava;
        this.out = out;
    }

    /** Whether there is a JVM for it here. */
    static boolean isPossible(Home home, @Nullable Path windowsJava) {
        return home == Home.JVM
                || windowsJava != null
                || System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith(WINDOWS);
    }

    static void list(List<Row> rows, Effort effort) {
        rows.forEach(System.out::println);
        System.out.println(rows.size() + " measurements, " + new Remaining(rows, effort).text());
    }

    /** Makes them; what fails is said and left out. */
    Run run(List<Row> rows, Map<String, String> said) throws IOException {
        Path log = out.resolve("jmh.log");
        try (PrintStream stream = new PrintStream(Files.newOutputStream(log), false, StandardCharsets.UTF_8)) {
            OutputFormat format = OutputFormatFactory.createFormatInstance(stream, VerboseMode.NORMAL);
            Jmh jmh = new Jmh(effort, windowsJava, format);
            Run run = new Run(circumstances(said), new ArrayList<>(), new ArrayList<>());
            Remaining remaining = new Remaining(rows, effort);
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                System.out.printf("[%d/%d, %s] %s: ", i + 1, rows.size(), remaining.text(), row);
                System.out.flush();
                long start = System.nanoTime();
                try {
                    Measurement measured = jmh.measure(row);
                    run.measurements().add(measured);
                    System.out.println(measured.text());
                } catch (RunnerException e) {
                    e.printStackTrace(stream);
                    run.failures().add(row + ": " + e.getMessage());
                    System.out.println("FAILED (" + log + ")");
                }
                remaining.took(row, (System.nanoTime() - start) / 1e9);
                run.circumstances().putAll(jmh.machines());
                // What is there so far is not lost, whatever comes.
                run.write(out.resolve(Report.JSON));
            }
            return run;
        }
    }

    private Map<String, String> circumstances(Map<String, String> said) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                Circumstances.STARTED,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.put(Circumstances.EFFORT, effort.toString());
        all.put(Circumstances.PROCESSOR, Runtime.getRuntime().availableProcessors() + " of " + processor());
        all.put(Circumstances.SYSTEM, System.getProperty("os.name") + " " + System.getProperty("os.version"));
        all.putAll(said);
        return all;
    }

    private static String processor() throws IOException {
        Path linux = Path.of("/proc/cpuinfo");
        if (Files.isReadable(linux)) {
            try (Stream<String> lines = Files.lines(linux)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
            }
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows != null ? windows : System.getProperty("os.arch");
    }
}
