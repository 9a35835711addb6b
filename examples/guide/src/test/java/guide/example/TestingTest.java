package guide.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.loopback.Fault;
import wpipe.loopback.Faults;
import wpipe.loopback.LoopbackProvider;

final class TestingTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    // START SNIPPET: loopback
    @Test
    void answers() throws Exception {
        ServerOptions serverOptions = ServerOptions.defaults().withProvider("loopback");
        ClientOptions clientOptions = ClientOptions.defaults().withProvider("loopback");
        try (Server server = Server.open("answers", Mode.SLAVE, serverOptions);
                Client client = Client.connect("answers", Mode.MASTER, clientOptions)) {
            client.write("hello".getBytes(UTF_8));
            Connection atServer = server.accept(SOON);
            atServer.write(atServer.read(SOON));
            assertArrayEquals("hello".getBytes(UTF_8), client.read(SOON));
        }
    }
    // END SNIPPET: loopback

    // START SNIPPET: faults
    @Test
    void livesThroughAClientThatBreaksOff() throws Exception {
        Faults faults = new Faults().next(Fault.breakAfter(1));
        LoopbackProvider pipes = new LoopbackProvider(faults);
        try (Server server = Server.open(
                        "unlucky", Mode.READER, ServerOptions.defaults().withProvider(pipes));
                Client client = Client.connect(
                        "unlucky", Mode.WRITER, ClientOptions.defaults().withProvider(pipes))) {
            client.write("one".getBytes(UTF_8));
            Connection atServer = server.accept(SOON);
            assertArrayEquals("one".getBytes(UTF_8), atServer.read(SOON));
            assertThrows(PeerClosedException.class, () -> atServer.read(SOON));
        }
    }
    // END SNIPPET: faults
}
