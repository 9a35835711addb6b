package wpipe.bench.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A run as one HTML file that needs no other. */
final class Page {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>wpipe: benchmarks</title>
            <style>
              body { font: 15px/1.5 system-ui, sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em; color: #222 }
              figure { margin: 2em 0 } img { max-width: 100%; height: auto }
              table { border-collapse: collapse; font-variant-numeric: tabular-nums }
              th, td { padding: .2em .7em; text-align: left; border-bottom: 1px solid #ddd; vertical-align: top }
              .number { text-align: right; white-space: nowrap }
              .failed { color: #b00 }
            </style>
            <h1>wpipe: benchmarks</h1>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);

    private Page() {}

    static String of(Run run, List<Picture> pictures) {
        Page page = new Page();
        page.circumstances(run);
        pictures.forEach(page::picture);
        page.measurements(run);
        return page.html.toString();
    }

    private void circumstances(Run run) {
        html.append("<table>\n");
        run.circumstances()
                .forEach((name, value) -> html.append("<tr><th>")
                        .append(escaped(name))
                        .append("<td>")
                        .append(escaped(value))
                        .append('\n'));
        html.append("</table>\n");
        run.failures()
                .forEach(each -> html.append("<p class=\"failed\">FAILED ")
                        .append(escaped(each))
                        .append('\n'));
        html.append(
                "<p>Bars have logarithmic scales; the thin lines are intervals of 99.9 % confidence, where they are not longer than the bars.\n");
    }

    /** As an image of its own each: what pictures call their parts must not meet. */
    private void picture(Picture picture) {
        String data = Base64.getEncoder().encodeToString(picture.svg().getBytes(StandardCharsets.UTF_8));
        html.append("<figure><img alt=\"")
                .append(escaped(picture.title()))
                .append("\" src=\"data:image/svg+xml;base64,")
                .append(data)
                .append("\"></figure>\n");
    }

    private void measurements(Run run) {
        html.append("<table>\n");
        row("th", LongTable.HEAD);
        LongTable.rows(run).forEach(row -> row("td", row));
        html.append("</table>\n</html>\n");
    }

    private void row(String tag, List<String> cells) {
        html.append("<tr>");
        for (int column = 0; column < cells.size(); column++) {
            html.append('<').append(tag).append(LongTable.isNumber(column) ? " class=\"number\">" : ">");
            html.append(escaped(cells.get(column)));
        }
        html.append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
