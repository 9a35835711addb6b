package guide.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.CompletableFuture;
import wpipe.api.Association;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

final class Streams {
    private Streams() {}

    static void stream() throws IOException {
        // START SNIPPET: stream
        ServerOptions bytes = ServerOptions.defaults().withFraming(Framing.BYTES);
        try (Server server = Server.open("lines", Mode.DUPLEX, bytes);
                Connection client = server.accept();
                BufferedReader lines = new BufferedReader(new InputStreamReader(client.inputStream(), UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                client.outputStream().write((line.length() + " characters\n").getBytes(UTF_8));
            }
        }
        // END SNIPPET: stream
    }

    static void pair() throws IOException {
        // START SNIPPET: pair
        try (Server server = Association.open("telemetry", ServerOptions.defaults());
                Client client = Association.connect("telemetry", ClientOptions.defaults());
                Connection atServer = server.accept()) {
            client.write("up".getBytes(UTF_8));
            atServer.write("down".getBytes(UTF_8));
        }
        // END SNIPPET: pair
    }

    static CompletableFuture<String> async(Connection client) {
        // START SNIPPET: async
        CompletableFuture<String> reply =
                client.exchangeAsync("hello".getBytes(UTF_8)).thenApplyAsync(bytes -> new String(bytes, UTF_8));
        // END SNIPPET: async
        return reply;
    }
}
