package wpipe.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Server;

/** Sends the messages of the input, and where it asks, prints the replies. */
final class Sender {
    private final Talk talk;
    private final long limit;

    /** How long to wait for a client. */
    private final Duration patience;

    private long missingReplies;

    private Sender(Talk talk, long limit, Duration patience) {
        this.talk = talk;
        this.limit = limit;
        this.patience = patience;
    }

    /** One that does nothing else. */
    static Sender alone(Talk talk) {
        return new Sender(talk, talk.count(), talk.timeout());
    }

    /** One beside a receiver, which counts the messages and limits the wait for clients. */
    static Sender besideReceiver(Talk talk) {
        return new Sender(talk, Talk.UNLIMITED, Durations.FOREVER);
    }

    /** Talks to the one server. */
    void run(Client client) throws IOException, CommandFailure {
        byte[] message = null;
        for (long sent = 0; sent < limit && (message = talk.nextMessage()) != null; sent++) {
            client.write(message, talk.timeout());
            if (talk.role() == Role.ASKS) {
                talk.output().print(client.read(talk.timeout()));
            }
        }
    }

    /** Talks to all clients there are, message by message. */
    void run(Server server, Audience audience) throws IOException, CommandFailure {
        byte[] message = null;
        for (long sent = 0; sent < limit && (message = talk.nextMessage()) != null; sent++) {
            // A message that nobody got would be lost in silence: it is kept for the next client.
            while (!send(message, server)) {
                talk.output().flush();
                audience.await(patience);
            }
        }
        if (missingReplies > 0) {
            throw new CommandFailure(missingReplies + (missingReplies == 1 ? " reply" : " replies") + " did not come");
        }
    }

    private boolean send(byte[] message, Server server) throws IOException, CommandFailure {
        List<Connection> reached = new ArrayList<>();
        for (Connection client : server) {
            talk.visitors().announce(client);
            try {
                client.write(message, talk.timeout());
                reached.add(client);
            } catch (IOException e) {
                drop(client, e, server);
            }
        }
        if (talk.role() == Role.ASKS) {
            // After all writes, so that the clients work at their replies at the same time.
            for (Connection client : reached) {
                byte[] reply = readFrom(client, server);
                if (reply != null) {
                    talk.output().print(reply);
                }
            }
        }
        return !reached.isEmpty();
    }

    private byte @Nullable [] readFrom(Connection client, Server server) throws IOException {
        try {
            return client.read(talk.timeout());
        } catch (IOException e) {
            missingReplies++;
            drop(client, e, server);
            return null;
        }
    }

    /** One client's failure is not the others': it goes, they stay. */
    private void drop(Connection client, IOException failure, Server server) throws IOException {
        if (!server.isOpen()) {
            throw failure;
        }
        talk.notes().accept("a client was let go: " + Failures.text(failure));
        client.close();
    }
}
