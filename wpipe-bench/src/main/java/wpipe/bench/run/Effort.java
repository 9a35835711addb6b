package wpipe.bench.run;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import wpipe.bench.link.Home;

/** How long a measurement takes. */
enum Effort {
    FULL(1, 3, 7, 400),
    QUICK(1, 2, 5, 250);

    private final int forks;
    private final int warmUps;
    private final int iterations;
    private final int millis;

    Effort(int forks, int warmUps, int iterations, int millis) {
        this.forks = forks;
        this.warmUps = warmUps;
        this.iterations = iterations;
        this.millis = millis;
    }

    void applyTo(ChainedOptionsBuilder options) {
        TimeValue time = new TimeValue(millis, TimeUnit.MILLISECONDS);
        options.forks(forks)
                .warmupIterations(warmUps)
                .warmupTime(time)
                .measurementIterations(iterations)
                .measurementTime(time);
    }

    /** How long a row takes, in seconds, as far as one can know before. */
    double seconds(Row row) {
        double start = row.home() == Home.WINDOWS ? 5 : 2;
        double fork = start + (warmUps + iterations) * millis / 1e3;
        return forks * fork * (row.latency() ? 2 : 1);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT) + ": " + forks + " JVMs, each " + warmUps + " + " + iterations
                + " times " + millis + " ms";
    }
}
