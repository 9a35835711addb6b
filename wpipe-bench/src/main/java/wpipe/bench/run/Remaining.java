package wpipe.bench.run;

import java.util.List;

/** How long the rest of a plan will take: as long as was thought, times how much longer the part that is done took. */
final class Remaining {
    private final Effort effort;
    private double planned;
    private double plannedOfDone;
    private double tookOfDone;

    Remaining(List<Row> rows, Effort effort) {
        this.effort = effort;
        this.planned = rows.stream().mapToDouble(effort::seconds).sum();
    }

    /** One row less. */
    void took(Row row, double seconds) {
        planned -= effort.seconds(row);
        plannedOfDone += effort.seconds(row);
        tookOfDone += seconds;
    }

    double seconds() {
        return plannedOfDone == 0 ? planned : planned * tookOfDone / plannedOfDone;
    }

    String text() {
        long seconds = Math.round(seconds());
        return seconds < 100 ? seconds + " s left" : Math.round(seconds / 60.0) + " min left";
    }
}
