package wpipe.bench.report;

/**
 * A chart.
 *
 * @param name of its file, without ending
 * @param title what it shows
 * @param svg the chart itself
 */
record Picture(String name, String title, String svg) {
    String file() {
        return name + ".svg";
    }
}
