package wpipe.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;
import wpipe.api.Framing;
import wpipe.api.Mode;

/** Modes, framings and the like as they are written on the command line: in lower case, with hyphens. */
final class Names {
    private static final String SINGLE = "single";

    private Names() {}

    /** In whatever case; PyWPipe's long name for single will do as well. */
    static Mode mode(String text) {
        return SINGLE.equalsIgnoreCase(text) ? Mode.SINGLE_TRANSACTION : parse(Mode.values(), "mode", text);
    }

    static Framing framing(String text) {
        return parse(Framing.values(), "framing", text);
    }

    static Format format(String text) {
        return parse(Format.values(), "format", text);
    }

    static CompletionCommand.Shell shell(String text) {
        return parse(CompletionCommand.Shell.values(), "shell", text);
    }

    private static <E extends Enum<E>> E parse(E[] values, String what, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no " + what + "; it must be "
                        + oneOf(Arrays.stream(values).map(Names::of).toList())));
    }

    /** Alternatives in a sentence: a, b or c. */
    static String oneOf(List<String> names) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    static String of(Enum<?> value) {
        return value == Mode.SINGLE_TRANSACTION
                ? SINGLE
                : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
