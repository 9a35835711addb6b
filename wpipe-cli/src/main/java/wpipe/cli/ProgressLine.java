package wpipe.cli;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.function.LongSupplier;

/**
 * Says how far something is that takes its time. On a terminal it is one line with a bar, which is written over and over once
 * two seconds have passed; elsewhere now and then a line, so that a log stays readable.
 *
 * <p>Our own few lines, since the libraries for it bring one for terminals along that is larger than this whole command.
 */
final class ProgressLine {
    private static final int BAR = 30;
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long REDRAW_NANOS = 100_000_000L;

    /** Without a terminal: how many steps pass between two lines. */
    private static final int PLAIN_STEPS = 20;

    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private long planned;
    private long done;
    private long start;
    private long drawnAt;
    private int drawn;

    ProgressLine(PrintStream err, boolean terminal) {
        this(err, terminal, System::nanoTime);
    }

    ProgressLine(PrintStream err, boolean terminal, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    /** Whether standard output goes to somebody who looks at it; of standard error Java does not tell. */
    @SuppressWarnings("SystemConsoleNull") // before Java 22 it is null without a terminal
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22, where there is a console without a terminal as well.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    /** So many steps are to come. */
    void begin(long steps) {
        planned = steps;
        done = 0;
        start = nanoTime.getAsLong();
        drawnAt = start;
    }

    /** One step less. */
    void step() {
        done++;
        if (!terminal) {
            if (done % PLAIN_STEPS == 0) {
                err.println("  " + done + " of " + planned);
            }
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - start >= PATIENCE_NANOS && now - drawnAt >= REDRAW_NANOS) {
            drawnAt = now;
            draw(now);
        }
    }

    /** A line that stays, in the place of the bar, which comes again with the next step. */
    void println(String text) {
        clear();
        err.println(text);
    }

    private void draw(long now) {
        int full = (int) (BAR * done / Math.max(planned, 1));
        long left = Math.round((now - start) / 1e9 / done * (planned - done));
        String line = "  [" + "#".repeat(full) + ".".repeat(BAR - full) + "] " + done + " of " + planned + ", "
                + (left < 100 ? left + " s" : Math.round(left / 60.0) + " min") + " left";
        // Blanks over what was longer before.
        err.print("\r" + line + " ".repeat(Math.max(drawn - line.length(), 0)));
        err.flush();
        drawn = line.length();
    }

    private void clear() {
        if (drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            err.flush();
            drawn = 0;
        }
    }
}
