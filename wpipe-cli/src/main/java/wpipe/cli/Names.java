package wpipe.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;
import wpipe.api.Framing;
import wpipe.api.Mode;

/** Modes and framings as they are written on the command line: in lower case, with hyphens. */
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

    private static <E extends Enum<E>> E parse(E[] values, String what, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no " + what + "; it must be "
                        + Arrays.stream(values).map(Names::of).collect(Collectors.joining(", "))));
    }

    static String of(Enum<?> value) {
        return value == Mode.SINGLE_TRANSACTION
                ? SINGLE
                : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
