package echo.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.Server;

/** An echo server in one thread, its client in another, and what they say to each other. */
public final class Main {
    private static final List<String> MESSAGES = List.of("hello", "", "grüß dich", "x".repeat(4096));

    private Main() {}

    /**
     * Runs both and ends with exit code 0 only if every message came back as it went.
     *
     * @param args none
     * @throws IOException if the pipe fails
     * @throws InterruptedException never
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int right = 0;
        String pipe = "wpipe-echo-" + ProcessHandle.current().pid();
        try (Server server = Server.open(pipe, Mode.SLAVE)) {
            System.out.println("echo on pipe " + pipe + " of backend " + server.provider());
            Thread serving = new Thread(() -> echo(server));
            serving.start();
            try (Client client = Client.connect(pipe, Mode.MASTER)) {
                for (String message : MESSAGES) {
                    client.write(message.getBytes(UTF_8));
                    String reply = new String(client.read(), UTF_8);
                    boolean same = reply.equals(message);
                    System.out.println((same ? "right: " : "WRONG: ") + shown(message) + " -> " + shown(reply));
                    right += same ? 1 : 0;
                }
            }
            serving.join();
        }
        System.out.println(right + " of " + MESSAGES.size() + " messages came back");
        System.exit(right == MESSAGES.size() ? 0 : 1);
    }

    /** Answers one client until it goes. */
    private static void echo(Server server) {
        try (Connection client = server.accept()) {
            while (true) {
                client.write(client.read());
            }
        } catch (PeerClosedException e) {
            System.out.println("the client has gone");
        } catch (IOException e) {
            System.out.println("the server failed: " + e);
        }
    }

    private static String shown(String text) {
        return text.length() <= 40 ? "'" + text + "'" : text.length() + " characters";
    }
}
