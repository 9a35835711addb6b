package wpipe.spi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Security identifiers of Windows in their usual form, {@code S-1-5-21-...}: the one place that writes and checks them.
 *
 * @since 0.1
 */
public final class Sids {
    /** The most that Windows has in one identifier. */
    public static final int MOST_SUBAUTHORITIES = 15;

    private static final long LARGEST_AUTHORITY = 0xFFFF_FFFF_FFFFL;
    private static final long LARGEST_SUBAUTHORITY = 0xFFFF_FFFFL;

    private static final Pattern FORM = Pattern.compile(
            "[Ss]-1-(?:0[xX]([0-9A-Fa-f]{1,12})|([0-9]{1,15}))((?:-[0-9]{1,10}){1," + MOST_SUBAUTHORITIES + "})");

    private Sids() {}

    /**
     * An identifier in the one form in which two are equal if they are the same: so it brings nothing else along, whatever it
     * is put into.
     *
     * @param what what it is, for the exception
     * @param sid the identifier
     * @return the identifier as Windows writes it
     * @throws IllegalArgumentException if it is none
     */
    public static String normalized(String what, String sid) {
        Objects.requireNonNull(sid, what);
        Matcher matcher = FORM.matcher(sid);
        if (!matcher.matches()) {
            throw invalid(what, sid);
        }
        long authority =
                matcher.group(1) != null ? Long.parseLong(matcher.group(1), 16) : Long.parseLong(matcher.group(2));
        long[] subauthorities = Arrays.stream(matcher.group(3).substring(1).split("-", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        if (authority > LARGEST_AUTHORITY
                || Arrays.stream(subauthorities).anyMatch(each -> each > LARGEST_SUBAUTHORITY)) {
            throw invalid(what, sid);
        }
        return text(authority, subauthorities);
    }

    /**
     * An identifier made of its parts.
     *
     * @param authority the identifier authority, 48 bits
     * @param subauthorities the subauthorities, 32 bits each
     * @return the identifier as Windows writes it
     */
    public static String text(long authority, long... subauthorities) {
        StringBuilder text = new StringBuilder("S-1-")
                .append(
                        authority > LARGEST_SUBAUTHORITY
                                ? String.format(Locale.ROOT, "0x%012x", authority)
                                : authority);
        for (long each : subauthorities) {
            text.append('-').append(each);
        }
        return text.toString();
    }

    private static IllegalArgumentException invalid(String what, String sid) {
        return new IllegalArgumentException(what + " '" + sid
                + "' is no security identifier; it must be like S-1-5-21-1004336348-1177238915-682003330-512");
    }
}
