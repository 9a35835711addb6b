package guide.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.ServeOptions;
import wpipe.api.Server;
import wpipe.api.Service;

final class Servers {
    private Servers() {}

    static void oneThread() throws IOException {
        // START SNIPPET: wait
        try (Server server = Server.open("shout", Mode.SLAVE)) {
            while (true) {
                for (Connection client : server.waitForData()) {
                    try {
                        client.write(answer(client.read()));
                    } catch (IOException e) {
                        client.close(); // it has gone, or broke a limit: the others go on
                    }
                }
            }
        }
        // END SNIPPET: wait
    }

    static void handler() throws IOException, InterruptedException {
        // START SNIPPET: serve
        Server server = Server.open("shout", Mode.SLAVE);
        ServeOptions options =
                ServeOptions.defaults().withErrorListener(failure -> System.err.println(failure.cause()));
        try (Service service = server.serve((client, request) -> answer(request), options)) {
            service.awaitClose(); // until another thread calls service.shutdown(Duration.ofSeconds(10))
        }
        // END SNIPPET: serve
    }

    static void oneThreadEach() throws IOException {
        // START SNIPPET: accept
        try (Server server = Server.open("shout", Mode.SLAVE)) {
            while (true) {
                Connection client = server.accept();
                new Thread(() -> converse(client)).start(); // or Thread.startVirtualThread
            }
        }
        // END SNIPPET: accept
    }

    private static void converse(Connection client) {
        try (client) {
            while (true) {
                client.write(answer(client.read()));
            }
        } catch (PeerClosedException e) {
            // The client has gone, between two messages.
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    static byte[] call() throws IOException {
        // START SNIPPET: call
        byte[] reply = Client.call("shout", "hello".getBytes(UTF_8), Duration.ofSeconds(5));
        // END SNIPPET: call
        return reply;
    }

    private static byte[] answer(byte[] request) {
        return request;
    }
}
