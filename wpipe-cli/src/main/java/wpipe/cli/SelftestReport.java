package wpipe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import wpipe.api.Providers.Found;

/**
 * The file to attach to a bug report. Written as the tests go, so that it also says which test was the last one if the
 * JVM itself goes down.
 */
final class SelftestReport implements AutoCloseable {
    private final Path path;
    private final PrintWriter out;

    private SelftestReport(Path path, PrintWriter out) {
        this.path = path;
        this.out = out;
    }

    static SelftestReport open(Path path) throws IOException {
        try {
            return new SelftestReport(
                    path, new PrintWriter(Files.newBufferedWriter(path, StandardCharsets.UTF_8), true));
        } catch (FileSystemException e) {
            String why = e instanceof NoSuchFileException ? "no such folder" : Failures.reason(e);
            throw new IOException("cannot write the report " + path + ": " + why, e);
        }
    }

    Path path() {
        return path;
    }

    void head(List<Found> providers) {
        out.println("wpipe selftest");
        out.println();
        out.println("wpipe    " + Version.ofWpipe());
        out.println("system   " + Version.ofSystem());
        out.println("java     " + Version.ofJava() + ", " + System.getProperty("java.vendor"));
        for (Found found : providers) {
            out.println(
                    "provider " + found.name() + ", priority " + found.priority() + ", reach " + found.reach() + ", "
                            + (found.available() ? "available" : "not available: " + found.reason())
                            + (found.chosen() ? ", chosen" : ""));
        }
    }

    void begin(Pair pair) {
        out.println();
        out.println("== " + pair);
    }

    void started(String test) {
        out.print(test);
        out.flush();
    }

    void ended(Outcome outcome) {
        String reason = outcome.reason().isEmpty() ? "" : ", " + outcome.reason();
        out.println(" " + outcome.status() + ", " + Durations.text(outcome.time()) + reason);
        Throwable failure = outcome.failure();
        if (failure != null && outcome.status() == Outcome.Status.FAILED) {
            failure.printStackTrace(out);
        }
    }

    void line(String text) {
        out.println(text);
    }

    /** Fails if anything could not be written: a report that lacks something must not look whole. */
    @Override
    public void close() throws IOException {
        out.close();
        if (out.checkError()) {
            throw new IOException("the report could not be written to " + path);
        }
    }
}
