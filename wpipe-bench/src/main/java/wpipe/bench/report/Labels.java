package wpipe.bench.report;

import java.util.Locale;
import java.util.stream.Collectors;

/** How numbers and circumstances are written. */
final class Labels {
    private Labels() {}

    /** A measurement with all that tells it from others. */
    static String whole(Measurement measurement) {
        return measurement.question() + " " + measurement.provider() + " (" + what(measurement) + ")";
    }

    /** All that tells a measurement from others with the same question and provider. */
    static String what(Measurement measurement) {
        return measurement.circumstances().entrySet().stream()
                .filter(each -> !each.getKey().equals("provider"))
                .map(each -> switch (each.getKey()) {
                    case "size" -> size(each.getValue());
                    case "clients" -> each.getValue().equals("1") ? "1 client" : each.getValue() + " clients";
                    case "threads" -> each.getValue() + " threads";
                    default -> each.getValue();
                })
                .collect(Collectors.joining(", "));
    }

    /** Bytes of an operation, of which a hundredth is none. */
    static String garbage(double bytes) {
        return bytes < 0.05 ? "0" : String.format(Locale.ROOT, bytes < 10 ? "%.1f" : "%,.0f", bytes);
    }

    /** A size in bytes that is given in digits. */
    static String size(String bytes) {
        long size = Long.parseLong(bytes);
        if (size >= 1 << 20 && size % (1 << 20) == 0) {
            return (size >> 20) + " MiB";
        }
        return size >= 1 << 10 && size % (1 << 10) == 0 ? (size >> 10) + " KiB" : size + " B";
    }

    /** With its unit. */
    static String score(Measurement measurement) {
        double value = measurement.score().value();
        return measurement.unit().equals(Measurement.PER_SECOND)
                ? number(value) + " a second"
                : number(value) + " " + measurement.unit();
    }

    /** With three digits at least, where there are as many. */
    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 || value == 0 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    /** A part of one. */
    static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * 100);
    }
}
