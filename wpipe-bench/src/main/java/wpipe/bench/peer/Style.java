package wpipe.bench.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import wpipe.api.Connection;
import wpipe.api.PeerClosedException;
import wpipe.api.Server;
import wpipe.api.Service;

/** The ways to serve clients. */
public enum Style {
    /** A thread for each client, from a pool, since starting one takes longer than a short conversation does. */
    POOLED {
        @Override
        public void serve(Server server) throws IOException {
            try (ExecutorService threads = Executors.newCachedThreadPool()) {
                accept(server, threads);
            }
        }
    },

    /** A virtual thread for each client. */
    VIRTUAL {
        @Override
        public void serve(Server server) throws IOException {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                accept(server, threads);
            }
        }
    },

    /** {@link Server#serve(wpipe.api.RequestHandler)}, as it is without options. */
    SERVING {
        @Override
        public void serve(Server server) throws IOException {
            Service service = server.serve(new AnsweringHandler());
            try {
                service.awaitClose();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("serving " + server.name());
            }
            throw new ClosedChannelException();
        }
    },

    /** One thread for all of them, which waits for data and answers those that are ready. */
    WAITING {
        @Override
        public void serve(Server server) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocateDirect(Main.MAX_MESSAGE_SIZE);
            Map<Connection, Answers> conversations = new WeakHashMap<>();
            while (true) {
                for (Connection client : server.waitForData()) {
                    try {
                        conversations
                                .computeIfAbsent(client, c -> new Answers(c, buffer))
                                .next();
                    } catch (IOException e) {
                        end(client, e);
                    }
                }
            }
        }
    };

    /** Serves clients for as long as the server is open. */
    public abstract void serve(Server server) throws IOException;

    /**
     * By its name, or by that of the cell that it is best for.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Style named(String name) {
        return switch (name) {
            case "pooled", "pp", "sink" -> POOLED;
            case "virtual" -> VIRTUAL;
            case "serve" -> SERVING;
            case "wait", "multi", "conn" -> WAITING;
            default ->
                throw new IllegalArgumentException("style '" + name
                        + "': pooled (best for pp and sink), virtual, serve or wait (best for multi and conn)");
        };
    }

    private static void accept(Server server, ExecutorService threads) throws IOException {
        while (true) {
            Connection client = server.accept();
            threads.execute(() -> converse(client));
        }
    }

    private static void converse(Connection client) {
        try {
            Answers answers = new Answers(client, ByteBuffer.allocateDirect(Main.MAX_MESSAGE_SIZE));
            while (true) {
                answers.next();
            }
        } catch (IOException e) {
            end(client, e);
        }
    }

    private static void end(Connection client, IOException reason) {
        // One of both ends has gone, which is how a conversation ends.
        if (!(reason instanceof PeerClosedException) && !(reason instanceof ClosedChannelException)) {
            System.err.println("a client was given up: " + reason);
        }
        try {
            client.close();
        } catch (IOException e) {
            System.err.println("a client was not closed: " + e);
        }
    }
}
