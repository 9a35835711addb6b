package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;
import wpipe.spi.Readiness;

/**
 * Random schedules of reads, writes, looks, timeouts, ends, cancels and closes, on many channels at once. What is checked
 * is what the fake checks: nothing is issued, touched, closed or given back while it must not be; and that all ends.
 */
final class RaceTest extends EngineTest {
    private static final long SEED = 20261123;
    private static final int ROUNDS = 60;

    /** Guarded by itself. */
    private final Random random = new Random(SEED);

    /** Those whose reading side is that of a callback: another look would take its place, and it would never be told. */
    private final Set<PipeChannel> calledBack = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void theSystemDoesOneThingOrAnother() {
        for (int i = 0; i < 20_000; i++) {
            kernel.io("ReadFile", call -> switch (next(4)) {
                case 0 -> Reaction.gives("inline").react(call);
                case 1 -> later(call, Win32.STATUS_PIPE_BROKEN, 0);
                case 2 -> later(call, Win32.STATUS_SUCCESS, 3);
                default -> call.pend();
            });
            kernel.io("WriteFile", call -> switch (next(3)) {
                case 0 -> Reaction.takes(call.size()).react(call);
                case 1 -> later(call, Win32.STATUS_SUCCESS, call.size());
                default -> call.pend();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientsAreClosedWhileTheyAreUsed(Background.Kind kind) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<Background<?>> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                use(connect(Direction.BOTH), kind, threads);
            }
            end(threads, "seed " + SEED + ", round " + round);
        }
    }

    @ParameterizedTest
    @EnumSource
    void serversAreClosedWhileClientsCome(Background.Kind kind) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<Background<?>> threads = new ArrayList<>();
            Win32Listener listener = listen(Direction.BOTH, 1 + next(3));
            threads.add(Background.start(kind, tolerant(() -> serve(listener, kind))));
            for (int i = 0; i < 3; i++) {
                threads.add(Background.platform(() -> {
                    kernel.pendingCalls().stream()
                            .filter(call -> call.function().equals("ConnectNamedPipe"))
                            .forEach(OverlappedCall::succeed);
                    return null;
                }));
            }
            int delay = next(100);
            threads.add(Background.start(kind, tolerant(() -> {
                spin(delay);
                listener.close();
            })));
            end(threads, "seed " + SEED + ", round " + round);
            PipeChannel late = listener.pollClient();
            assertEquals(null, late, "a closed listener hands out nobody");
        }
    }

    /** Takes clients and looks at them until the listener is closed. */
    private void serve(PipeListener listener, Background.Kind kind) throws Exception {
        List<Background<?>> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long ticket = listener.ticket();
            PipeChannel client;
            while ((client = listener.pollClient()) != null) {
                client.poll();
                use(client, kind, threads);
            }
            PipeChannel ready;
            while ((ready = listener.pollReady()) != null) {
                if (!calledBack.contains(ready)) {
                    ready.poll();
                }
            }
            listener.await(ticket, Deadline.after(Duration.ofMillis(1)));
        }
        end(threads, "clients");
        PipeChannel last;
        while ((last = listener.pollClient()) != null) {
            last.close();
        }
    }

    /** A reader, a writer and two threads that close; reader and writer may wait as callbacks. */
    private void use(PipeChannel channel, Background.Kind kind, List<Background<?>> threads) {
        int reads = next(5);
        if (next(2) == 0) {
            calledBack.add(channel);
            threads.add(Background.start(kind, tolerant(() -> {
                for (int i = 0; i < reads; i++) {
                    readAsCallback(channel);
                }
            })));
            threads.add(Background.start(kind, tolerant(() -> {
                for (int i = 0; i < reads; i++) {
                    writeAsCallback(channel);
                }
            })));
            close(channel, kind, threads);
            return;
        }
        threads.add(Background.start(kind, tolerant(() -> {
            for (int i = 0; i < reads; i++) {
                if (next(2) == 0) {
                    channel.poll();
                }
                readSomehow(channel);
            }
        })));
        threads.add(Background.start(kind, tolerant(() -> {
            for (int i = 0; i < reads; i++) {
                channel.write(message("some message"), deadline());
            }
        })));
        close(channel, kind, threads);
    }

    private void close(PipeChannel channel, Background.Kind kind, List<Background<?>> threads) {
        for (int i = 0; i < 2; i++) {
            int delay = next(2000);
            threads.add(Background.start(kind, tolerant(() -> {
                spin(delay);
                channel.close();
            })));
        }
    }

    private void readSomehow(PipeChannel channel) throws IOException {
        try {
            channel.read(deadline());
        } catch (PipeTimeoutException e) {
            // The next one may have more time.
        }
    }

    private void readAsCallback(PipeChannel channel) throws Exception {
        while (true) {
            CompletableFuture<Boolean> news = new CompletableFuture<>();
            if (channel.poll(() -> news.complete(true)) != Readiness.NOTHING) {
                channel.read(past());
                return;
            }
            if (next(4) == 0) {
                readSomehow(channel);
                return;
            }
            news.get();
        }
    }

    private void writeAsCallback(PipeChannel channel) throws Exception {
        Semaphore news = new Semaphore(0);
        boolean written = channel.beginWrite(message("some message"), news::release);
        while (!written) {
            if (next(3) == 0) {
                channel.cancelWrite();
                return;
            }
            news.acquire();
            written = channel.endWrite();
        }
    }

    private long deadline() {
        return switch (next(3)) {
            case 0 -> past();
            case 1 -> System.nanoTime() + next(200_000);
            default -> Deadline.NEVER;
        };
    }

    /** The operation is pending, and another thread ends it at once, maybe with a pause between its status and its event. */
    private int later(OverlappedCall call, int status, int bytes) {
        int code = call.pend();
        int pause = next(2) * next(2000);
        Background.platform(() -> {
            if (pause == 0) {
                return call.end(status, bytes);
            }
            Runnable told = call.endUntold(status, bytes);
            spin(pause);
            told.run();
            return true;
        });
        return code;
    }

    private int next(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** What a channel may throw that is closed, or whose peer is gone; all else is a failure. */
    private static Callable<Void> tolerant(Step step) {
        return () -> {
            try {
                step.run();
            } catch (ClosedChannelException | PeerClosedException | PipeTimeoutException e) {
                return null;
            }
            return null;
        };
    }

    private static void end(List<Background<?>> threads, String which) throws Exception {
        for (Background<?> thread : threads) {
            try {
                thread.get();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(which, e);
            }
        }
    }
}
