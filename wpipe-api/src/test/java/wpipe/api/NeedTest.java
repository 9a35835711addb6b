package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import wpipe.spi.Availability;
import wpipe.spi.Capability;

/** Options that not every backend can honour: one that cannot is not used, rather than the option ignored. */
final class NeedTest {
    private static final Access SDDL = Access.sddl("D:P(A;;FA;;;OW)");

    private final FakeProvider provider = new FakeProvider("fake");

    private Server open(Access access) throws IOException {
        return Server.open(
                "name",
                Mode.SLAVE,
                ServerOptions.defaults().withProvider(provider).withAccess(access));
    }

    @Test
    void aBackendWithoutTheCapabilityIsNotAskedForAPipe() {
        NoProviderException refused = assertThrows(NoProviderException.class, () -> open(SDDL));
        assertTrue(
                refused.getMessage()
                        .contains(
                                "fake (option access sddl(D:P(A;;FA;;;OW)) needs the capability ACCOUNTS (users have"
                                        + " accounts of the operating system, known by security identifiers), which this backend lacks)"),
                refused.getMessage());
        assertEquals(List.of(), provider.listened);
    }

    @Test
    void aBackendWithTheCapabilityIs() throws IOException {
        provider.capabilities = Set.of(Capability.ACCOUNTS);
        open(SDDL).close();
        assertEquals(SDDL, provider.listened.get(0).security().access());
    }

    @Test
    void aClientNeedsItAsWell() throws IOException {
        ClientOptions options = ClientOptions.defaults().withProvider(provider);
        ClientOptions ofTheSystem = options.withServerOwner(ServerOwner.sid("S-1-5-18"));
        NoProviderException refused =
                assertThrows(NoProviderException.class, () -> Client.connect("name", Mode.MASTER, ofTheSystem));
        assertTrue(refused.getMessage().contains("option serverOwner sid(S-1-5-18) needs"), refused.getMessage());
        assertEquals(List.of(), provider.connected);
        Client.connect("name", Mode.MASTER, options.withServerOwner(ServerOwner.currentUser()))
                .close();
        provider.capabilities = Set.of(Capability.ACCOUNTS);
        Client.connect("name", Mode.MASTER, ofTheSystem).close();
        assertEquals(2, provider.connected.size());
    }

    @Test
    void aSharedNameNeedsABackendThatCanShare() throws IOException {
        ServerOptions options = ServerOptions.defaults().withProvider(provider).withSharedName(true);
        NoProviderException refused =
                assertThrows(NoProviderException.class, () -> Server.open("name", Mode.SLAVE, options));
        assertTrue(
                refused.getMessage().contains("option sharedName needs the capability SHARED_NAME"),
                refused.getMessage());
        provider.capabilities = Set.of(Capability.SHARED_NAME);
        Server.open("name", Mode.SLAVE, options).close();
        assertTrue(provider.listened.get(0).security().sharedName());
    }

    @Test
    void whatAnyBackendCanDoNeedsNothing() throws IOException {
        for (Access access : List.of(
                Access.ownerOnly(),
                Access.ownerAndAdministrators(),
                Access.authenticatedUsers(),
                Access.everyone(),
                Access.appContainer("S-1-15-2-1"))) {
            open(access).close();
        }
        assertEquals(5, provider.listened.size());
    }

    @Test
    void theFirstReasonIsTheOneThatIsSaid() {
        provider.availability = Availability.no("it is out of order");
        String message =
                assertThrows(NoProviderException.class, () -> open(SDDL)).getMessage();
        assertTrue(message.contains("fake (it is out of order)"), message);
    }

    @Test
    void aBackendThatCannotSayWhatItCanDoIsNotUsed() {
        provider.capabilities = null;
        String message =
                assertThrows(NoProviderException.class, () -> open(SDDL)).getMessage();
        assertTrue(message.contains("NullPointerException"), message);
    }
}
