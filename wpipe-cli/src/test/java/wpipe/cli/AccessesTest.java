package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import wpipe.api.Access;
import wpipe.api.ServerOwner;

class AccessesTest {
    @Test
    void wordsAndTexts() {
        assertEquals(Access.ownerOnly(), Accesses.parse("owner"));
        assertEquals(Access.ownerAndAdministrators(), Accesses.parse("Administrators"));
        assertEquals(Access.authenticatedUsers(), Accesses.parse("authenticated"));
        assertEquals(Access.everyone(), Accesses.parse("EVERYONE"));
        assertEquals(Access.appContainer("S-1-15-2-1"), Accesses.parse("app:S-1-15-2-1"));
        assertEquals(Access.sddl("D:P(A;;FA;;;WD)"), Accesses.parse("SDDL:D:P(A;;FA;;;WD)"));
        assertEquals(ServerOwner.currentUser(), Accesses.parseOwner("Me"));
        assertEquals(ServerOwner.sid("S-1-5-18"), Accesses.parseOwner("s-1-5-18"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "sddl", "sddl:", "sddl:O:BA", "app:", "app:S-1-5-18", "D:P(A;;FA;;;WD)"})
    void whatIsNone(String text) {
        assertTrue(assertThrows(TypeConversionException.class, () -> Accesses.parse(text))
                        .getMessage()
                        .length()
                > 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SYSTEM", "S-1-5", "BA"})
    void whoIsNobody(String text) {
        String message = assertThrows(TypeConversionException.class, () -> Accesses.parseOwner(text))
                .getMessage();
        assertEquals("'" + text + "' is neither 'me' nor a security identifier such as S-1-5-18", message);
    }
}
