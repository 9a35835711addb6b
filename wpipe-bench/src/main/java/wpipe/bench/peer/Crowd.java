package wpipe.bench.peer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import wpipe.bench.link.Link;
import wpipe.bench.link.Pipes;

/** Many clients, each a thread and a connection of its own, that make round trips all at once until they are closed. */
final class Crowd implements Cell, Closeable {
    private static final int STACK_SIZE = 65_536;

    private final LongAdder trips = new LongAdder();
    private volatile boolean closed;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    /** Returns when all of them are connected and talking. */
    Crowd(String provider, String pipe, int clients) throws IOException {
        CountDownLatch connected = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            Thread.ofPlatform()
                    .name("client " + i)
                    .daemon()
                    .stackSize(STACK_SIZE)
                    .start(() -> talk(provider, pipe, connected));
        }
        while (connected.getCount() > 0) {
            pause(0.01);
        }
    }

    @Override
    public double perSecond(double seconds) throws IOException {
        long before = trips.sum();
        long start = System.nanoTime();
        pause(seconds);
        return (trips.sum() - before) * 1e9 / (System.nanoTime() - start);
    }

    /** They go after the round trip that they are at. */
    @Override
    public void close() {
        closed = true;
    }

    private void talk(String provider, String pipe, CountDownLatch connected) {
        try (Link link = Pipes.connect(provider, pipe, Main.MAX_MESSAGE_SIZE)) {
            link.write(new Hello(Hello.ECHO, Hello.SIZE).message());
            ByteBuffer message = ByteBuffer.allocateDirect(Hello.SIZE);
            connected.countDown();
            while (!closed) {
                link.write(message.clear());
                link.read(message.clear());
                trips.increment();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.completeExceptionally(e);
        }
    }

    /** Lets them work for a time; ends early, by an exception, if one of them fails. */
    private void pause(double seconds) throws IOException {
        try {
            failure.get((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // All of them are at work.
        } catch (ExecutionException e) {
            throw new IOException("a client failed", e.getCause());
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
