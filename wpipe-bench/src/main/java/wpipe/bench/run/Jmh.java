package wpipe.bench.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;
import wpipe.bench.link.Home;
import wpipe.bench.report.Circumstances;
import wpipe.bench.report.Interval;
import wpipe.bench.report.Measurement;

/** Makes a measurement: in a JVM of its own, by JMH. */
final class Jmh {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private final Effort effort;
    private final @Nullable Path windowsJava;
    private final OutputFormat output;
    private final Map<String, String> machines = new LinkedHashMap<>();

    /**
     * With what holds for all of a run.
     *
     * @param effort how long to measure
     * @param windowsJava the java of Windows; null if this JVM is on Windows itself
     * @param output gets what JMH says
     */
    Jmh(Effort effort, @Nullable Path windowsJava, OutputFormat output) {
        this.effort = effort;
        this.windowsJava = windowsJava;
        this.output = output;
    }

    /**
     * Measures.
     *
     * @throws RunnerException if it failed; what JMH said has the reason
     */
    Measurement measure(Row row) throws RunnerException {
        boolean call = row.question().equals("BindingCall");
        Mode mode = call ? Mode.AverageTime : Mode.Throughput;
        Result<?> score = null;
        Double garbage = null;
        Map<String, Double> latency = null;
        for (RunResult each : new Runner(options(row, mode).build(), output).run()) {
            BenchmarkParams params = each.getParams();
            machines.put(
                    row.home() == Home.WINDOWS ? Circumstances.WINDOWS_JVM : Circumstances.JVM,
                    params.getVmName() + " " + params.getVmVersion());
            if (params.getMode() == Mode.SampleTime) {
                latency = percentiles(each.getPrimaryResult().getStatistics());
            } else {
                score = each.getPrimaryResult();
                garbage = garbage(each);
            }
        }
        if (score == null) {
            throw new RunnerException("no result");
        }
        double[] ends = score.getScoreConfidence();
        return new Measurement(
                row.question(),
                row.params(),
                call ? Measurement.NANOSECONDS : Measurement.PER_SECOND,
                Interval.of(score.getScore(), ends[0], ends[1]),
                latency,
                garbage);
    }

    /** The JVMs that were used, by the names of {@link Circumstances}. */
    Map<String, String> machines() {
        return machines;
    }

    private ChainedOptionsBuilder options(Row row, Mode mode) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^wpipe\\.bench\\." + row.question() + "\\.")
                .mode(mode)
                .timeUnit(mode == Mode.AverageTime ? TimeUnit.NANOSECONDS : TimeUnit.SECONDS)
                .timeout(TimeValue.minutes(1))
                .shouldFailOnError(true)
                .jvmArgs(jvmArguments(row).toArray(String[]::new));
        if (row.latency()) {
            options.mode(Mode.SampleTime);
        }
        if (row.home() == Home.WINDOWS && windowsJava != null) {
            options.jvm(windowsJava.toString());
        }
        row.params().forEach(options::param);
        effort.applyTo(options);
        return options;
    }

    private static List<String> jvmArguments(Row row) {
        List<String> arguments = new ArrayList<>(
                List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xms256m", "-Xmx1g"));
        if (row.virtual()) {
            arguments.add("-Djmh.executor=VIRTUAL");
        }
        return arguments;
    }

    private static Map<String, Double> percentiles(Statistics seconds) {
        Map<String, Double> micros = new LinkedHashMap<>();
        for (double percentile : PERCENTILES) {
            String name = percentile == Math.rint(percentile) ? "" + (int) percentile : "" + percentile;
            micros.put(name, seconds.getPercentile(percentile) * 1e6);
        }
        return micros;
    }

    private static @Nullable Double garbage(RunResult result) {
        Result<?> bytes = result.getSecondaryResults().get("garbageBytes");
        Result<?> trips = result.getSecondaryResults().get("garbageTrips");
        return bytes == null || trips == null || trips.getScore() == 0 ? null : bytes.getScore() / trips.getScore();
    }
}
