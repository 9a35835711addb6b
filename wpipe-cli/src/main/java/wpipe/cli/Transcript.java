package wpipe.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * What happens in the demo, as lines that a person can follow, and whether each message arrived. Safe to use from any
 * thread.
 */
final class Transcript {
    private static final int SHOWN = 50;

    private final PrintStream out;
    private int planned;
    private int arrived;

    Transcript(PrintStream out) {
        this.out = out;
    }

    synchronized void title(String text) {
        out.println();
        out.println(text);
    }

    synchronized void plan(int messages) {
        planned += messages;
    }

    /** Says what somebody does. */
    synchronized void does(String who, String what) {
        out.println("   " + String.format(Locale.ROOT, "%-8s", who) + "  " + what);
    }

    void writes(String who, byte[] message, String to) {
        does(who, "writes " + shown(message) + " to " + to);
    }

    /** Checks what somebody has read. */
    synchronized void reads(String who, byte[] message, String from, byte[] expected) {
        boolean right = Arrays.equals(message, expected);
        does(
                who,
                "reads  " + shown(message) + " from " + from
                        + (right ? "" : ", WRONG: it was to be " + shown(expected)));
        arrived += right ? 1 : 0;
    }

    synchronized boolean isComplete() {
        return arrived == planned;
    }

    synchronized String result() {
        return arrived + " of " + planned + " messages arrived";
    }

    private static String shown(byte[] message) {
        if (message.length == 0) {
            return "an empty message";
        }
        String text = new String(message, StandardCharsets.UTF_8);
        return text.length() <= SHOWN
                ? '"' + text + '"'
                : '"' + text.substring(0, SHOWN / 2) + "...\" (" + message.length + " bytes)";
    }
}
