package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each access means to Windows. */
final class AccessTest {
    private static final String USER = "S-1-5-21-1-2-3-1001";
    private static final String OWNER = "O:S-1-5-21-1-2-3-1001D:P(A;;FA;;;S-1-5-21-1-2-3-1001)";
    private static final String APP = "S-1-15-2-1-2-3-4-5-6-7";
    private static final int FILE_CREATE_PIPE_INSTANCE = 0x4;
    private static final int GENERIC_RIGHTS = 0x12019f; // FILE_GENERIC_READ | FILE_GENERIC_WRITE

    @Test
    void nobodyIsAdmittedWhoIsNotSaid() {
        assertEquals(OWNER, Access.ownerOnly().toSddl(USER));
        assertEquals(OWNER + "(A;;FA;;;BA)", Access.ownerAndAdministrators().toSddl(USER));
        assertEquals(OWNER + "(A;;0x12019b;;;AU)", Access.authenticatedUsers().toSddl(USER));
        assertEquals(OWNER + "(A;;0x12019b;;;WD)", Access.everyone().toSddl(USER));
        assertEquals(
                OWNER + "(A;;0x12019b;;;" + APP + ")", Access.appContainer(APP).toSddl(USER));
    }

    @Test
    void othersMayNotAddInstancesUnlessGenericWriteIsAskedFor() {
        assertEquals(GENERIC_RIGHTS & ~FILE_CREATE_PIPE_INSTANCE, 0x12019b);
        assertEquals(
                OWNER + "(A;;0x12019f;;;AU)",
                Access.authenticatedUsers().withGenericWrite().toSddl(USER));
        assertEquals(
                OWNER + "(A;;0x12019f;;;WD)",
                Access.everyone().withGenericWrite().toSddl(USER));
        assertEquals(
                OWNER + "(A;;0x12019f;;;" + APP + ")",
                Access.appContainer(APP).withGenericWrite().toSddl(USER));
        for (Access access : List.of(Access.ownerOnly(), Access.ownerAndAdministrators(), Access.sddl("D:P"))) {
            assertSame(access, access.withGenericWrite());
        }
    }

    @Test
    void whatIsGivenIsGivenOn() {
        String sddl = "O:BAD:P(A;;FA;;;BA)S:(ML;;NW;;;LW)";
        assertEquals(sddl, Access.sddl(sddl).toSddl(USER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "O:BA", "hello", "FA", "(A;;FA;;;WD)", "O:BAG:DUS:(ML;;NW;;;LW)"})
    void withoutAListWindowsWouldTakeItsOwn(String sddl) {
        String message = assertThrows(IllegalArgumentException.class, () -> Access.sddl(sddl))
                .getMessage();
        assertTrue(message.startsWith("sddl '" + sddl + "' has no access list"), message);
    }

    @Test
    void aNulWouldCutTheList() {
        String message = assertThrows(IllegalArgumentException.class, () -> Access.sddl("D:(A;;FA;;;WD)\0(D;;FA;;;NU)"))
                .getMessage();
        assertTrue(message.contains("NUL at index 14"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "O::BAD:P, 1",
        "D::P, 1",
        "::D:P, 0",
        "X::D:P, 1",
        "D:(A;;FA;;;WD)::, 14",
        "D:PS::, 4",
        "D:P(::), 4",
        "D:(A;;FA;;;WD)(::), 15",
        "O:BA(x::)D:P, 6",
        "(x::)D:P, 2"
    })
    void twoColonsInARowEndNoProcess(String sddl, int index) {
        String message = assertThrows(IllegalArgumentException.class, () -> Access.sddl(sddl))
                .getMessage();
        assertEquals(
                "sddl '" + sddl + "' has two colons in a row at index " + index + ", where there must be one", message);
    }

    @Test
    void anEntryMayHaveThem() {
        String sddl = "D:(XA;;FA;;;WD;(@User.a == \"::\"))";
        assertEquals(sddl, Access.sddl(sddl).toSddl(USER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"S-1-5-18", "S-1-15-3-1", "S-1-15-2", "S-1-15-2-1)(A;;FA;;;WD", "AC", ""})
    void aContainerIsNoUser(String sid) {
        String message = assertThrows(IllegalArgumentException.class, () -> Access.appContainer(sid))
                .getMessage();
        assertTrue(message.startsWith("sid '" + sid + "' is "), message);
    }

    @Test
    void nullIsNobody() {
        assertThrows(NullPointerException.class, () -> Access.sddl(null));
        assertThrows(NullPointerException.class, () -> Access.appContainer(null));
        assertThrows(NullPointerException.class, () -> ServerOptions.defaults().withAccess(null));
    }

    @Test
    void equalIfTheSameUsersMayDoTheSame() {
        List<Access> all = List.of(
                Access.ownerOnly(),
                Access.ownerAndAdministrators(),
                Access.authenticatedUsers(),
                Access.everyone(),
                Access.everyone().withGenericWrite(),
                Access.appContainer(APP),
                Access.appContainer("S-1-15-2-2"),
                Access.sddl("D:P(A;;FA;;;WD)"),
                Access.sddl("D:(A;;FA;;;WD)"));
        for (int i = 0; i < all.size(); i++) {
            for (int k = 0; k < all.size(); k++) {
                if (i == k) {
                    assertEquals(all.get(i), all.get(k));
                } else {
                    assertNotEquals(all.get(i), all.get(k));
                    assertNotEquals(all.get(i).toString(), all.get(k).toString());
                }
            }
        }
        assertEquals(Access.appContainer(APP), Access.appContainer(APP.toLowerCase(java.util.Locale.ROOT)));
        assertEquals(
                Access.sddl("D:P(A;;FA;;;WD)").hashCode(),
                Access.sddl("D:P(A;;FA;;;WD)").hashCode());
    }
}
