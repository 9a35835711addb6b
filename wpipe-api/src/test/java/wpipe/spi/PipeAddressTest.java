package wpipe.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 1.2 and 1.3. */
final class PipeAddressTest {
    private static String refusal(String name) {
        return assertThrows(IllegalArgumentException.class, () -> PipeAddress.local(name))
                .getMessage();
    }

    private static String hostRefusal(String host) {
        String atOnce = assertThrows(IllegalArgumentException.class, () -> PipeAddress.checkHost(host))
                .getMessage();
        String made = assertThrows(IllegalArgumentException.class, () -> PipeAddress.of(host, "name"))
                .getMessage();
        assertEquals(atOnce, made);
        return atOnce;
    }

    @Test
    void pathHasThePrefixOnce() {
        PipeAddress local = PipeAddress.local("Some name");
        assertEquals("\\\\.\\pipe\\Some name", local.path());
        assertEquals("\\\\.\\pipe\\Some name", local.toString());
        assertEquals("Some name", local.name());
        assertEquals(".", local.host());
        assertEquals("\\\\host-1\\pipe\\n", PipeAddress.of("host-1", "n").path());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 246, 247})
    void lengthsThatFit(int length) {
        String name = "x".repeat(length);
        assertEquals(name, PipeAddress.local(name).name());
        assertEquals(length + 9, PipeAddress.local(name).path().length());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 248, 256, 1000})
    void lengthsThatDoNot(int length) {
        String name = "x".repeat(length);
        assertEquals(
                "pipe name '" + name + "' has " + length + " characters; it must have 1 to 247 (256 with the prefix)",
                refusal(name));
    }

    /** 256 is what Windows takes for a pipe of this machine; the name of another machine does not count. */
    @Test
    void theLengthOfTheHostDoesNotCount() {
        PipeAddress address = PipeAddress.of("h".repeat(255), "x".repeat(247));
        assertEquals(247, address.name().length());
    }

    @ParameterizedTest
    @ValueSource(chars = {'\\', '/', 0, 1, '\t', '\n', '\r', 27, 31})
    void forbiddenCharactersAnywhere(char c) {
        String code = String.format(Locale.ROOT, "U+%04X", (int) c);
        for (int index = 0; index < 3; index++) {
            String name = new StringBuilder("ab").insert(index, c).toString();
            assertEquals(
                    "pipe name '" + name + "' has the character " + code + " at index " + index
                            + "; it must have no backslash, slash or control character, and is given without the"
                            + " prefix \\\\.\\pipe\\",
                    refusal(name));
        }
    }

    @Test
    void allOfC0IsForbidden() {
        for (char c = 0; c < ' '; c++) {
            String name = "a" + c + "b";
            assertTrue(refusal(name).contains("at index 1;"), () -> "U+" + Integer.toHexString(name.charAt(1)));
        }
    }

    /** The mistake that is made most often: the message must say what to do. */
    @Test
    void aPathIsNoName() {
        assertTrue(refusal("\\\\.\\pipe\\name").contains("is given without the prefix \\\\.\\pipe\\"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a.", " ", "a ", "a. ", "a .", "\u00e4."})
    void noDotOrSpaceAtTheEnd(String name) {
        assertEquals("pipe name '" + name + "' must not end with a dot or a space", refusal(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " a", ".a", "a.b c", "a:b*c?\"<>|", "\u00c4\u4e2d\ud83d\ude00", "a\u00a0", "CON"})
    void everythingElseIsAName(String name) {
        assertEquals(name, PipeAddress.local(name).name());
    }

    @Test
    void nullIsNamed() {
        assertEquals(
                "name",
                assertThrows(NullPointerException.class, () -> PipeAddress.local(null))
                        .getMessage());
        assertEquals(
                "host",
                assertThrows(NullPointerException.class, () -> PipeAddress.of(null, "a"))
                        .getMessage());
    }

    @Test
    void namesAndHostsIgnoreCase() {
        PipeAddress address = PipeAddress.of("Host", "Pipe\u00e4");
        PipeAddress other = PipeAddress.of("hOST", "pIPE\u00c4");
        assertEquals(address, other);
        assertEquals(address.hashCode(), other.hashCode());
        assertEquals(address.key(), other.key());
        assertEquals("Pipe\u00e4", address.name());
        assertNotEquals(address, PipeAddress.of("Host2", "Pipe\u00e4"));
        assertNotEquals(address, PipeAddress.of("Host", "Pipe\u00e42"));
        assertNotEquals(address, (Object) address.path());
    }

    /** In Turkish i and I are not the same letter; on Windows they are, whatever the language of the user. */
    @Test
    void caseDoesNotDependOnTheLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertEquals(PipeAddress.local("PIPE"), PipeAddress.local("pipe"));
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Windows compares letter by letter, and has no letter that is two in upper case. */
    @Test
    void noLetterEqualsTwo() {
        assertNotEquals(PipeAddress.local("stra\u00dfe"), PipeAddress.local("STRASSE"));
        assertNotEquals(PipeAddress.local("\ufb01n"), PipeAddress.local("FIN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "a", "A-b_c.d9", "10.0.0.1", "x--y", "1"})
    void hosts(String host) {
        assertEquals(host, PipeAddress.of(host, "n").host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", "a.", ".a", "-a", "a-", "_a", "a b", "a\\b", "a/b", "::1", "\u00e4", "a\u0000", " ", "a\n"
            })
    void noHosts(String host) {
        assertEquals(
                "host '" + host
                        + "' must be '.', or letters, digits, '.', '-' and '_' that start and end with a letter or digit",
                hostRefusal(host));
    }

    @Test
    void lengthsOfHosts() {
        String longest = "h".repeat(255);
        assertEquals(longest, PipeAddress.of(longest, "n").host());
        assertEquals("host '' must have 1 to 255 characters", hostRefusal(""));
        String longer = "h".repeat(256);
        assertEquals("host '" + longer + "' must have 1 to 255 characters", hostRefusal(longer));
    }
}
