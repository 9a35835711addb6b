package service.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import wpipe.api.Client;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.ServeFailure;
import wpipe.api.ServeOptions;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.api.Service;

/** A service in a few threads, and its clients in others. */
public final class Main {
    private static final int CLIENTS = 20;
    private static final int REQUESTS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Main() {}

    /**
     * Serves counters; ends with exit code 0 only if every request was counted once, and what failed was told.
     *
     * @param args none
     * @throws Exception if a pipe fails
     */
    public static void main(String[] args) throws Exception {
        String pipe = "wpipe-service-" + ProcessHandle.current().pid();
        Counters counters = new Counters();
        Queue<ServeFailure> failures = new ConcurrentLinkedQueue<>();
        ServeOptions serving = ServeOptions.defaults().withErrorListener(failures::add);
        Server server = Server.open(pipe, Mode.SLAVE, ServerOptions.defaults().withMaxClients(CLIENTS + 2));
        System.out.println("service on pipe " + pipe + " of backend " + server.provider());
        boolean right;
        try (Service service = server.serve(counters, serving)) {
            addAllAtOnce(pipe);
            long counted = Long.parseLong(ask(pipe, "get hits"));
            System.out.println(counted + " of " + CLIENTS * REQUESTS + " requests were counted");
            boolean refused = isRefused(pipe);
            System.out.println("a bad request " + (refused ? "ended" : "did NOT end")
                    + " its connection; the service was told: " + failures.peek());
            boolean finished = isFinished(pipe, counters, service);
            System.out.println("what was begun was " + (finished ? "" : "NOT ") + "finished by the shutdown");
            right = counted == CLIENTS * REQUESTS && refused && failures.size() == 1 && finished;
        }
        System.exit(right ? 0 : 1);
    }

    private static void addAllAtOnce(String pipe) throws Exception {
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(inBackground(() -> {
                try (Client client = Client.connect(pipe, Mode.MASTER)) {
                    for (int n = 0; n < REQUESTS; n++) {
                        client.exchange("add hits".getBytes(UTF_8), PATIENCE);
                    }
                }
                return null;
            }));
        }
        for (CompletableFuture<Void> client : clients) {
            client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static boolean isRefused(String pipe) throws IOException {
        try (Client client = Client.connect(pipe, Mode.MASTER)) {
            client.exchange("multiply".getBytes(UTF_8), PATIENCE);
            return false;
        } catch (PeerClosedException e) {
            return true;
        }
    }

    /** Shuts down while a request is being answered. */
    private static boolean isFinished(String pipe, Counters counters, Service service) throws Exception {
        CompletableFuture<String> reply = inBackground(() -> ask(pipe, "wait"));
        counters.awaitRequest();
        CompletableFuture<Boolean> shutdown = inBackground(() -> service.shutdown(PATIENCE));
        counters.release();
        return shutdown.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                && reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).equals("released");
    }

    private static String ask(String pipe, String request) throws IOException {
        try (Client client = Client.connect(pipe, Mode.MASTER)) {
            return new String(client.exchange(request.getBytes(UTF_8), PATIENCE), UTF_8);
        }
    }

    /** Something that may fail. */
    private interface Task<T> {
        T run() throws Exception;
    }

    private static <T> CompletableFuture<T> inBackground(Task<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(task.run());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
