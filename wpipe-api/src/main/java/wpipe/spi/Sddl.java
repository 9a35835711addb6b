package wpipe.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a security descriptor in Windows' language for it (SDDL): just enough of that language to find them, none
 * of what they mean, which is Windows' own affair.
 *
 * @since 0.1
 */
public final class Sddl {
    /** The kind of what stands before all kinds, where nothing should be. */
    private static final char NO_KIND = '?';

    private Sddl() {}

    /**
     * A part of a descriptor.
     *
     * @param kind what it belongs to: 'O' (owner), 'G' (group), 'D' (access list) or 'S' (audit list); '?' for what stands
     *     before all of them
     * @param text an entry of a list with its parentheses, or else what follows the kind
     * @param index where that begins in the whole
     * @since 0.1
     */
    public record Part(char kind, String text, int index) {
        /**
         * A descriptor with nothing but this part.
         *
         * @return the descriptor
         */
        public String alone() {
            return kind == NO_KIND ? text : kind + ":" + text;
        }
    }

    /**
     * Whether a descriptor has an access list, be it an empty one.
     *
     * @param sddl the descriptor
     * @return true if there is a {@code D:} outside of parentheses
     */
    public static boolean hasAccessList(String sddl) {
        return parts(sddl).stream().anyMatch(part -> part.kind() == 'D');
    }

    /**
     * The parts of a descriptor, in its order: each entry of a list by itself. An entry whose parenthesis is not closed goes to
     * the end.
     *
     * @param sddl the descriptor
     * @return its parts
     */
    public static List<Part> parts(String sddl) {
        List<Part> parts = new ArrayList<>();
        char kind = NO_KIND;
        boolean named = false;
        int begin = 0;
        int i = 0;
        while (i < sddl.length()) {
            int end = i + 1;
            if (isKind(sddl, i)) {
                add(parts, kind, sddl, begin, i, named);
                kind = Character.toUpperCase(sddl.charAt(i));
                named = true;
                end = i + 2;
                begin = end;
            } else if (sddl.charAt(i) == '(') {
                add(parts, kind, sddl, begin, i, named);
                named = false;
                end = endOfEntry(sddl, i);
                add(parts, kind, sddl, i, end, false);
                begin = end;
            }
            i = end;
        }
        add(parts, kind, sddl, begin, sddl.length(), named);
        return parts;
    }

    private static void add(List<Part> parts, char kind, String sddl, int begin, int end, boolean evenIfEmpty) {
        String text = sddl.substring(begin, end);
        if (evenIfEmpty || !text.isBlank()) {
            parts.add(new Part(kind, text, begin));
        }
    }

    private static boolean isKind(String sddl, int index) {
        return index + 1 < sddl.length()
                && sddl.charAt(index + 1) == ':'
                && "OGDSogds".indexOf(sddl.charAt(index)) >= 0;
    }

    /** Behind the parenthesis that closes the one at an index: a condition has some of its own, and text in quotes. */
    private static int endOfEntry(String sddl, int begin) {
        int depth = 0;
        boolean quoted = false;
        for (int i = begin; i < sddl.length(); i++) {
            char c = sddl.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && --depth == 0) {
                return i + 1;
            }
        }
        return sddl.length();
    }
}
