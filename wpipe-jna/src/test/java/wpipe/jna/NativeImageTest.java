package wpipe.jna;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What GraalVM's native-image must know beforehand: the functions that JNA links by reflection, the library that it
 * unpacks, and what that library looks up from native code, which is the same on every system.
 */
class NativeImageTest {
    private static final Path METADATA =
            Path.of("src/main/resources/META-INF/native-image/io.github.wpipe/wpipe-jna/reachability-metadata.json");
    private static final List<String> LIBRARIES =
            List.of("com/sun/jna/win32-x86-64/jnidispatch.dll", "com/sun/jna/win32-aarch64/jnidispatch.dll");

    private static final Pattern TYPE = Pattern.compile("\\{\"type\": \"([^\"]+)\"(.*)\\},?");
    private static final Pattern MEMBER =
            Pattern.compile("\\{\"name\": \"([^\"]+)\"(?:, \"parameterTypes\": \\[(.*?)])?}");
    /** A name that the library passes to FindClass: by itself, not within a signature. */
    private static final Pattern CLASS_NAME = Pattern.compile("(?<=\0)(?:com/sun/jna|java/\\w+)/[\\w$/]+(?=\0)");

    @ParameterizedTest
    @ValueSource(classes = {Advapi32Dll.class, Kernel32Dll.class})
    void theMetadataNamesTheFunctionsOfTheBindingAndNoOthers(Class<?> dll) throws IOException {
        String functions = Stream.of(dll.getDeclaredMethods())
                .filter(method -> Modifier.isNative(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName))
                .map(method -> "      {\"name\": \"" + method.getName() + "\", \"parameterTypes\": ["
                        + Stream.of(method.getParameterTypes())
                                .map(type -> "\"" + type.getTypeName() + "\"")
                                .collect(joining(", "))
                        + "]}")
                .collect(joining(",\n"));
        String metadata = Files.readString(METADATA);
        int start = metadata.indexOf("\"" + dll.getName() + "\"");
        int end = metadata.indexOf("\n    ]}", start);
        assertTrue(start >= 0 && end >= start, METADATA + " does not speak of " + dll);

        assertEquals(
                "\"" + dll.getName() + "\", \"jniAccessible\": true, \"methods\": [\n" + functions,
                metadata.substring(start, end),
                METADATA + " is to have what was expected");
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
                .map(each -> Stream.of(each.getParameterTypes())
                        .map(parameter -> "\"" + parameter.getTypeName() + "\"")
                        .collect(joining(", ")))
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
