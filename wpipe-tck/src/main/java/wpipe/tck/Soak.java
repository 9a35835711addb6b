package wpipe.tck;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;

/**
 * Clients that send as fast as they can, each on a thread of its own, to servers that one thread each serves. All of them
 * share one number of messages to send, so that all are busy until the end.
 */
final class Soak {
    /** Tells the answers of a connection from its messages. */
    private static final int ANSWERS = 1 << 16;

    private final Watchdog watchdog = new Watchdog();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final AtomicLong left;
    private final List<Call<Boolean>> calls = new ArrayList<>();
    private int lastStream;

    /** Makes a soak of so many messages, answers included. */
    Soak(long messages) {
        left = new AtomicLong(messages);
    }

    /** All that runs. The servers do until they are closed. */
    List<Call<Boolean>> calls() {
        return calls;
    }

    /** Counts the messages that have arrived. */
    Watchdog watchdog() {
        return watchdog;
    }

    /** What has arrived so far. */
    String arrived() {
        return String.format(
                Locale.ROOT,
                "%d messages, %d of them answers, %.1f GiB",
                watchdog.steps(),
                answers.sum(),
                bytes.sum() / 0x1p30);
    }

    /** Starts a server with clients. */
    void start(Pipes pipes, Mode serverMode, int clients) throws IOException {
        Server server = pipes.open(
                serverMode, options -> options.withMaxClients(clients).withMaxMessageSize(SoakStream.LARGEST));
        Map<Connection, Integer> streams = new HashMap<>();
        List<Client> ends = new ArrayList<>();
        int first = lastStream + 1;
        for (int i = 0; i < clients; i++) {
            Link link = pipes.join(server, SoakStream.LARGEST);
            streams.put(link.atServer(), ++lastStream);
            ends.add(link.client());
        }
        calls.add(pipes.run("serves in mode " + serverMode, () -> serve(server, streams)));
        for (int i = 0; i < clients; i++) {
            Client client = ends.get(i);
            int stream = first + i;
            calls.add(pipes.run("sends in mode " + client.mode(), () -> send(client, stream)));
        }
    }

    private void serve(Server server, Map<Connection, Integer> streams) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SoakStream.LARGEST);
        Map<Connection, SoakStream> questions = new HashMap<>();
        Map<Connection, SoakStream> replies = new HashMap<>();
        streams.forEach((client, id) -> {
            questions.put(client, new SoakStream(id));
            replies.put(client, new SoakStream(id + ANSWERS));
        });
        while (true) {
            for (Connection client : server.waitForData()) {
                receive(client, buffer, Objects.requireNonNull(questions.get(client), "a client that nobody made"));
                if (server.mode().takesTurns()) {
                    SoakStream reply = Objects.requireNonNull(replies.get(client), "a client that nobody made");
                    client.write(reply.fill(buffer));
                }
            }
        }
    }

    private void send(Client client, int stream) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(SoakStream.LARGEST);
        SoakStream questions = new SoakStream(stream);
        SoakStream replies = new SoakStream(stream + ANSWERS);
        int each = client.mode().takesTurns() ? 2 : 1;
        while (take(each)) {
            client.write(questions.fill(buffer));
            if (client.mode().takesTurns()) {
                receive(client, buffer, replies);
                answers.increment();
            }
        }
    }

    /** A last single one is left to those that get no answers. */
    private boolean take(int count) {
        return left.getAndUpdate(rest -> rest >= count ? rest - count : rest) >= count;
    }

    private void receive(Connection connection, ByteBuffer buffer, SoakStream stream) throws IOException {
        int size = connection.read(buffer.clear());
        stream.check(buffer.flip());
        bytes.add(size);
        watchdog.step();
    }
}
