package wpipe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;

/** One scene of the demo: a server in a mode, its clients in the other, and what they have to say to each other. */
final class DemoScene {
    /** Far more than any step takes, so that a pipe which does not work ends the demo instead of hanging it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String SERVER = "server";

    private final String title;
    private final Mode mode;
    private final int clients;
    private final List<String> lines;
    private final Transcript transcript;
    private final Semaphore arrivals = new Semaphore(0);

    /**
     * @param title what it shows
     * @param mode the mode of the server
     * @param clients how many clients there are
     * @param lines what the side that speaks first says to each or from each; {@code #} stands for the client's number
     * @param transcript takes what happens
     */
    DemoScene(String title, Mode mode, int clients, List<String> lines, Transcript transcript) {
        this.title = title;
        this.mode = mode;
        this.clients = clients;
        this.lines = lines;
        this.transcript = transcript;
    }

    String title() {
        return title;
    }

    Mode mode() {
        return mode;
    }

    int clients() {
        return clients;
    }

    /** How many messages must arrive. */
    int messages() {
        return clients * lines.size() * (mode.canRead() && mode.canWrite() ? 2 : 1);
    }

    private byte[] line(int number, int client) {
        return lines.get(number).replace("#", String.valueOf(client + 1)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] answer(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    static String name(int client) {
        return "client " + (client + 1);
    }

    /** Waits until the server has accepted the client that connected last, so that both mean the same by its number. */
    void awaitAccepted() throws InterruptedException, CommandFailure {
        if (!arrivals.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new CommandFailure("the server did not accept a client that has connected");
        }
    }

    /** All that the server does. */
    void serve(Server server) throws IOException {
        List<Connection> accepted = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            accepted.add(server.accept(PATIENCE));
            transcript.does(SERVER, "accepts " + name(client));
            arrivals.release();
        }
        if (mode == Mode.MASTER || mode == Mode.WRITER) {
            for (int number = 0; number < lines.size(); number++) {
                for (int client = 0; client < clients; client++) {
                    write(accepted.get(client), SERVER, name(client), line(number, client));
                }
                for (int client = 0; client < clients && mode.canRead(); client++) {
                    read(accepted.get(client), SERVER, name(client), answer(line(number, client)));
                }
            }
        } else {
            receive(server, accepted);
        }
    }

    private void receive(Server server, List<Connection> accepted) throws IOException {
        int[] received = new int[clients];
        int rest = clients * lines.size();
        while (rest > 0) {
            for (Connection connection : server.waitForData(PATIENCE)) {
                int client = accepted.indexOf(connection);
                byte[] line = line(received[client]++, client);
                read(connection, SERVER, name(client), line);
                if (mode.canWrite()) {
                    write(connection, SERVER, name(client), answer(line));
                }
                rest--;
            }
        }
    }

    /** All that the connected clients do, one after the other so that it can be followed. */
    void talk(List<Client> connected) throws IOException {
        for (int number = 0; number < lines.size(); number++) {
            for (int client = 0; client < clients; client++) {
                Client connection = connected.get(client);
                byte[] line = line(number, client);
                switch (connection.mode()) {
                    case MASTER, DUPLEX, SINGLE_TRANSACTION -> {
                        write(connection, name(client), SERVER, line);
                        read(connection, name(client), SERVER, answer(line));
                    }
                    case SLAVE -> {
                        read(connection, name(client), SERVER, line);
                        write(connection, name(client), SERVER, answer(line));
                    }
                    case READER -> read(connection, name(client), SERVER, line);
                    case WRITER -> write(connection, name(client), SERVER, line);
                }
            }
        }
    }

    private void write(Connection connection, String who, String to, byte[] message) throws IOException {
        transcript.writes(who, message, to);
        connection.write(message, PATIENCE);
    }

    private void read(Connection connection, String who, String from, byte[] expected) throws IOException {
        transcript.reads(who, connection.read(PATIENCE), from, expected);
    }
}
