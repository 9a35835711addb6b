package wpipe.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;
import wpipe.api.Mode;

/** Modes as they are written on the command line. */
final class Modes {
    private static final String SINGLE = "single";

    private Modes() {}

    /** In whatever case; PyWPipe's long name will do as well. */
    static Mode parse(String text) {
        String name = text.replace('-', '_').toUpperCase(Locale.ROOT);
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.name().equals(name) || name(mode).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no mode; it must be "
                        + Arrays.stream(Mode.values()).map(Modes::name).collect(Collectors.joining(", "))));
    }

    static String name(Mode mode) {
        return mode == Mode.SINGLE_TRANSACTION ? SINGLE : mode.name().toLowerCase(Locale.ROOT);
    }
}
