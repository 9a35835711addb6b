package wpipe.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import org.junit.jupiter.api.Test;
import wpipe.spi.PipeProvider;

class LoopbackProviderTest {
    /** The tests run with modules, where the module says what it provides: on the class path this file does. */
    @Test
    void isFoundOnTheClassPathToo() throws Exception {
        String file = "/META-INF/services/" + PipeProvider.class.getName();
        try (InputStream services = LoopbackProvider.class.getResourceAsStream(file)) {
            assertEquals(LoopbackProvider.class.getName(), new String(services.readAllBytes(), UTF_8).strip());
        }
    }
}
