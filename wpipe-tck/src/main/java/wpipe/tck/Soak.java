package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;

/** Clients that send as fast as they can, each on a thread of its own, to servers that one thread each serves. */
final class Soak {
    /** Tells the answers of a connection from its messages. */
    private static final int ANSWERS = 1 << 16;

    private final Watchdog watchdog = new Watchdog();
    private final LongAdder bytes = new LongAdder();
    private long total;
    private int lastStream;

    /** Counts the messages that have arrived. */
    Watchdog watchdog() {
        return watchdog;
    }

    /** How many messages there will be. */
    long total() {
        return total;
    }

    /** How many bytes have arrived. */
    long bytes() {
        return bytes.sum();
    }

    /** Starts a server with clients that share as many messages, answers included. */
    List<Call<?>> start(Pipes pipes, Mode serverMode, int clients, long messages) throws IOException {
        int eachWay = serverMode.takesTurns() ? 2 : 1;
        long each = Math.max(1, messages / clients / eachWay);
        total += each * clients * eachWay;
        Server server = pipes.open(
                serverMode, options -> options.withMaxClients(clients).withMaxMessageSize(SoakStream.LARGEST));
        Map<Connection, SoakStream[]> streams = new HashMap<>();
        List<Call<?>> calls = new ArrayList<>();
        List<Client> ends = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            int id = ++lastStream;
            Link link = pipes.join(server, SoakStream.LARGEST);
            streams.put(link.atServer(), new SoakStream[] {new SoakStream(id), new SoakStream(id + ANSWERS)});
            ends.add(link.client());
            ids.add(id);
        }
        calls.add(pipes.run("serves in mode " + serverMode, () -> serve(server, streams, each * clients)));
        for (int i = 0; i < clients; i++) {
            Client client = ends.get(i);
            int id = ids.get(i);
            calls.add(pipes.run("sends", () -> send(client, id, each)));
        }
        return calls;
    }

    private void serve(Server server, Map<Connection, SoakStream[]> streams, long messages) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SoakStream.LARGEST);
        for (long left = messages; left > 0; ) {
            for (Connection client : server.waitForData()) {
                SoakStream[] stream = Objects.requireNonNull(streams.get(client), "a connection nobody made");
                receive(client, buffer, stream[0]);
                if (server.mode().takesTurns()) {
                    client.write(stream[1].fill(buffer));
                }
                left--;
            }
        }
        for (Connection client : streams.keySet()) {
            assertFalse(client.canRead(), "a message that nobody sent");
        }
    }

    private void send(Client client, int id, long messages) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SoakStream.LARGEST);
        SoakStream questions = new SoakStream(id);
        SoakStream answers = new SoakStream(id + ANSWERS);
        for (long i = 0; i < messages; i++) {
            client.write(questions.fill(buffer));
            if (client.mode().takesTurns()) {
                receive(client, buffer, answers);
            }
        }
    }

    private void receive(Connection connection, ByteBuffer buffer, SoakStream stream) throws IOException {
        int size = connection.read(buffer.clear());
        stream.check(buffer.flip());
        bytes.add(size);
        watchdog.step();
    }
}
