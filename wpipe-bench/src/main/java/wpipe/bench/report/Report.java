package wpipe.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Shows a run. */
public final class Report {
    /** The name of the file with all numbers. */
    public static final String JSON = "run.json";

    private final Run run;

    /** Of a run. */
    public Report(Run run) {
        this.run = run;
    }

    /** Prints the table. */
    public void print(PrintStream out) {
        out.println();
        LongTable.lines(run).forEach(out::println);
        run.failures().forEach(each -> out.println("FAILED " + each));
    }

    /** Writes JSON, a page and its pictures into a folder. */
    public void write(Path folder) throws IOException {
        run.write(folder.resolve(JSON));
        List<Picture> pictures = Charts.of(run);
        Path page = folder.resolve("index.html");
        Files.writeString(page, Page.of(run, pictures));
        System.out.println("\nwritten: " + page + " and " + JSON + " beside it");
    }

    /**
     * Writes tables into the page on performance, and JSON and pictures beside it.
     *
     * @throws IOException if the run has not measured all that is shown there; nothing was changed
     */
    public void writeDocs(Path docs) throws IOException {
        List<Picture> pictures = Charts.of(run);
        List<String> missing = new ArrayList<>(Charts.names());
        pictures.forEach(each -> missing.remove(each.name()));
        if (!missing.isEmpty()) {
            throw new IOException("the page on performance shows what this run has not measured: " + missing);
        }
        Path folder = Files.createDirectories(docs.resolve("performance"));
        run.write(folder.resolve(JSON));
        for (Picture picture : pictures) {
            Files.writeString(folder.resolve(picture.file()), picture.svg());
        }
        Path page = docs.resolve("performance.md");
        Files.writeString(page, Documentation.update(Files.readString(page), run));
    }
}
