package wpipe.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of a run in a page of Markdown, each between {@code <!-- table NAME -->} and {@code <!-- end -->}. */
final class Documentation {
    private static final Pattern TABLE =
            Pattern.compile("(<!-- table ([\\w-]+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private Documentation() {}

    /**
     * The page with the tables of a run in the place of those that were there.
     *
     * @throws IllegalArgumentException if the page asks for a table that does not exist
     */
    static String update(String page, Run run) {
        return TABLE.matcher(page)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) + table(found.group(2), run) + found.group(3)));
    }

    private static String table(String name, Run run) {
        if (name.equals("circumstances")) {
            return markdown(
                    List.of("", ""),
                    run.circumstances().entrySet().stream()
                            .map(each -> List.of(each.getKey(), value(each)))
                            .toList());
        }
        if (name.equals("garbage")) {
            return garbage(run);
        }
        for (View view : View.LATENCIES) {
            if (view.name().equals(name)) {
                return latency(view, run);
            }
        }
        return Stream.concat(View.BARS.stream(), View.SCALING.stream())
                .filter(view -> view.name().equals(name))
                .findFirst()
                .map(view -> pivot(
                        view, view.of(run), each -> Labels.number(each.score().value())))
                .orElseThrow(() -> new IllegalArgumentException("there is no table '" + name + "'"));
    }

    /** A command is code: elsewhere two hyphens become a dash. */
    private static String value(Map.Entry<String, String> circumstance) {
        String value = circumstance.getValue();
        return circumstance.getKey().equals("command") ? "`" + value + "`" : value;
    }

    private static String garbage(Run run) {
        View forms = View.BARS.stream()
                .filter(view -> view.name().equals("forms"))
                .findFirst()
                .orElseThrow();
        List<Measurement> counted =
                forms.of(run).stream().filter(each -> each.garbage() != null).toList();
        return pivot(forms, counted, each -> Labels.garbage(Objects.requireNonNull(each.garbage())));
    }

    private static String latency(View view, Run run) {
        List<Measurement> shown = view.of(run);
        List<String> head = new ArrayList<>(List.of(""));
        List<List<String>> rows = new ArrayList<>();
        for (Measurement each : shown) {
            Map<String, Double> latency = Objects.requireNonNull(each.latency());
            if (head.size() == 1) {
                latency.keySet().forEach(name -> head.add(name + " %"));
            }
            List<String> row = new ArrayList<>(List.of(view.series().apply(each)));
            latency.values().forEach(micros -> row.add(Labels.number(micros)));
            rows.add(row);
        }
        return markdown(head, rows);
    }

    private static String pivot(View view, List<Measurement> shown, Function<Measurement, String> cell) {
        List<String> categories = Charts.distinct(shown.stream().map(view.category()));
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(categories);
        List<List<String>> rows = new ArrayList<>();
        for (String series : Charts.distinct(shown.stream().map(view.series()))) {
            Map<String, String> cells = shown.stream()
                    .filter(each -> view.series().apply(each).equals(series))
                    .collect(Collectors.toMap(view.category(), cell, (first, second) -> second));
            List<String> row = new ArrayList<>(List.of(series));
            categories.forEach(category -> row.add(cells.getOrDefault(category, "")));
            rows.add(row);
        }
        return markdown(head, rows);
    }

    private static String markdown(List<String> head, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "Not measured in this run.\n";
        }
        List<String> rule = new ArrayList<>(Collections.nCopies(head.size(), "---:"));
        rule.set(0, "---");
        return Stream.concat(Stream.of(head, rule), rows.stream())
                .map(row -> row.stream()
                        .map(cell -> cell.replace("|", "\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |\n")))
                .collect(Collectors.joining());
    }
}
