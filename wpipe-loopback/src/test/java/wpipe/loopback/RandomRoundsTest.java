package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/** Threads against each other, many times: a wake-up that is lost hangs, a message that is lost or doubled is seen. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RandomRoundsTest {
    private static final long SEED = 4711;

    /** Sizes around the quota, and mostly small ones. */
    private static int size(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Ends.QUOTA - 8 + random.nextInt(16);
            case 1 -> random.nextInt(3 * Ends.QUOTA);
            default -> random.nextInt(64);
        };
    }

    private static long deadline(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Ends.now();
            case 1 -> Deadline.after(Duration.ofNanos(random.nextInt(100_000)));
            default -> Deadline.NEVER;
        };
    }

    private static ByteBuffer numbered(int number, int size) {
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + size);
        message.putInt(number);
        while (message.hasRemaining()) {
            message.put((byte) number);
        }
        return message.flip();
    }

    private static void check(ByteBuffer message, int number) {
        assertEquals(number, message.getInt(), "seed " + SEED);
        while (message.hasRemaining()) {
            assertEquals((byte) number, message.get(), "seed " + SEED);
        }
    }

    private static boolean tryWrite(PipeChannel channel, ByteBuffer message, long deadline) throws IOException {
        try {
            channel.write(message, deadline);
            return true;
        } catch (PipeTimeoutException e) {
            return false;
        }
    }

    @Test
    void nothingIsLostDoubledOrReordered() throws Exception {
        int messages = 100_000;
        Ends ends = Ends.connected();
        var writing = Background.call(() -> {
            Random random = new Random(SEED);
            for (int i = 0; i < messages; i++) {
                ByteBuffer message = numbered(i, size(random));
                while (!tryWrite(ends.client(), message, deadline(random))) {
                    // Nothing of it went out: the same once more.
                }
            }
            ends.client().close();
            return messages;
        });
        Random random = new Random(SEED + 1);
        int read = 0;
        try {
            while (true) {
                try {
                    if (random.nextInt(4) == 0) {
                        Readiness readiness = ends.server().poll();
                        if (readiness == Readiness.MESSAGE) {
                            check(ends.server().read(Ends.now()), read++);
                        }
                    } else {
                        check(ends.server().read(deadline(random)), read++);
                    }
                } catch (PipeTimeoutException e) {
                    // Nothing was lost: the next read gets it.
                }
            }
        } catch (PeerClosedException e) {
            assertEquals(messages, read, "seed " + SEED);
        }
        assertEquals(messages, writing.get());
    }

    @Test
    void whatWasWrittenBeforeACloseArrives() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 2000; round++) {
            Ends ends = Ends.connected();
            long seed = random.nextLong();
            var writing = Background.call(() -> {
                Random own = new Random(seed);
                int written = 0;
                try {
                    while (true) {
                        if (tryWrite(ends.client(), numbered(written, size(own)), deadline(own))) {
                            written++;
                        }
                    }
                } catch (ClosedChannelException e) {
                    return written;
                }
            });
            int closeAfter = 1 + random.nextInt(20);
            int read = 0;
            try {
                while (true) {
                    check(ends.server().read(Deadline.NEVER), read++);
                    if (read == closeAfter) {
                        ends.client().close();
                    }
                }
            } catch (PeerClosedException e) {
                // One that overlapped with the close may have arrived as well.
                int written = writing.get();
                assertTrue(read == written || read == written + 1, "seed " + SEED + ": " + written + ", " + read);
            }
        }
    }

    @Test
    void theListenerMissesNothing() throws Exception {
        int clients = 40;
        int messages = 500;
        Namespace pipes = new Namespace();
        LoopbackListener listener = pipes.listen(Ends.listen(Ends.ADDRESS, Direction.BOTH, 3, 1 << 20));
        List<Background<Integer>> writing = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
            long seed = SEED + c;
            writing.add(Background.call(() -> {
                Random random = new Random(seed);
                var channel = pipes.connect(Ends.connect(Ends.ADDRESS, Direction.BOTH, 1 << 20, true, Deadline.NEVER));
                for (int i = 0; i < messages; i++) {
                    channel.write(numbered(i, size(random)), Deadline.NEVER);
                    if (random.nextInt(50) == 0) {
                        // Lets the server run dry, so that it waits.
                        LockSupport.parkNanos(1);
                    }
                }
                channel.close();
                return messages;
            }));
        }
        Map<PipeChannel, Integer> read = new HashMap<>();
        Set<PipeChannel> news = new LinkedHashSet<>();
        int ended = 0;
        while (ended < clients) {
            long ticket = listener.ticket();
            PipeChannel channel;
            while ((channel = listener.pollClient()) != null) {
                read.put(channel, 0);
                news.add(channel);
            }
            while ((channel = listener.pollReady()) != null) {
                news.add(channel);
            }
            boolean idle = true;
            for (PipeChannel ready : List.copyOf(news)) {
                switch (ready.poll()) {
                    case NOTHING -> news.remove(ready);
                    case MESSAGE -> {
                        int number = read.getOrDefault(ready, -1);
                        check(ready.read(Ends.now()), number);
                        read.put(ready, number + 1);
                        idle = false;
                    }
                    case ENDED -> {
                        assertEquals(messages, read.remove(ready), "seed " + SEED);
                        news.remove(ready);
                        ready.close();
                        ended++;
                        idle = false;
                    }
                }
            }
            if (idle) {
                assertTrue(listener.await(ticket, Deadline.NEVER));
            }
        }
        for (Background<Integer> writer : writing) {
            assertEquals(messages, writer.get());
        }
        listener.close();
        assertEquals(0, pipes.size());
    }

    @Test
    void everyAnswerOfNothingIsFollowedByANotice() throws Exception {
        int rounds = 20_000;
        Random random = new Random(SEED);
        Ends ends = Ends.connected();
        Semaphore asked = new Semaphore(0);
        Semaphore written = new Semaphore(0);
        var writing = Background.call(() -> {
            for (int round = 0; round < rounds; round++) {
                asked.acquire();
                ends.client().write(numbered(round, 0), Deadline.NEVER);
                written.release();
            }
            return rounds;
        });
        for (int round = 0; round < rounds; round++) {
            assertEquals(Readiness.NOTHING, ends.server().poll());
            asked.release();
            // Others may look as well, until the message comes and after: that takes nothing from the first answer.
            for (int looks = random.nextInt(2000); looks > 0 && ends.server().poll() == Readiness.NOTHING; looks--) {
                Thread.onSpinWait();
            }
            written.acquire();
            assertSame(ends.server(), ends.listener().pollReady(), "seed " + SEED + ", round " + round);
            assertNull(ends.listener().pollReady(), "seed " + SEED + ", round " + round);
            check(ends.server().read(Ends.now()), round);
        }
        assertEquals(rounds, writing.get());
    }

    @Test
    void connectsAndClosesLeaveNothing() throws Exception {
        Namespace pipes = new Namespace();
        List<Background<Integer>> threads = new ArrayList<>();
        int rounds = 3000;
        for (int t = 0; t < 4; t++) {
            long seed = SEED + t;
            threads.add(Background.call(() -> {
                Random random = new Random(seed);
                int connected = 0;
                for (int i = 0; i < rounds; i++) {
                    boolean waits = random.nextBoolean();
                    try (PipeChannel channel = pipes.connect(
                            Ends.connect(Ends.ADDRESS, Direction.BOTH, 4096, waits, deadlineInTime(random)))) {
                        connected++;
                        assertNotNull(channel);
                    } catch (PipeNotFoundException | PipeBusyException e) {
                        // Both happen, as the server comes and goes.
                    }
                }
                return connected;
            }));
        }
        Random random = new Random(SEED);
        while (!threads.stream().allMatch(Background::isDone)) {
            try (LoopbackListener listener =
                    pipes.listen(Ends.listen(Ends.ADDRESS, Direction.BOTH, 1 + random.nextInt(3), 4096))) {
                int clients = random.nextInt(10);
                for (int i = 0; i < clients; i++) {
                    PipeChannel channel = listener.pollClient();
                    if (channel != null) {
                        channel.close();
                    }
                }
            }
        }
        for (Background<Integer> thread : threads) {
            assertTrue(thread.get() <= rounds);
        }
        assertEquals(0, pipes.size());
    }

    private static long deadlineInTime(Random random) {
        return random.nextBoolean() ? Ends.now() : Deadline.after(Duration.ofNanos(random.nextInt(1_000_000)));
    }
}
