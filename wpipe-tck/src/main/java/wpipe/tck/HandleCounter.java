package wpipe.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Counts the handles of this process by a program of the platform's, where the system does not tell the process itself. */
final class HandleCounter {
    private static final String PROGRAM = "wpipe.tck.handles";

    private HandleCounter() {}

    /** What the program says that a property names; empty where it names none. */
    static OptionalLong count() {
        return count(System.getProperty(PROGRAM));
    }

    static OptionalLong count(@Nullable String program) {
        if (program == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(ask(program));
        } catch (IOException e) {
            throw new UncheckedIOException(program + " (system property " + PROGRAM + ") cannot be run", e);
        }
    }

    private static long ask(String program) throws IOException {
        Process process = new ProcessBuilder(
                        program, Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said;
        try (InputStream output = process.getInputStream()) {
            said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        try {
            return Long.parseLong(said);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    program + " (system property " + PROGRAM + ") says '" + said + "', not a count of handles", e);
        }
    }
}
