package wpipe.ffm;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What GraalVM's native-image must know beforehand is that which the binding does. The binding loads on Windows only, so its
 * source is asked: it says of each function what it takes in one way, and that no function says it in another is checked.
 */
class NativeImageTest {
    private static final String UPDATE = "wpipe.metadata.update";
    private static final Path SOURCES = Path.of("src/main/java/wpipe/ffm");
    private static final Path METADATA =
            Path.of("src/main/resources/META-INF/native-image/io.github.wpipe/wpipe-ffm/reachability-metadata.json");

    private static final Pattern LAYOUT =
            Pattern.compile("static final MemoryLayout (\\w+) = ValueLayout\\.JAVA_(\\w+);");
    private static final Pattern HANDLE = Pattern.compile("MethodHandle \\w+\\s*=");
    private static final Pattern FUNCTION = Pattern.compile(
            "MethodHandle \\w+\\s*=\\s*(function|plainFunction|procedure)\\(\\s*\"\\w+\"((?:,\\s*\\w+)+)\\);");

    @Test
    void theMetadataNamesTheDowncallsOfTheBindingAndNoOthers() throws IOException {
        String source = source();
        Map<String, String> types = new TreeMap<>();
        LAYOUT.matcher(source)
                .results()
                .forEach(layout ->
                        types.put(layout.group(1), "j" + layout.group(2).toLowerCase(Locale.ROOT)));
        List<MatchResult> functions = FUNCTION.matcher(source).results().toList();
        Set<String> downcalls = new TreeSet<>();
        for (MatchResult function : functions) {
            downcalls.add(downcall(function, types));
        }

        assertEquals(
                HANDLE.matcher(source).results().count(),
                functions.size(),
                "functions that are declared in another way");
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(METADATA, metadata(downcalls));
        }
        assertEquals(metadata(downcalls), Files.readString(METADATA), METADATA + ": -D" + UPDATE + "=true writes it");
    }

    private static String source() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            StringBuilder source = new StringBuilder();
            for (Path file : files.toList()) {
                source.append(Files.readString(file));
            }
            return source.toString();
        }
    }

    private static String downcall(MatchResult function, Map<String, String> types) {
        List<String> layouts =
                new ArrayList<>(List.of(function.group(2).substring(1).strip().split("[\\s,]+", -1)));
        layouts.replaceAll(types::get);
        String result = function.group(1).equals("procedure") ? "void" : layouts.remove(0);
        String parameters = layouts.stream().map(layout -> "\"" + layout + "\"").collect(joining(", "));
        String options = function.group(1).equals("function") ? ", \"options\": {\"captureCallState\": true}" : "";
        return "      {\"returnType\": \"" + result + "\", \"parameterTypes\": [" + parameters + "]" + options + "}";
    }

    private static String metadata(Set<String> downcalls) {
        return """
                {
                  "reflection": [
                    {"type": "wpipe.ffm.FfmProvider", "methods": [{"name": "<init>", "parameterTypes": []}]}
                  ],
                  "foreign": {
                    "downcalls": [
                %s
                    ]
                  }
                }
                """.formatted(String.join(",\n", downcalls));
    }
}
