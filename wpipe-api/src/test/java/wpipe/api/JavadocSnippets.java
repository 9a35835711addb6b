package wpipe.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The code that the Javadoc shows, each between two marks: javadoc fails where the two differ. Compiled, never run. */
@SuppressWarnings("SystemOut") // examples print
final class JavadocSnippets {
    private JavadocSnippets() {}

    static void waitForData() throws IOException {
        // @start region="waitForData" :
        try (Server server = Server.open("echo", Mode.SLAVE)) {
            while (true) {
                for (Connection client : server.waitForData()) {
                    try {
                        client.write(client.read());
                    } catch (IOException e) {
                        client.close(); // it has gone, or broke a limit: the others go on
                    }
                }
            }
        }
        // @end
    }

    static void exchange() throws IOException {
        // @start region="exchange" :
        try (Client client = Client.connect("echo", Mode.MASTER)) {
            byte[] reply = client.exchange("hello".getBytes(UTF_8), Duration.ofSeconds(5));
            System.out.println(new String(reply, UTF_8));
        }
        // @end
    }

    static void client() throws IOException {
        // @start region="client" :
        try (Client client = Client.connect("echo", Mode.MASTER)) {
            client.write("hello".getBytes(UTF_8));
            System.out.println(new String(client.read(), UTF_8));
        }
        // @end
    }

    static void serve() throws IOException {
        // @start region="serve" :
        try (Server server = Server.open("clock", Mode.SLAVE)) {
            Service service =
                    server.serve((client, request) -> Instant.now().toString().getBytes(UTF_8));
            System.in.read(); // until somebody presses Enter
            service.shutdown(Duration.ofSeconds(5));
        }
        // @end
    }

    static byte[] call() throws IOException {
        // @start region="call" :
        byte[] reply = Client.call("clock", "time".getBytes(UTF_8));
        // @end
        return reply;
    }

    static byte[] callInTime() throws IOException {
        // @start region="callInTime" :
        ClientOptions patient = ClientOptions.defaults().withWaitForServer(true);
        byte[] reply = Client.call("clock", "time".getBytes(UTF_8), Duration.ofSeconds(2), patient);
        // @end
        return reply;
    }

    static CompletableFuture<String> async(Connection connection) {
        // @start region="async" :
        CompletableFuture<String> text = connection.readAsync().thenApply(message -> new String(message, UTF_8));
        // @end
        return text;
    }

    static void stream() throws IOException {
        // @start region="stream" :
        ClientOptions options = ClientOptions.defaults().withFraming(Framing.BYTES);
        try (Client docker = Client.connect("docker_engine", Mode.DUPLEX, options)) {
            docker.outputStream().write("GET /_ping HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            new BufferedReader(new InputStreamReader(docker.inputStream(), UTF_8))
                    .lines()
                    .forEach(System.out::println);
        }
        // @end
    }

    static void association() throws IOException {
        // @start region="association" :
        try (Server server = Association.open("events", ServerOptions.defaults());
                Client client = Association.connect("events", ClientOptions.defaults())) {
            Connection connection = server.accept();
            client.write("hello".getBytes(UTF_8));
            connection.write(connection.read());
        }
        // @end
    }
}
