package wpipe.bench.report;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A run that was recorded, and what else could have come of it. */
final class Recorded {
    private Recorded() {}

    static Run run() throws IOException {
        try {
            return Run.read(Path.of(Objects.requireNonNull(Recorded.class.getResource("run.json"))
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** The same, but for one measurement. */
    static Run with(Run run, int index, UnaryOperator<Measurement> change) {
        List<Measurement> measurements = new ArrayList<>(run.measurements());
        measurements.set(index, change.apply(measurements.get(index)));
        return new Run(run.circumstances(), measurements, run.failures());
    }

    static Run of(Measurement... measurements) {
        return new Run(Map.of(), List.of(measurements), List.of());
    }

    static Measurement roundTrips(String provider, double perSecond, double noise) {
        return new Measurement(
                "RoundTrip",
                new TreeMap<>(Map.of("provider", provider, "size", "64", "threads", "platform", "via", "duplex")),
                Measurement.PER_SECOND,
                new Interval(perSecond, perSecond - noise, perSecond + noise),
                null,
                null);
    }

    static Measurement call(double nanoseconds, double noise) {
        return new Measurement(
                "BindingCall",
                new TreeMap<>(Map.of("provider", "ffm", "function", "PeekNamedPipe")),
                Measurement.NANOSECONDS,
                new Interval(nanoseconds, nanoseconds - noise, nanoseconds + noise),
                null,
                null);
    }

    static Measurement withGarbage(Measurement measurement, Double garbage) {
        return new Measurement(
                measurement.question(),
                measurement.circumstances(),
                measurement.unit(),
                measurement.score(),
                measurement.latency(),
                garbage);
    }
}
