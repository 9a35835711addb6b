package wpipe.bench.report;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import wpipe.bench.link.Home;

/**
 * One way to look at a run: which of its measurements, and what they are told apart by. A table has a row for each series
 * and a column for each category.
 *
 * @param name of the picture and of the table
 * @param title what it shows, with the unit
 * @param shown which measurements
 * @param series what has a colour or a row
 * @param category what is on the axis or has a column
 */
record View(
        String name,
        String title,
        Predicate<Measurement> shown,
        Function<Measurement, String> series,
        Function<Measurement, String> category) {
    private static final Predicate<Measurement> PLATFORM = is("threads", "platform");
    private static final Predicate<Measurement> VIRTUAL = is("threads", "virtual");
    private static final Predicate<Measurement> DUPLEX = is("via", "duplex");
    /** Speed by sizes. */
    static final List<View> BARS = List.of(
            sizes(
                    "one-way-windows",
                    "Windows: messages a second, one way",
                    question("OneWay", Home.WINDOWS).and(PLATFORM)),
            sizes(
                    "one-way-jvm",
                    "In one JVM: messages a second, one way",
                    question("OneWay", Home.JVM).and(PLATFORM)),
            sizes(
                    "round-trip-windows",
                    "Windows: round trips a second",
                    question("RoundTrip", Home.WINDOWS).and(PLATFORM).and(DUPLEX)),
            sizes(
                    "round-trip-jvm",
                    "In one JVM: round trips a second",
                    question("RoundTrip", Home.JVM).and(PLATFORM).and(DUPLEX)),
            sizes(
                    "round-trip-virtual",
                    "Virtual threads: round trips a second",
                    each -> each.question().equals("RoundTrip")
                            && VIRTUAL.and(DUPLEX).test(each)),
            new View(
                    "forms",
                    "Round trips of 64 B a second, by how the library is used",
                    each -> each.question().equals("RoundTrip")
                            && PLATFORM.and(is("size", "64")).test(each)
                            && List.of("ffm", "jna", "loopback").contains(each.provider()),
                    Measurement::provider,
                    each -> each.circumstance("via")),
            new View(
                    "connects",
                    "Connects a second",
                    each -> each.question().equals("Connects"),
                    Measurement::provider,
                    each -> each.circumstance("style")),
            new View(
                    "calls",
                    "One call, nanoseconds",
                    each -> each.question().equals("BindingCall"),
                    Measurement::provider,
                    each -> each.circumstance("function")));

    /** Round trips of which there are percentiles. */
    static final List<View> LATENCIES = List.of(
            latency("latency-windows", "Windows: microseconds for a round trip", Home.WINDOWS),
            latency("latency-jvm", "In one JVM: microseconds for a round trip", Home.JVM));

    /** Speed by the number of clients. */
    static final List<View> SCALING = List.of(
            scaling("clients-windows", "Windows: round trips a second, all clients of a server", Home.WINDOWS),
            scaling("clients-jvm", "In one JVM: round trips a second, all clients of a server", Home.JVM));

    List<Measurement> of(Run run) {
        return run.measurements().stream().filter(shown).toList();
    }

    private static String size(Measurement measurement) {
        return Labels.size(measurement.circumstance("size"));
    }

    private static View sizes(String name, String title, Predicate<Measurement> shown) {
        return new View(name, title, shown, Measurement::provider, View::size);
    }

    private static View latency(String name, String title, Home home) {
        return new View(
                name,
                title,
                question("RoundTrip", home).and(DUPLEX).and(each -> each.latency() != null),
                each -> each.provider() + (VIRTUAL.test(each) ? ", virtual" : ""),
                View::size);
    }

    private static View scaling(String name, String title, Home home) {
        return new View(
                name,
                title,
                question("Clients", home),
                each -> each.provider() + ", " + each.circumstance("style") + ", " + each.circumstance("threads"),
                each -> each.circumstance("clients"));
    }

    private static Predicate<Measurement> question(String name, Home home) {
        return each -> each.question().equals(name) && Home.of(each.provider()) == home;
    }

    private static Predicate<Measurement> is(String circumstance, String value) {
        return each -> each.circumstance(circumstance).equals(value);
    }
}
