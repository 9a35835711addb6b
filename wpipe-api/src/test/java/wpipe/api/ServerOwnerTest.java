package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerOwnerTest {
    private static final String SYSTEM = "S-1-5-18";
    private static final List<String> MINE = List.of("S-1-5-21-1-2-3-1001", "S-1-5-32-544");

    @Test
    void anyoneIsAnyone() {
        assertTrue(ServerOwner.anyone().isAnyone());
        assertTrue(ServerOwner.anyone().accepts(SYSTEM, List.of()));
        assertTrue(ServerOwner.anyone().accepts("", List.of()));
    }

    @Test
    void theCurrentUserIsOneOfHisOwn() {
        ServerOwner owner = ServerOwner.currentUser();
        assertFalse(owner.isAnyone());
        assertTrue(owner.accepts(MINE.get(0), MINE));
        assertTrue(owner.accepts(MINE.get(1), MINE));
        assertFalse(owner.accepts(SYSTEM, MINE));
        assertFalse(owner.accepts("", MINE));
        assertFalse(owner.accepts(MINE.get(0), List.of()));
    }

    @Test
    void aCertainOneIsNoOther() {
        ServerOwner owner = ServerOwner.sid("s-1-5-018");
        assertFalse(owner.isAnyone());
        assertTrue(owner.accepts(SYSTEM, MINE));
        assertFalse(owner.accepts("S-1-5-19", MINE));
        assertFalse(owner.accepts(MINE.get(0), MINE));
        assertFalse(owner.accepts("", MINE));
    }

    @Test
    void itIsASecurityIdentifier() {
        assertEquals(
                "sid 'SYSTEM' is no security identifier; it must be like"
                        + " S-1-5-21-1004336348-1177238915-682003330-512",
                assertThrows(IllegalArgumentException.class, () -> ServerOwner.sid("SYSTEM"))
                        .getMessage());
        assertThrows(NullPointerException.class, () -> ServerOwner.sid(null));
    }

    @Test
    void equalIfTheSameOnesWillDo() {
        assertEquals(ServerOwner.sid(SYSTEM), ServerOwner.sid("S-1-5-0018"));
        assertEquals(
                ServerOwner.sid(SYSTEM).hashCode(),
                ServerOwner.sid("S-1-5-0018").hashCode());
        assertNotEquals(ServerOwner.sid(SYSTEM), ServerOwner.sid("S-1-5-19"));
        assertNotEquals(ServerOwner.anyone(), ServerOwner.currentUser());
        assertEquals("sid(S-1-5-18)", ServerOwner.sid(SYSTEM).toString());
        assertEquals("currentUser()", ServerOwner.currentUser().toString());
    }
}
