package wpipe.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The pictures of a run. Speeds are on a logarithmic scale: they span the powers of ten. */
final class Charts {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 450;

    /** Of whatever has no colour of its own; told apart by the colour-blind as well (Okabe and Ito). */
    private static final Color[] COLORS = colors(0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0x56B4E9, 0xCC79A7, 0x999999);

    /** The library's own stand out in every picture alike, what is beside them is paler. */
    private static final Map<String, Color> OF_PROVIDERS = Map.ofEntries(
            Map.entry("ffm", new Color(0x0072B2)),
            Map.entry("jna", new Color(0xE69F00)),
            Map.entry("loopback", new Color(0x009E73)),
            Map.entry("file", new Color(0x8C8C8C)),
            Map.entry("asyncfile", new Color(0xBDBDBD)),
            Map.entry("ipcsocket", new Color(0xE3A6C4)),
            Map.entry("tcp", new Color(0x9AD0F0)),
            Map.entry("array-queue", new Color(0x8C8C8C)),
            Map.entry("synchronous-queue", new Color(0xBDBDBD)),
            Map.entry("transfer-queue", new Color(0xE3A6C4)),
            Map.entry("jctools", new Color(0xE0D58A)),
            Map.entry("nio-pipe", new Color(0xC9B6E4)),
            Map.entry("unix", new Color(0x9AD0F0)));

    private Charts() {}

    /** Of all that there can be. */
    static List<String> names() {
        return Stream.of(View.BARS, View.LATENCIES, View.SCALING)
                .flatMap(List::stream)
                .map(View::name)
                .toList();
    }

    /** Those for which the run has numbers. */
    static List<Picture> of(Run run) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (View view : View.BARS) {
            add(pictures, run, view, Charts::bars);
        }
        for (View view : View.LATENCIES) {
            add(pictures, run, view, Charts::percentiles);
        }
        for (View view : View.SCALING) {
            add(pictures, run, view, Charts::scaling);
        }
        return pictures;
    }

    private static Color[] colors(int... rgb) {
        return Arrays.stream(rgb).mapToObj(Color::new).toArray(Color[]::new);
    }

    private static Color color(String series) {
        return OF_PROVIDERS.getOrDefault(series, COLORS[0]);
    }

    private interface Drawing {
        IChart of(View view, List<Measurement> measurements);
    }

    private static void add(List<Picture> pictures, Run run, View view, Drawing drawing) throws IOException {
        List<Measurement> measurements = view.of(run);
        if (!measurements.isEmpty()) {
            byte[] svg = ChartEncoder.getBytes(drawing.of(view, measurements), "svg");
            pictures.add(new Picture(view.name(), view.title(), new String(svg, StandardCharsets.UTF_8)));
        }
    }

    private static CategoryChart bars(View view, List<Measurement> measurements) {
        CategoryChart chart = categories(view);
        chart.getStyler().setYAxisMin(floor(measurements));
        List<String> categories = distinct(measurements.stream().map(view.category()));
        for (String series : distinct(measurements.stream().map(view.series()))) {
            List<@Nullable Double> values = new ArrayList<>();
            List<@Nullable Double> errors = new ArrayList<>();
            for (String category : categories) {
                Interval score = measurements.stream()
                        .filter(is(view, series, category))
                        .map(Measurement::score)
                        .findFirst()
                        .orElse(null);
                values.add(score == null ? null : score.value());
                errors.add(score == null ? null : errorBar(score));
            }
            chart.addSeries(series, categories, values, errors).setFillColor(color(series));
        }
        return chart;
    }

    /** Bars would begin at zero. */
    private static double floor(List<Measurement> measurements) {
        double least = measurements.stream()
                .mapToDouble(each -> each.score().value())
                .min()
                .orElse(1);
        return Math.pow(10, Math.floor(Math.log10(least / 2)));
    }

    /** A logarithmic scale has no place for an end at zero or below. */
    private static double errorBar(Interval score) {
        return Math.min((score.high() - score.low()) / 2, score.value() / 2);
    }

    private static CategoryChart percentiles(View view, List<Measurement> measurements) {
        CategoryChart chart = categories(view);
        // Overlapped, or the lines would stand beside each other as bars do.
        chart.getStyler().setOverlapped(true).setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line);
        for (Measurement each : measurements) {
            var latency = Objects.requireNonNull(each.latency());
            List<String> names =
                    latency.keySet().stream().map(name -> name + " %").toList();
            chart.addSeries(view.series().apply(each), names, List.copyOf(latency.values()));
        }
        return chart;
    }

    private static XYChart scaling(View view, List<Measurement> measurements) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(view.title())
                .xAxisTitle("clients")
                .build();
        style(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true);
        for (String series : distinct(measurements.stream().map(view.series()))) {
            List<Measurement> line = measurements.stream()
                    .filter(each -> view.series().apply(each).equals(series))
                    .toList();
            chart.addSeries(
                    series,
                    line.stream()
                            .map(each -> Double.valueOf(view.category().apply(each)))
                            .toList(),
                    line.stream().map(each -> each.score().value()).toList(),
                    line.stream().map(each -> errorBar(each.score())).toList());
        }
        return chart;
    }

    private static CategoryChart categories(View view) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(view.title())
                .build();
        style(chart.getStyler());
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        styler.setYAxisLogarithmic(true)
                .setYAxisTickLabelsFormattingFunction(Labels::number)
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                // A line that is not dashed is one element of SVG, not a hundred.
                .setPlotGridLinesStroke(new BasicStroke(0.5f))
                .setPlotGridVerticalLinesVisible(false)
                .setErrorBarsColor(Color.DARK_GRAY)
                .setSeriesColors(COLORS)
                .setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE)
                .setLegendBorderColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    }

    private static Predicate<Measurement> is(View view, String series, String category) {
        return each -> view.series().apply(each).equals(series)
                && view.category().apply(each).equals(category);
    }

    static List<String> distinct(Stream<String> names) {
        return List.copyOf(new LinkedHashSet<>(names.toList()));
    }
}
