package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.ListenSecurity;

/** The options of servers and clients that section 8 of the contract is about. */
final class SecurityOptionsTest {
    private static final List<UnaryOperator<ServerOptions>> SERVER = List.of(
            o -> o.withAccess(Access.everyone()),
            o -> o.withRemoteClients(true),
            o -> o.withSharedName(true),
            o -> o.withBothRights(true));

    private static final List<UnaryOperator<ClientOptions>> CLIENT = List.of(
            o -> o.withImpersonation(ImpersonationLevel.IMPERSONATION),
            o -> o.withServerOwner(ServerOwner.currentUser()),
            o -> o.withBothRights(true));

    @Test
    void theDefaultsAreTheSafeOnes() {
        assertEquals(ListenSecurity.DEFAULT, ServerOptions.defaults().security());
        assertEquals(ConnectSecurity.DEFAULT, ClientOptions.defaults().security());
        assertEquals(Access.ownerOnly(), ServerOptions.defaults().access());
        assertFalse(ServerOptions.defaults().remoteClients());
        assertFalse(ServerOptions.defaults().sharedName());
        assertFalse(ServerOptions.defaults().bothRights());
        assertFalse(ClientOptions.defaults().bothRights());
        assertEquals(ImpersonationLevel.IDENTIFICATION, ClientOptions.defaults().impersonation());
        assertEquals(ServerOwner.anyone(), ClientOptions.defaults().serverOwner());
    }

    @Test
    void eachIsPassedOn() {
        assertEquals(
                new ListenSecurity(Access.ownerOnly(), true, false, false),
                ServerOptions.defaults().withRemoteClients(true).security());
        assertEquals(
                new ListenSecurity(Access.ownerOnly(), false, false, true),
                ServerOptions.defaults().withBothRights(true).security());
        assertEquals(
                new ListenSecurity(Access.everyone(), false, false, false),
                ServerOptions.defaults().withAccess(Access.everyone()).security());
        assertEquals(
                new ConnectSecurity(ImpersonationLevel.ANONYMOUS, ServerOwner.anyone(), false),
                ClientOptions.defaults()
                        .withImpersonation(ImpersonationLevel.ANONYMOUS)
                        .security());
        assertEquals(
                new ConnectSecurity(ImpersonationLevel.IDENTIFICATION, ServerOwner.currentUser(), false),
                ClientOptions.defaults()
                        .withServerOwner(ServerOwner.currentUser())
                        .security());
        assertEquals(
                new ConnectSecurity(ImpersonationLevel.IDENTIFICATION, ServerOwner.anyone(), true),
                ClientOptions.defaults().withBothRights(true).security());
        assertEquals(
                new ListenSecurity(Access.ownerOnly(), false, true, false),
                ServerOptions.defaults().withSharedName(true).security());
        assertTrue(ServerOptions.defaults().withSharedName(true).sharedName());
        assertTrue(ServerOptions.defaults().withRemoteClients(true).remoteClients());
        assertTrue(ServerOptions.defaults().withBothRights(true).bothRights());
        assertTrue(ClientOptions.defaults().withBothRights(true).bothRights());
    }

    @Test
    void nullIsNoValue() {
        assertThrows(NullPointerException.class, () -> ClientOptions.defaults().withImpersonation(null));
        assertThrows(NullPointerException.class, () -> ClientOptions.defaults().withServerOwner(null));
    }

    /** An option that is lost where another one is set would open what was closed. */
    @Test
    void eachIsKeptWhenAnotherIsChanged() {
        for (UnaryOperator<ServerOptions> each : SERVER) {
            ServerOptions changed = each.apply(ServerOptions.defaults());
            assertNotEquals(ServerOptions.defaults(), changed);
            assertNotEquals(ServerOptions.defaults().toString(), changed.toString());
            ServerOptions later = changed.withDefaultWait(Duration.ofSeconds(9)).withDefaultWait(changed.defaultWait());
            assertEquals(changed, later);
            assertEquals(changed.hashCode(), later.hashCode());
        }
        for (UnaryOperator<ClientOptions> each : CLIENT) {
            ClientOptions changed = each.apply(ClientOptions.defaults());
            assertNotEquals(ClientOptions.defaults(), changed);
            assertNotEquals(ClientOptions.defaults().toString(), changed.toString());
            ClientOptions later = changed.withMaxMessageSize(9).withMaxMessageSize(changed.maxMessageSize());
            assertEquals(changed, later);
            assertEquals(changed.hashCode(), later.hashCode());
        }
    }
}
