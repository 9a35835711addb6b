package wpipe.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All measurements of a run, a row each, whatever the question. */
final class LongTable {
    static final List<String> HEAD =
            List.of("question", "provider", "what", "a second", "ns", "±", "50 % us", "99 %", "99.9 %", "garbage B");

    private static final int FIRST_NUMBER = 3;
    private static final String GAP = "  ";

    private LongTable() {}

    static List<List<String>> rows(Run run) {
        return run.measurements().stream().map(LongTable::row).toList();
    }

    private static List<String> row(Measurement measurement) {
        boolean perSecond = measurement.unit().equals(Measurement.PER_SECOND);
        String score = Labels.number(measurement.score().value());
        Map<String, Double> latency = measurement.latency() == null ? Map.of() : measurement.latency();
        Double garbage = measurement.garbage();
        return List.of(
                measurement.question(),
                measurement.provider(),
                Labels.what(measurement),
                perSecond ? score : "",
                perSecond ? "" : score,
                Labels.percent(measurement.score().noise()),
                percentile(latency, "50"),
                percentile(latency, "99"),
                percentile(latency, "99.9"),
                garbage == null ? "" : Labels.garbage(garbage));
    }

    private static String percentile(Map<String, Double> latency, String name) {
        Double micros = latency.get(name);
        return micros == null ? "" : Labels.number(micros);
    }

    /** In columns, for a terminal. */
    static List<String> lines(Run run) {
        List<List<String>> all = new ArrayList<>();
        all.add(HEAD);
        all.addAll(rows(run));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : all) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String blanks = " ".repeat(widths[column] - cell.length());
            line.append(isNumber(column) ? blanks + cell : cell + blanks).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    static boolean isNumber(int column) {
        return column >= FIRST_NUMBER;
    }
}
