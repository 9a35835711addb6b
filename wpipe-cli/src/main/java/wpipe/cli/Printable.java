package wpipe.cli;

import java.util.Locale;

/**
 * Text of others for a terminal, which takes control characters for commands: any program of the machine may give a pipe a name that has some.
 */
final class Printable {
    private Printable() {}

    /** The text with each control character as a terminal shows it and does not obey it: a backslash, u and its number. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                printable.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
            } else {
                printable.append(c);
            }
        }
        return printable.toString();
    }
}
