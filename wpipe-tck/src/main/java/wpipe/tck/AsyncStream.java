package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import wpipe.api.Connection;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;

/**
 * Numbered messages one way over a connection: two threads that begin reads and writes, several at a time and a blocking one
 * now and then, and take some of them back, until an end is closed. What is read in the end is compared with what was
 * written.
 */
final class AsyncStream {
    static final int LARGEST = 12_000;

    private static final int SMALL = 64;
    private static final int MOST_AT_A_TIME = 6;
    private static final int LONGEST_WAIT_MICROS = 2000;

    /** What became of a call. */
    private enum Outcome {
        DONE,
        /** Taken back, or out of time. */
        NOT_DONE,
        /** By a close, of this end or the other one. */
        ENDED
    }

    /** Something that is begun, with its message. */
    @FunctionalInterface
    private interface Begin<T> {
        CompletableFuture<T> begin(int number) throws IOException;
    }

    private final Connection writer;
    private final Connection reader;
    private final long seed;

    AsyncStream(Connection writer, Connection reader, long seed) {
        this.writer = writer;
        this.reader = reader;
        this.seed = seed;
    }

    /** Writes until that is ended by a close; gives what was begun, in order. */
    List<CompletableFuture<Void>> write() throws Exception {
        Random random = new Random(seed);
        return keepBusy(random, number -> {
            byte[] message = Payload.numbered(number, size(random));
            if (random.nextInt(4) > 0) {
                return writer.writeAsync(message);
            }
            writer.write(message, timeout(random));
            return CompletableFuture.completedFuture(null);
        });
    }

    List<CompletableFuture<byte[]>> read() throws Exception {
        Random random = new Random(~seed);
        return keepBusy(
                random,
                number -> random.nextInt(4) > 0
                        ? reader.readAsync()
                        : CompletableFuture.completedFuture(reader.read(timeout(random))));
    }

    private static <T> List<CompletableFuture<T>> keepBusy(Random random, Begin<T> begin) throws Exception {
        List<CompletableFuture<T>> all = new ArrayList<>();
        int first = 0;
        while (true) {
            CompletableFuture<T> next;
            try {
                next = begin.begin(all.size());
            } catch (IOException e) {
                next = CompletableFuture.failedFuture(e);
            }
            all.add(next);
            switch (random.nextInt(6)) {
                case 0 -> next = next.orTimeout(random.nextInt(LONGEST_WAIT_MICROS), TimeUnit.MICROSECONDS);
                case 1 -> all.get(first + random.nextInt(all.size() - first)).cancel(true);
                case 2 -> Thread.onSpinWait();
                default -> {}
            }
            int most = random.nextInt(MOST_AT_A_TIME);
            while (all.size() - first > most
                    || (first < all.size() && all.get(first).isDone())) {
                if (outcome(all.get(first++)) == Outcome.ENDED) {
                    return all;
                }
            }
        }
    }

    private static int size(Random random) {
        return Payload.NUMBERED + random.nextInt(random.nextInt(3) == 0 ? LARGEST - Payload.NUMBERED : SMALL);
    }

    private static Duration timeout(Random random) {
        return random.nextBoolean()
                ? Duration.ZERO
                : Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_WAIT_MICROS)));
    }

    private static Outcome outcome(CompletableFuture<?> call) throws Exception {
        try {
            Async.get(call);
            return Outcome.DONE;
        } catch (CancellationException | TimeoutException | PipeTimeoutException e) {
            return Outcome.NOT_DONE;
        } catch (ClosedChannelException | PeerClosedException e) {
            return Outcome.ENDED;
        }
    }

    /** Compares what was written with what was read; gives how many were read. */
    static int verify(List<CompletableFuture<Void>> writes, List<CompletableFuture<byte[]>> reads) throws Exception {
        List<Integer> numbers = new ArrayList<>();
        boolean ended = false;
        boolean upToTheEnd = false;
        for (CompletableFuture<byte[]> read : reads) {
            Outcome outcome = outcome(read);
            if (outcome == Outcome.DONE) {
                assertFalse(ended, "a message is read after the end");
                numbers.add(Payload.number(read.get()));
            } else if (outcome == Outcome.ENDED) {
                ended = true;
                upToTheEnd |= isPeers(read);
            }
        }
        int next = 0;
        for (int number = 0; number < writes.size(); number++) {
            Outcome outcome = outcome(writes.get(number));
            if (next < numbers.size() && numbers.get(next) == number) {
                assertTrue(outcome != Outcome.NOT_DONE, "message " + number + " was taken back, and was read");
                next++;
            } else if (outcome == Outcome.DONE) {
                int missing = number;
                assertEquals(
                        numbers.size(), next, () -> "message " + missing + " was written, and not read: " + numbers);
                assertFalse(upToTheEnd, () -> "message " + missing + " was written, and the end was read without it");
            }
        }
        assertEquals(numbers.size(), next, () -> "messages that nobody wrote: " + numbers);
        return next;
    }

    private static boolean isPeers(CompletableFuture<?> call) throws Exception {
        try {
            Async.get(call);
            return false;
        } catch (PeerClosedException e) {
            return true;
        } catch (ClosedChannelException e) {
            return false;
        }
    }
}
