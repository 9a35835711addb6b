package greet.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import wpipe.api.Client;
import wpipe.api.PipeNotFoundException;

/** The whole application, on the backend of the class path: loopback, so it is tested without Windows. */
class ApplicationTest {
    private static String ask(String name) throws IOException {
        return new String(Client.call("greet-test", name.getBytes(UTF_8), Duration.ofSeconds(30)), UTF_8);
    }

    @Test
    void itAnswersWhileItRuns() throws IOException {
        PipeEndpoint endpoint;
        try (ConfigurableApplicationContext context =
                SpringApplication.run(Application.class, "--greet.pipe=greet-test")) {
            endpoint = context.getBean(PipeEndpoint.class);
            assertTrue(endpoint.isRunning());
            assertEquals("hello, Ada", ask("Ada"));
        }
        assertFalse(endpoint.isRunning());
        assertThrows(PipeNotFoundException.class, () -> ask("Ada"));
    }
}
