package wpipe.jna;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What GraalVM's native-image must know beforehand: the functions that JNA links by reflection, the library that it
 * unpacks, and what that library looks up from native code, which is the same on every system.
 */
class NativeImageTest {
    private static final String UPDATE = "wpipe.metadata.update";
    private static final Path METADATA =
            Path.of("src/main/resources/META-INF/native-image/io.github.wpipe/wpipe-jna/reachability-metadata.json");
    private static final List<String> LIBRARIES =
            List.of("com/sun/jna/win32-x86-64/jnidispatch.dll", "com/sun/jna/win32-aarch64/jnidispatch.dll");

    private static final Pattern TYPE = Pattern.compile("\\{\"type\": \"([^\"]+)\"(.*)\\},?");
    private static final Pattern MEMBER =
            Pattern.compile("\\{\"name\": \"([^\"]+)\"(?:, \"parameterTypes\": \\[(.*?)])?}");
    private static final Pattern FUNCTIONS = Pattern.compile(
            "(?:    \\{\"type\": \"wpipe\\.jna\\.\\w+\", \"jniAccessible\": true, [^{]*\n(?:      .*\n)+    ]},\n)+");
    /** A name that the library passes to FindClass: by itself, not within a signature. */
    private static final Pattern CLASS_NAME = Pattern.compile("(?<=\0)(?:com/sun/jna|java/\\w+)/[\\w$/]+(?=\0)");

    @Test
    void theMetadataNamesTheFunctionsOfTheBindingAndNoOthers() throws IOException, ReflectiveOperationException {
        StringBuilder types = new StringBuilder();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/wpipe/jna"))) {
            for (Path source : sources.sorted().toList()) {
                String name = "wpipe.jna." + source.getFileName().toString().replace(".java", "");
                String functions =
                        functions(Class.forName(name, false, getClass().getClassLoader()));
                if (!functions.isEmpty()) {
                    types.append("    {\"type\": \"" + name + "\", \"jniAccessible\": true, \"methods\": [\n"
                            + functions + "\n    ]},\n");
                }
            }
        }
        String metadata = Files.readString(METADATA);
        Matcher listed = FUNCTIONS.matcher(metadata);
        assertTrue(listed.find(), METADATA + " names no functions");
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(
                    METADATA, metadata.substring(0, listed.start()) + types + metadata.substring(listed.end()));
        } else {
            assertEquals(types.toString(), listed.group(), METADATA + ": -D" + UPDATE + "=true writes it");
        }
    }

    private static String functions(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isNative(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> "      {\"name\": \"" + method.getName() + "\", \"parameterTypes\": ["
                        + parameters(method) + "]}")
                .collect(joining(",\n"));
    }

    private static String parameters(Executable method) {
        return Stream.of(method.getParameterTypes())
                .map(type -> "\"" + type.getTypeName() + "\"")
                .collect(joining(", "));
    }

    @Test
    void theMetadataNamesWhatTheLibraryOfJnaLooksUp() throws IOException {
        String metadata = Files.readString(METADATA);
        Set<String> listed =
                TYPE.matcher(metadata).results().map(type -> type.group(1)).collect(Collectors.toSet());
        for (String library : LIBRARIES) {
            assertTrue(metadata.contains("{\"glob\": \"" + library + "\"}"), library);
            Set<String> missing = classNamesIn(library);
            assertFalse(missing.isEmpty(), library + " looks up nothing");
            missing.removeAll(listed);
            assertEquals(Set.of(), missing, library + " looks up what " + METADATA + " does not name");
        }
    }

    @Test
    void theMetadataNamesOnlyWhatThereIs() throws ReflectiveOperationException, IOException {
        for (String line : Files.readAllLines(METADATA)) {
            Matcher type = TYPE.matcher(line.strip());
            if (type.matches()) {
                Class<?> named = Class.forName(type.group(1), false, Pointer.class.getClassLoader());
                Matcher member = MEMBER.matcher(type.group(2));
                while (member.find()) {
                    assertTrue(has(named, member.group(1), member.group(2)), named + " has no " + member.group());
                }
            }
        }
    }

    /** Whether there is such a field, or, with parameters, such a method or constructor. */
    private static boolean has(Class<?> type, String name, String parameters) {
        if (parameters == null) {
            return Stream.of(type.getDeclaredFields())
                    .anyMatch(field -> field.getName().equals(name));
        }
        boolean constructor = name.equals("<init>");
        return Stream.of(constructor ? type.getDeclaredConstructors() : type.getDeclaredMethods())
                .filter(each -> constructor || each.getName().equals(name))
                .map(NativeImageTest::parameters)
                .anyMatch(parameters::equals);
    }

    private static Set<String> classNamesIn(String library) throws IOException {
        try (InputStream in = Pointer.class.getResourceAsStream("/" + library)) {
            return CLASS_NAME
                    .matcher(new String(in.readAllBytes(), ISO_8859_1))
                    .results()
                    .map(name -> name.group().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
