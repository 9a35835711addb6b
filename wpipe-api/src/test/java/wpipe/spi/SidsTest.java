package wpipe.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SidsTest {
    @ParameterizedTest
    @CsvSource({
        "S-1-5-18, S-1-5-18",
        "s-1-05-0018, S-1-5-18",
        "S-1-0x5-18, S-1-5-18",
        "S-1-5-21-4294967295-0-1, S-1-5-21-4294967295-0-1",
        "S-1-0xFFFFFFFFFFFF-1, S-1-0xffffffffffff-1",
        "S-1-4294967295-1, S-1-4294967295-1",
        "S-1-4294967296-1, S-1-0x000100000000-1",
        "S-1-15-2-1-2-3-4-5-6-7-8-9-10-11-12-13-14, S-1-15-2-1-2-3-4-5-6-7-8-9-10-11-12-13-14",
    })
    void haveOneForm(String sid, String normalized) {
        assertEquals(normalized, Sids.normalized("sid", sid));
        assertEquals(normalized, Sids.normalized("sid", normalized));
    }

    /** What is let through is put into an access list: it must not bring another entry along. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "S-1-5",
                "S-1-5-",
                "S-2-5-18",
                "S-1-5-18)(A;;FA;;;WD",
                "S-1-5-18 ",
                " S-1-5-18",
                "S-1-5-18\n",
                "S-1-5-4294967296",
                "S-1-5-99999999999",
                "S-1-0x1000000000000-1",
                "S-1-281474976710656-1",
                "S-1-999999999999999-1",
                "S-1-5--1",
                "S-1-5-+1",
                "S-1-5-0x1",
                "S-1-5-٣",
                "S-1-15-2-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15",
                "BA",
                "WD"
            })
    void everythingElseIsNone(String sid) {
        String message = assertThrows(IllegalArgumentException.class, () -> Sids.normalized("owner", sid))
                .getMessage();
        assertTrue(message.startsWith("owner '" + sid + "' is no security identifier"), message);
    }

    @Test
    void nullIsNone() {
        assertThrows(NullPointerException.class, () -> Sids.normalized("sid", null));
    }
}
