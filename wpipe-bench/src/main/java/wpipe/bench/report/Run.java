package wpipe.bench.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that one run has measured.
 *
 * @param circumstances what holds for all of it, by name: when, on which machine, by which command
 * @param measurements in the order in which they were made
 * @param failures what could not be measured, and why
 */
public record Run(Map<String, String> circumstances, List<Measurement> measurements, List<String> failures) {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** Writes it as JSON. */
    public void write(Path file) throws IOException {
        Files.writeString(file, GSON.toJson(this) + "\n");
    }

    /** Reads what was written. */
    public static Run read(Path file) throws IOException {
        try {
            Run run = GSON.fromJson(Files.readString(file), Run.class);
            if (run == null || run.circumstances == null || run.measurements == null || run.failures == null) {
                throw new IOException(file + " is not the JSON of a run");
            }
            return run;
        } catch (JsonParseException e) {
            throw new IOException(file + " is not the JSON of a run", e);
        }
    }
}
