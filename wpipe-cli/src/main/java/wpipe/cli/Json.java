package wpipe.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON (RFC 8259) with its members in the order they were added. Its text is all ASCII: what a console's
 * charset lacks, and half a surrogate pair in the name of a pipe, would not come through otherwise.
 */
final class Json {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** Adds a member: null, a boolean, a finite number, an array as of {@link #array}, or the text of anything else. */
    Json with(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /** An array, with a line for each of its elements. */
    static Array array(List<Json> elements) {
        return new Array(elements);
    }

    @Override
    public String toString() {
        return members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ": " + text(member.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String text(@Nullable Object value) {
        boolean plain = value == null || value instanceof Boolean || value instanceof Number || value instanceof Array;
        return plain ? String.valueOf(value) : quoted(String.valueOf(value));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** An array of objects. */
    record Array(List<Json> elements) {
        @Override
        public String toString() {
            return elements.isEmpty()
                    ? "[]"
                    : elements.stream().map(Json::toString).collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
        }
    }
}
