package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.spi.Reach;

/** Rule 11.7: asynchronous calls, cancels, timeouts, blocking calls and closes against each other, at random moments. */
interface AsyncScheduleRules extends Rules {
    int LONGEST_PAUSE_NANOS = 5_000_000;

    /** The two threads of a stream. */
    record Running(Call<List<CompletableFuture<Void>>> writes, Call<List<CompletableFuture<byte[]>>> reads) {}

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void rule_11_7_randomSchedulesOfCancelAndClose() throws Exception {
        boolean insideTheJvm = subject().clientProvider().reach() == Reach.JVM;
        int schedules = Integer.getInteger(
                ScheduleRules.SCHEDULES,
                insideTheJvm ? ScheduleRules.INSIDE_THE_JVM : ScheduleRules.THROUGH_THE_SYSTEM);
        int count = Math.max(1, schedules / 4);
        int read = 0;
        for (int i = 0; i < count; i++) {
            Random random = new Random(Payload.SEED * 31 + i);
            try (Pipes pipes = new Pipes(subject())) {
                read += run(pipes, random);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("schedule " + i + " of " + count + ": " + Failures.describe(e), e);
            }
        }
        assertTrue(read > 0, "no message has ever been read");
    }

    private static int run(Pipes pipes, Random random) throws Exception {
        Mode mode = List.of(Mode.DUPLEX, Mode.READER, Mode.WRITER).get(random.nextInt(3));
        Server server = pipes.open(mode, options -> options.withMaxMessageSize(AsyncStream.LARGEST));
        List<Closeable> closeables = new ArrayList<>(List.of(server));
        List<Running> streams = new ArrayList<>();
        int links = 1 + random.nextInt(2);
        for (int i = 0; i < links; i++) {
            Link link = pipes.join(server, AsyncStream.LARGEST);
            closeables.add(link.client());
            closeables.add(link.atServer());
            if (mode.canRead()) {
                streams.add(start(pipes, link.client(), link.atServer(), random));
            }
            if (mode.canWrite()) {
                streams.add(start(pipes, link.atServer(), link.client(), random));
            }
        }
        if (mode.canRead() && random.nextBoolean()) {
            pipes.run("waitForData", () -> {
                try {
                    while (true) {
                        server.waitForData();
                    }
                } catch (ClosedChannelException e) {
                    assertTrue(!server.isOpen(), "the server is closed");
                }
            });
        }
        LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
        closeables.get(random.nextInt(closeables.size())).close();
        LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
        for (int i = 0; i < links; i++) {
            // One end of each; the other one learns of it by itself.
            closeables.get(1 + 2 * i + random.nextInt(2)).close();
        }
        int read = 0;
        for (Running stream : streams) {
            read += AsyncStream.verify(stream.writes.get(), stream.reads.get());
        }
        return read;
    }

    private static Running start(Pipes pipes, Connection writer, Connection reader, Random random) {
        AsyncStream stream = new AsyncStream(writer, reader, random.nextLong());
        return new Running(pipes.start("writes", stream::write), pipes.start("reads", stream::read));
    }
}
