import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/**
 * A writer that says what it has written: {@code KillPeer PROVIDER serve|connect NAME}. Sends each line of its input, to
 * one peer, and prints {@code sent N} when the write has returned, which is what the test holds the library to after it
 * has killed this process.
 */
final class KillPeer {
    private KillPeer() {}

    public static void main(String[] args) throws Exception {
        String name = args[2];
        if (args[1].equals("connect")) {
            try (Client client = Client.connect(name, Mode.WRITER, ClientOptions.defaults().withProvider(args[0]))) {
                send(client);
            }
            return;
        }
        try (Server server = Server.open(name, Mode.WRITER, ServerOptions.defaults().withProvider(args[0]))) {
            System.err.println("ready");
            try (Connection client = server.accept()) {
                send(client);
            }
        }
    }

    private static void send(Connection peer) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long sent = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            peer.write(line.getBytes(StandardCharsets.UTF_8));
            System.out.println("sent " + ++sent);
        }
    }
}
