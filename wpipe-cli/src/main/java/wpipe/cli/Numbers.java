package wpipe.cli;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers in options. Each says how many there are of something, so that none is below 1. */
final class Numbers {
    private Numbers() {}

    static int parseInt(String text) {
        return (int) parse(text, Integer.MAX_VALUE);
    }

    static long parseLong(String text) {
        return parse(text, Long.MAX_VALUE);
    }

    private static long parse(String text, long most) {
        BigInteger number;
        try {
            number = new BigInteger(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number; it must be 1 or more");
        }
        // What is too small is refused with all else that is: the least is not the same for all.
        if (number.abs().compareTo(BigInteger.valueOf(most)) > 0) {
            throw new TypeConversionException("'" + text + "' is too large; it must be at most " + most);
        }
        return number.longValue();
    }

    /** Refuses a value below 1. */
    static void check(CommandSpec command, String option, @Nullable Number value) {
        if (value != null && value.longValue() < 1) {
            throw new ParameterException(
                    command.commandLine(), option + " " + value + " is out of range; it must be 1 or more");
        }
    }
}
