package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 1.6 and the promises of the class. */
final class ServerOptionsTest {
    /** No value is a default, so that a value which a with method forgets to copy is seen. */
    private static final ServerOptions OTHER = ServerOptions.defaults()
            .withMaxClients(7)
            .withWaitingInstances(3)
            .withMaxMessageSize(9000)
            .withFraming(Framing.BYTES)
            .withDefaultWait(Duration.ofSeconds(2))
            .withProvider("jna");

    private static List<Object> values(ServerOptions options) {
        return Arrays.asList(
                options.maxClients(),
                options.waitingInstances(),
                options.maxMessageSize(),
                options.framing(),
                options.defaultWait(),
                options.provider());
    }

    private static void refused(String text, Runnable call) {
        assertEquals(
                text, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }

    /** Written out as numbers: programs and peers of PyWPipe count on them. */
    @Test
    void defaultsArePyWPipes() {
        assertEquals(
                Arrays.asList(5, 1, 4096, Framing.MESSAGES, Duration.ofMillis(100), null),
                values(ServerOptions.defaults()));
        assertEquals(5, ServerOptions.DEFAULT_MAX_CLIENTS);
        assertEquals(1, ServerOptions.DEFAULT_WAITING_INSTANCES);
        assertEquals(4096, ServerOptions.DEFAULT_MAX_MESSAGE_SIZE);
        assertEquals(Duration.ofMillis(100), ServerOptions.DEFAULT_WAIT);
    }

    @Test
    void eachWithChangesItsValueOnly() {
        Duration wait = Duration.ofSeconds(2);
        assertEquals(Arrays.asList(7, 3, 9000, Framing.BYTES, wait, "jna"), values(OTHER));
        assertEquals(Arrays.asList(8, 3, 9000, Framing.BYTES, wait, "jna"), values(OTHER.withMaxClients(8)));
        assertEquals(Arrays.asList(7, 4, 9000, Framing.BYTES, wait, "jna"), values(OTHER.withWaitingInstances(4)));
        assertEquals(Arrays.asList(7, 3, 1, Framing.BYTES, wait, "jna"), values(OTHER.withMaxMessageSize(1)));
        Framing messages = Framing.MESSAGES;
        assertEquals(Arrays.asList(7, 3, 9000, messages, wait, "jna"), values(OTHER.withFraming(messages)));
        Duration other = Duration.ofMillis(5);
        assertEquals(Arrays.asList(7, 3, 9000, Framing.BYTES, other, "jna"), values(OTHER.withDefaultWait(other)));
        assertEquals(Arrays.asList(7, 3, 9000, Framing.BYTES, wait, "ffm"), values(OTHER.withProvider("ffm")));
        assertEquals(Arrays.asList(7, 3, 9000, Framing.BYTES, wait, null), values(OTHER.withProvider((String) null)));
        assertEquals(
                Arrays.asList(7, 3, 9000, Framing.BYTES, wait, "fake"),
                values(OTHER.withProvider(new FakeProvider("fake"))));
        assertEquals(Arrays.asList(7, 3, 9000, Framing.BYTES, wait, "jna"), values(OTHER));
    }

    @Test
    void aGivenBackendIsKeptItself() {
        FakeProvider given = new FakeProvider("fake");
        assertSame(given, OTHER.withProvider(given).providerChoice().provider());
        assertNull(OTHER.withProvider("fake").providerChoice().provider());
    }

    @Test
    void endsOfTheRangesAreTaken() {
        ServerOptions options = ServerOptions.defaults();
        assertEquals(1, options.withMaxClients(1).maxClients());
        assertEquals(
                Integer.MAX_VALUE, options.withMaxClients(Integer.MAX_VALUE).maxClients());
        assertEquals(1, options.withWaitingInstances(1).waitingInstances());
        assertEquals(1000, options.withWaitingInstances(1000).waitingInstances());
        assertEquals(1, options.withMaxMessageSize(1).maxMessageSize());
        assertEquals(1 << 30, options.withMaxMessageSize(1 << 30).maxMessageSize());
        Duration shortest = Duration.ofMillis(1);
        assertEquals(shortest, options.withDefaultWait(shortest).defaultWait());
        Duration longest = Duration.ofMillis(Integer.MAX_VALUE);
        assertEquals(longest, options.withDefaultWait(longest).defaultWait());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void maxClientsOutOfRange(int value) {
        refused(
                "maxClients " + value + " is out of range; it must be 1 to 2147483647",
                () -> OTHER.withMaxClients(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void waitingInstancesOutOfRange(int value) {
        refused(
                "waitingInstances " + value + " is out of range; it must be 1 to 1000",
                () -> OTHER.withWaitingInstances(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, (1 << 30) + 1, Integer.MAX_VALUE})
    void maxMessageSizeOutOfRange(int value) {
        refused(
                "maxMessageSize " + value + " is out of range; it must be 1 to 1073741824",
                () -> OTHER.withMaxMessageSize(value));
    }

    /** Windows counts in whole milliseconds, in 32 bits, and takes zero for a default of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-0.001S", "PT0.0015S", "PT0.000999999S", "PT596H31M23.648S", "PT999999999H"})
    void defaultWaitOutOfRange(Duration value) {
        refused(
                "defaultWait " + value
                        + " is out of range; it must be whole milliseconds, PT0.001S to PT596H31M23.647S",
                () -> OTHER.withDefaultWait(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aBlankBackendIsRefused(String name) {
        refused(
                "provider '" + name + "' is blank; it must be a name such as ffm, or null",
                () -> OTHER.withProvider(name));
    }

    @Test
    void equalIfAllValuesAre() {
        ServerOptions same = ServerOptions.defaults()
                .withProvider("jna")
                .withDefaultWait(Duration.parse("PT2.000S"))
                .withFraming(Framing.BYTES)
                .withMaxMessageSize(9000)
                .withWaitingInstances(3)
                .withMaxClients(7);
        assertEquals(OTHER, same);
        assertEquals(OTHER.hashCode(), same.hashCode());
        assertNotEquals(OTHER, OTHER.withMaxClients(8));
        assertNotEquals(OTHER, OTHER.withWaitingInstances(4));
        assertNotEquals(OTHER, OTHER.withMaxMessageSize(1));
        assertNotEquals(OTHER, OTHER.withFraming(Framing.MESSAGES));
        assertNotEquals(OTHER, OTHER.withDefaultWait(Duration.ofMillis(5)));
        assertNotEquals(OTHER, OTHER.withProvider("ffm"));
        assertNotEquals(OTHER, OTHER.withProvider(new FakeProvider("jna")));
        assertNotEquals(ServerOptions.defaults(), (Object) ClientOptions.defaults());
    }

    @Test
    void printsAllValues() {
        assertEquals(
                "ServerOptions[maxClients=7, waitingInstances=3, maxMessageSize=9000, framing=BYTES,"
                        + " defaultWait=PT2S, access=ownerOnly(), remoteClients=false, sharedName=false,"
                        + " bothRights=false, provider=jna]",
                OTHER.toString());
        assertEquals(
                "ServerOptions[maxClients=5, waitingInstances=1, maxMessageSize=4096, framing=MESSAGES,"
                        + " defaultWait=PT0.1S, access=ownerOnly(), remoteClients=false, sharedName=false,"
                        + " bothRights=false, provider=automatic]",
                ServerOptions.defaults().toString());
    }
}
