package wpipe.bench.run;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import wpipe.bench.link.Home;

/**
 * One measurement that is to be made.
 *
 * @param question the name of the benchmark's class
 * @param params of the benchmark, by name
 * @param latency whether percentiles are wanted too
 */
record Row(String question, SortedMap<String, String> params, boolean latency) {
    static Row of(String question, String provider) {
        return new Row(question, new TreeMap<>(Map.of("provider", provider)), false);
    }

    Row with(String param, Object value) {
        SortedMap<String, String> changed = new TreeMap<>(params);
        changed.put(param, value.toString());
        return new Row(question, changed, latency);
    }

    Row withLatency() {
        return new Row(question, params, true);
    }

    String provider() {
        return params.getOrDefault("provider", "");
    }

    Home home() {
        return Home.of(provider());
    }

    /** Whether it is to run on virtual threads of JMH's. Clients have threads of their own. */
    boolean virtual() {
        return "virtual".equals(params.get("threads")) && !question.equals("Clients");
    }

    @Override
    public String toString() {
        String clients = params.get("clients");
        String others = params.entrySet().stream()
                .filter(param -> !param.getKey().equals("clients"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(" ", question + " ", ""));
        return clients == null || clients.equals("1") ? others : others + " " + clients + " clients";
    }
}
