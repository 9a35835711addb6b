package wpipe.cli;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Where the library's log messages go while the command runs: warnings to standard error as a line, all of ours with
 * {@code --verbose}. The JDK's own way would print two lines each and take its time to start.
 */
public final class Logs extends System.LoggerFinder {
    private static volatile boolean verbose;

    /** For {@link java.util.ServiceLoader}. */
    public Logs() {}

    static void setVerbose(boolean on) {
        verbose = on;
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Line(name);
    }

    private record Line(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            Level least = verbose && name.startsWith("wpipe") ? Level.DEBUG : Level.WARNING;
            return level != Level.OFF && level.getSeverity() >= least.getSeverity();
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                System.err.println("wpipe: [" + name + "] " + translated(bundle, text));
                if (thrown != null && verbose) {
                    thrown.printStackTrace();
                } else if (thrown != null) {
                    System.err.println("wpipe: [" + name + "] " + thrown);
                }
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            if (isLoggable(level)) {
                String text = translated(bundle, format);
                log(
                        level,
                        null,
                        values == null || values.length == 0 ? text : MessageFormat.format(text, values),
                        (Throwable) null);
            }
        }

        private static String translated(@Nullable ResourceBundle bundle, @Nullable String text) {
            if (text == null) {
                return "";
            }
            return bundle != null && bundle.containsKey(text) ? bundle.getString(text) : text;
        }
    }
}
