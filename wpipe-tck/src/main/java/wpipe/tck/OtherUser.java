package wpipe.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import wpipe.api.Access;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Mode;
import wpipe.api.PipeException;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/**
 * The program that another user of the machine runs, so that the tests can see what he may and may not do:
 * {@code java ... -m wpipe.tck/wpipe.tck.OtherUser PORT}. The tests find it by the system property {@value #PROPERTY}, the
 * number of the port. It does what anybody on this machine asks it to with pipes, as its user: for machines that exist to run
 * tests.
 *
 * @since 0.1
 */
public final class OtherUser {
    /** The system property that says on which port of this machine another user's program waits for the tests. */
    public static final String PROPERTY = "wpipe.tck.other-user";

    /** What it answers when all went well. */
    static final String DONE = "done";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Socket socket;

    private OtherUser(Socket socket) {
        this.socket = socket;
    }

    /**
     * Waits for the tests.
     *
     * @param args the port
     * @throws IOException if the port cannot be had
     */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]), 50, InetAddress.getLoopbackAddress())) {
            System.out.println("ready " + System.getProperty("user.name"));
            while (true) {
                OtherUser conversation = new OtherUser(server.accept());
                new Thread(conversation::run, "other-user").start();
            }
        }
    }

    /** One request: what to do, the backend and the name of the pipe, separated by spaces. */
    private void run() {
        try (socket;
                BufferedReader requests =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter answers = new PrintWriter(
                        new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8), true)) {
            String line = requests.readLine();
            if (line == null) {
                return; // somebody looked whether anybody listens
            }
            String[] request = line.split(" ", 3);
            if (request.length != 3) {
                answers.println("no request: " + line);
                return;
            }
            try {
                perform(request[0], request[1], request[2], requests, answers);
            } catch (PipeException e) {
                answers.println(e.getClass().getSimpleName() + " " + e.getMessage());
            }
        } catch (IOException e) {
            System.out.println("a conversation ended: " + e);
        }
    }

    private static void perform(String what, String provider, String name, BufferedReader requests, PrintWriter answers)
            throws IOException {
        switch (what) {
            case "connect" -> {
                ClientOptions options =
                        ClientOptions.defaults().withProvider(provider).withConnectTimeout(TIMEOUT);
                try (Client client = Client.connect(name, Mode.MASTER, options)) {
                    client.write(new byte[] {42}, TIMEOUT);
                    client.read(TIMEOUT);
                    answers.println(DONE + " " + ProcessHandle.current().pid());
                }
            }
            case "open", "share" -> {
                ServerOptions options = ServerOptions.defaults()
                        .withProvider(provider)
                        .withAccess(Access.everyone())
                        .withSharedName(what.equals("share"));
                try (Server server = Server.open(name, Mode.SLAVE, options)) {
                    answers.println(DONE + " " + server.name());
                    // Until the test hangs up.
                    requests.readLine();
                }
            }
            default -> answers.println("unknown request " + what);
        }
    }
}
