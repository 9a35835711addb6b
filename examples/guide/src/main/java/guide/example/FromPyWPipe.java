package guide.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;

final class FromPyWPipe {
    private FromPyWPipe() {}

    static void serve() throws IOException {
        // START SNIPPET: pywpipe
        try (Server pserver = Server.open("darkguard", Mode.SLAVE)) {
            while (true) {
                for (Connection client : pserver) {
                    try {
                        while (client.canRead()) {
                            byte[] rawmsg = client.read();
                            client.write("hallo".getBytes(UTF_8));
                        }
                    } catch (IOException e) {
                        client.close(); // it has gone, or broke a limit: the others go on
                    }
                }
                pserver.waitForData();
            }
        }
        // END SNIPPET: pywpipe
    }
}
