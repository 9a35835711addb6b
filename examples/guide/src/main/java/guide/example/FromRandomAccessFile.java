package guide.example;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Framing;
import wpipe.api.Mode;

final class FromRandomAccessFile {
    private FromRandomAccessFile() {}

    static void docker() throws IOException {
        // START SNIPPET: bytes
        ClientOptions options =
                ClientOptions.defaults().withFraming(Framing.BYTES).withConnectTimeout(Duration.ofSeconds(5));
        try (Client docker = Client.connect("docker_engine", Mode.DUPLEX, options)) {
            docker.write("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(US_ASCII));
            docker.inputStream().transferTo(System.out);
        }
        // END SNIPPET: bytes
    }
}
