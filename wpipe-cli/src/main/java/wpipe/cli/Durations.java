package wpipe.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: 500ms, 1.5s, 2m, 1h; or as ISO 8601 has them: PT1.5S. */
final class Durations {
    /** Longer than anything: what the library takes for no limit at all. */
    static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s|m|h)");
    private static final int NANO_DIGITS_OF_A_MILLI = 6;

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(millisIn(matcher.group(2)));
            BigDecimal rest = millis.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS_OF_A_MILLI);
            return Duration.ofMillis(millis.longValue()).plusNanos(rest.longValue());
        }
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // The same message as for a negative one says all there is to say.
        }
        throw new TypeConversionException(
                "'" + text + "' is not a duration; write it like 500ms, 5s, 2m, 1h or PT1.5S");
    }

    private static BigDecimal millisIn(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    case "m" -> 60_000;
                    default -> 3_600_000;
                });
    }

    /** As short as it can be said. */
    static String text(Duration duration) {
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + " ms";
        }
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
