package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 1.6 and the promises of the class. */
final class ClientOptionsTest {
    private static final Duration WAIT = Duration.ofSeconds(2);

    /** No value is a default, so that a value which a with method forgets to copy is seen. */
    private static final ClientOptions OTHER = ClientOptions.defaults()
            .withHost("server-1")
            .withConnectTimeout(WAIT)
            .withWaitForServer(true)
            .withMaxMessageSize(9000)
            .withFraming(Framing.BYTES)
            .withProvider("jna");

    private static List<Object> values(ClientOptions options) {
        return Arrays.asList(
                options.host(),
                options.connectTimeout(),
                options.waitForServer(),
                options.maxMessageSize(),
                options.framing(),
                options.provider());
    }

    /** Written out as numbers: programs and peers of PyWPipe count on them. */
    @Test
    void defaultsArePyWPipes() {
        assertEquals(
                Arrays.asList(".", Duration.ofMillis(100), false, 4096, Framing.MESSAGES, null),
                values(ClientOptions.defaults()));
        assertEquals(4096, ClientOptions.DEFAULT_MAX_MESSAGE_SIZE);
        assertEquals(Duration.ofMillis(100), ClientOptions.DEFAULT_CONNECT_TIMEOUT);
        assertEquals(".", ClientOptions.THIS_MACHINE);
    }

    @Test
    void eachWithChangesItsValueOnly() {
        assertEquals(Arrays.asList("server-1", WAIT, true, 9000, Framing.BYTES, "jna"), values(OTHER));
        assertEquals(
                Arrays.asList("10.0.0.1", WAIT, true, 9000, Framing.BYTES, "jna"), values(OTHER.withHost("10.0.0.1")));
        Duration other = Duration.ofNanos(1);
        assertEquals(
                Arrays.asList("server-1", other, true, 9000, Framing.BYTES, "jna"),
                values(OTHER.withConnectTimeout(other)));
        assertEquals(
                Arrays.asList("server-1", WAIT, false, 9000, Framing.BYTES, "jna"),
                values(OTHER.withWaitForServer(false)));
        assertEquals(
                Arrays.asList("server-1", WAIT, true, 1, Framing.BYTES, "jna"), values(OTHER.withMaxMessageSize(1)));
        assertEquals(
                Arrays.asList("server-1", WAIT, true, 9000, Framing.BYTES, "ffm"), values(OTHER.withProvider("ffm")));
        assertEquals(
                Arrays.asList("server-1", WAIT, true, 9000, Framing.BYTES, null),
                values(OTHER.withProvider((String) null)));
        Framing messages = Framing.MESSAGES;
        assertEquals(Arrays.asList("server-1", WAIT, true, 9000, messages, "jna"), values(OTHER.withFraming(messages)));
        FakeProvider given = new FakeProvider("fake");
        assertEquals(
                Arrays.asList("server-1", WAIT, true, 9000, Framing.BYTES, "fake"), values(OTHER.withProvider(given)));
        assertSame(given, OTHER.withProvider(given).providerChoice().provider());
        assertEquals(Arrays.asList("server-1", WAIT, true, 9000, Framing.BYTES, "jna"), values(OTHER));
    }

    @Test
    void endsOfTheRangesAreTaken() {
        ClientOptions options = ClientOptions.defaults();
        assertEquals(Duration.ZERO, options.withConnectTimeout(Duration.ZERO).connectTimeout());
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        assertEquals(longest, options.withConnectTimeout(longest).connectTimeout());
        assertEquals(1, options.withMaxMessageSize(1).maxMessageSize());
        assertEquals(1 << 30, options.withMaxMessageSize(1 << 30).maxMessageSize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.000000001S", "PT-1S", "PT-9999999H"})
    void aNegativeTimeoutIsRefused(Duration value) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> OTHER.withConnectTimeout(value));
        assertEquals("connectTimeout " + value + " is negative; it must be zero or more", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, (1 << 30) + 1, Integer.MAX_VALUE})
    void maxMessageSizeOutOfRange(int value) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> OTHER.withMaxMessageSize(value));
        assertEquals("maxMessageSize " + value + " is out of range; it must be 1 to 1073741824", refused.getMessage());
    }

    /** All of them are in PipeAddressTest; here, that they are asked before anything is connected. */
    @Test
    void aHostIsChecked() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> OTHER.withHost("a\\b"));
        assertTrue(refused.getMessage().startsWith("host 'a\\b' must be "), refused.getMessage());
        assertThrows(NullPointerException.class, () -> OTHER.withHost(null));
    }

    @Test
    void aBlankBackendIsRefused() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> OTHER.withProvider(" "));
        assertEquals("provider ' ' is blank; it must be a name such as ffm, or null", refused.getMessage());
    }

    @Test
    void equalIfAllValuesAre() {
        ClientOptions same = ClientOptions.defaults()
                .withProvider("jna")
                .withFraming(Framing.BYTES)
                .withMaxMessageSize(9000)
                .withWaitForServer(true)
                .withConnectTimeout(Duration.parse("PT2.000S"))
                .withHost("server-1");
        assertEquals(OTHER, same);
        assertEquals(OTHER.hashCode(), same.hashCode());
        assertNotEquals(OTHER, OTHER.withHost("server-2"));
        assertNotEquals(OTHER, OTHER.withConnectTimeout(Duration.ZERO));
        assertNotEquals(OTHER, OTHER.withWaitForServer(false));
        assertNotEquals(OTHER, OTHER.withMaxMessageSize(1));
        assertNotEquals(OTHER, OTHER.withFraming(Framing.MESSAGES));
        assertNotEquals(OTHER, OTHER.withProvider("ffm"));
        assertNotEquals(OTHER, OTHER.withProvider(new FakeProvider("jna")));
    }

    @Test
    void printsAllValues() {
        assertEquals(
                "ClientOptions[host=server-1, connectTimeout=PT2S, waitForServer=true, maxMessageSize=9000,"
                        + " framing=BYTES, impersonation=IDENTIFICATION, serverOwner=anyone(), bothRights=false, provider=jna]",
                OTHER.toString());
        assertEquals(
                "ClientOptions[host=., connectTimeout=PT0.1S, waitForServer=false, maxMessageSize=4096,"
                        + " framing=MESSAGES, impersonation=IDENTIFICATION, serverOwner=anyone(), bothRights=false, provider=automatic]",
                ClientOptions.defaults().toString());
    }
}
