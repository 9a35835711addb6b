package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import wpipe.api.Mode;
import wpipe.api.Server;

/** Section 7 with virtual threads: one that blocks on a pipe leaves its carrier to others. */
interface VirtualThreadRules extends LoadRules {
    /** The property of the JDK that says how many carriers there are; whoever starts the tests sets it. */
    String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    int OTHERS = 1000;
    int LINKS = 10;

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_7_5_blockedVirtualThreadsHoldNoCarrier(TestReporter reporter) throws Exception {
        VirtualThreads.require("7.5");
        int count = sizes().readers();
        try (Pipes pipes = new Pipes(subject());
                Pipes others = new Pipes(subject())) {
            Server server = pipes.open(Mode.MASTER, options -> options.withMaxClients(count));
            List<Link> links = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                links.add(pipes.join(server));
            }
            int threads = Footprint.threadCount();
            List<VirtualThreads.Task<byte[]>> readers = new ArrayList<>();
            for (Link link : links) {
                readers.add(VirtualThreads.start(link.client()::read));
            }
            Eventually.holds("all readers are parked", () -> readers.stream().allMatch(VirtualThreads.Task::isParked));
            othersGoOn(others);
            assertEquals(0, readers.stream().filter(VirtualThreads.Task::isDone).count(), "readers without a message");
            int blocked = Footprint.threadCount();
            for (int i = 0; i < count; i++) {
                links.get(i).atServer().write(Payload.numbered(i, 64), GUARD);
            }
            for (int i = 0; i < count; i++) {
                Payload.assertNumber(i, 64, get(readers.get(i)));
            }
            reporter.publishEntry(
                    "virtual threads",
                    count + " blocked in read while " + OTHERS + " others made an exchange each, parallelism "
                            + System.getProperty(PARALLELISM, "that of the machine") + "; " + threads
                            + " platform threads before, " + blocked + " while they were blocked");
        }
    }

    /** As many virtual threads as there are others make an exchange each, on a few connections that they share. */
    private static void othersGoOn(Pipes pipes) throws Exception {
        Server server = pipes.open(Mode.SLAVE, options -> options.withMaxClients(LINKS));
        BlockingQueue<Link> free = new LinkedBlockingQueue<>();
        for (int i = 0; i < LINKS; i++) {
            free.add(pipes.join(server));
        }
        List<VirtualThreads.Task<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            int number = i;
            tasks.add(VirtualThreads.start(() -> {
                Link link = free.take();
                link.exchange(number);
                return free.add(link);
            }));
        }
        for (VirtualThreads.Task<Boolean> task : tasks) {
            get(task);
        }
    }

    private static <T> T get(VirtualThreads.Task<T> task) throws Exception {
        return task.task().get(GUARD.toSeconds(), TimeUnit.SECONDS);
    }
}
