package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;

/** Section 7 with thousands of clients. */
interface CrowdRules extends LoadRules {
    /** The threads that drive all clients of a test, however many there are. */
    int DRIVERS = 4;

    int EXCHANGES = 10;

    /** For the threads of the JVM that come and go, and those that serve all pipes of a backend. */
    int OTHER_THREADS = 6;

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_7_4_oneThreadServesThousands(TestReporter reporter) throws Exception {
        int clients = sizes().clients();
        int before = Footprint.threadCount();
        Watchdog watchdog = new Watchdog();
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE, options -> options.withMaxClients(clients));
            Call<Boolean> serving = pipes.run("serves", () -> serve(server));
            CountDownLatch allThere = new CountDownLatch(1);
            List<Call<?>> work = new ArrayList<>(List.of(serving));
            List<Call<?>> drivers = new ArrayList<>();
            for (int driver = 0; driver < DRIVERS; driver++) {
                int first = driver;
                drivers.add(pipes.run("drives clients", () -> drive(pipes, first, clients, allThere, watchdog)));
            }
            work.addAll(drivers);
            watchdog.await("connecting " + clients + " clients", work, () -> watchdog.steps() == clients);
            int during = Footprint.threadCount();
            // The last one may have connected a moment before the server sees it.
            Pipes.awaitClients(server, clients);
            allThere.countDown();
            long exchanges = (long) clients * EXCHANGES;
            watchdog.await("exchanges", work, () -> watchdog.steps() == clients + exchanges);
            int working = Footprint.threadCount();
            watchdog.await(
                    "the going of all clients",
                    List.of(serving),
                    () -> drivers.stream().allMatch(Call::isDone));
            Pipes.awaitClients(server, 0);
            int after = Footprint.threadCount();
            reporter.publishEntry(
                    "threads",
                    before + " before, " + during + " with " + clients + " clients connected, " + working + " after "
                            + exchanges + " exchanges, " + after + " when all were gone");
            int allowed = before + DRIVERS + 1 + OTHER_THREADS;
            assertTrue(
                    during <= allowed, () -> during + " threads with " + clients + " clients, " + before + " before");
            assertTrue(working <= allowed, () -> working + " threads after the exchanges, " + before + " before");
            assertTrue(after <= allowed, () -> after + " threads when all were gone, " + before + " before");
        }
    }

    private static void serve(Server server) throws IOException {
        while (true) {
            for (Connection client : server.waitForData()) {
                client.write(client.read());
            }
        }
    }

    private static void drive(Pipes pipes, int first, int clients, CountDownLatch allThere, Watchdog watchdog)
            throws Exception {
        List<Client> mine = new ArrayList<>();
        for (int number = first; number < clients; number += DRIVERS) {
            mine.add(pipes.connect(Mode.MASTER));
            watchdog.step();
        }
        // Ends with the guard of the whole test at the latest: who connects is watched.
        assertTrue(allThere.await(Rules.GUARD.toMinutes() + 10, TimeUnit.MINUTES), "all clients are there");
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            // All of them have written before the first one reads: as many as there are wait for the one thread.
            for (int i = 0; i < mine.size(); i++) {
                mine.get(i).write(message(first + i * DRIVERS, exchange), Rules.GUARD);
            }
            for (int i = 0; i < mine.size(); i++) {
                int number = first + i * DRIVERS;
                assertArrayEquals(
                        message(number, exchange), mine.get(i).read(Rules.GUARD), () -> "reply to client " + number);
                watchdog.step();
            }
        }
        for (Client client : mine) {
            client.close();
        }
    }

    private static byte[] message(int client, int exchange) {
        return Payload.numbered(client * EXCHANGES + exchange, 64);
    }
}
