package wpipe.bench.run;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import wpipe.bench.link.Home;

/**
 * One measurement that is to be made.
 *
 * @param question the name of the benchmark's class
 * @param params of the benchmark, by name
 * @param clients how many threads do what is measured
 * @param latency whether percentiles are wanted too
 */
record Row(String question, SortedMap<String, String> params, int clients, boolean latency) {
    static Row of(String question, String provider) {
        return new Row(question, new TreeMap<>(Map.of("provider", provider)), 1, false);
    }

    Row with(String param, Object value) {
        SortedMap<String, String> changed = new TreeMap<>(params);
        changed.put(param, value.toString());
        return new Row(question, changed, clients, latency);
    }

    Row withClients(int number) {
        return new Row(question, params, number, latency);
    }

    Row withLatency() {
        return new Row(question, params, clients, true);
    }

    String provider() {
        return params.getOrDefault("provider", "");
    }

    Home home() {
        return Home.of(provider());
    }

    boolean virtual() {
        return "virtual".equals(params.get("threads"));
    }

    @Override
    public String toString() {
        return question + " " + String.join(" ", params.values()) + (clients > 1 ? " " + clients + " clients" : "");
    }
}
