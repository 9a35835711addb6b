package com.example.hello;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Mode;
import wpipe.api.Server;

/** On loopback, which pom.xml names: the same on every system, and nothing outside this JVM can be in the way. */
class GreeterTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void greetsEveryClientByName() throws Exception {
        FutureTask<Void> serving;
        try (Server server = Server.open("hello-test", Mode.SLAVE)) {
            assertEquals("loopback", server.provider());
            serving = new FutureTask<>(() -> {
                new Greeter(server).run();
                return null;
            });
            new Thread(serving).start();
            try (Client ada = Client.connect("hello-test", Mode.MASTER);
                    Client bob = Client.connect("hello-test", Mode.MASTER)) {
                ada.write("Ada".getBytes(UTF_8));
                bob.write("Bob".getBytes(UTF_8));
                assertEquals("hello, Ada", text(ada));
                assertEquals("hello, Bob", text(bob));
            }
        }
        serving.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static String text(Client client) throws IOException {
        return new String(client.read(LIMIT), UTF_8);
    }
}
