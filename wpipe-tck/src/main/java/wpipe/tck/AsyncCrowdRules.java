package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;

/** Section 11 with thousands of calls that are under way. */
interface AsyncCrowdRules extends LoadRules {
    /** For the threads of the JVM that come and go, those that serve all pipes of a backend, and those that complete calls. */
    int SERVING_THREADS = 8;

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_11_5_thousandsOfCallsCostNoThread(TestReporter reporter) throws Exception {
        int clients = sizes().readers();
        int before = Footprint.threadCount();
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE, options -> options.withMaxClients(clients));
            List<CompletableFuture<Void>> served = new ArrayList<>();
            List<CompletableFuture<byte[]>> replies = new ArrayList<>();
            List<Client> all = new ArrayList<>();
            for (int number = 0; number < clients; number++) {
                Link link = pipes.join(server);
                Connection connection = link.atServer();
                served.add(connection.readAsync().thenCompose(connection::writeAsync));
                all.add(link.client());
            }
            int waiting = Footprint.threadCount();
            for (int number = 0; number < clients; number++) {
                replies.add(all.get(number).exchangeAsync(Payload.numbered(number, 64)));
            }
            for (int number = 0; number < clients; number++) {
                assertEquals(number, Payload.number(Async.get(replies.get(number))), "number of the reply");
                Async.get(served.get(number));
            }
            int after = Footprint.threadCount();
            reporter.publishEntry(
                    "threads",
                    before + " before, " + waiting + " with " + clients + " reads under way, " + after
                            + " when all were complete");
            int allowed = before + SERVING_THREADS + Runtime.getRuntime().availableProcessors();
            assertTrue(
                    waiting <= allowed, () -> waiting + " threads with " + clients + " reads, " + before + " before");
            assertTrue(after <= allowed, () -> after + " threads after them, " + before + " before");
        }
    }
}
