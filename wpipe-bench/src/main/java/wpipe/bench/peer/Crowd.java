package wpipe.bench.peer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import wpipe.bench.link.Link;
import wpipe.bench.link.Pipes;

/** Many clients, each a thread and a connection of its own, that make round trips all at once until they are closed. */
public final class Crowd implements Cell, Closeable {
    private static final int STACK_SIZE = 65_536;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong trips = new AtomicLong();
    private volatile long goal;
    private volatile @Nullable Thread waiter;
    private volatile boolean closed;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    /**
     * Returns when all of them are connected and talking.
     *
     * @param provider of the library, or another way for the client's end of a pipe
     * @param pipe the name
     * @param clients how many
     * @param virtual whether theirs are virtual threads
     */
    public Crowd(String provider, String pipe, int clients, boolean virtual) throws IOException {
        CountDownLatch connected = new CountDownLatch(clients);
        for (int i = 0; i < clients; i++) {
            Thread.Builder thread =
                    virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon().stackSize(STACK_SIZE);
            threads.add(thread.name("client " + i).start(() -> talk(provider, pipe, connected)));
        }
        while (connected.getCount() > 0) {
            pause(0.01);
        }
    }

    /** How many round trips all of them have made so far. */
    public long trips() {
        return trips.get();
    }

    /** Waits until they have made so many in all; for one thread. Fails if one of them has failed. */
    public void awaitTrips(long number) throws IOException {
        waiter = Thread.currentThread();
        goal = number;
        while (trips.get() < number) {
            if (failure.isDone()) {
                pause(0);
            }
            LockSupport.park(this);
        }
    }

    @Override
    public double perSecond(double seconds) throws IOException {
        long before = trips.get();
        long start = System.nanoTime();
        pause(seconds);
        return (trips.get() - before) * 1e9 / (System.nanoTime() - start);
    }

    /** They go after the round trip that they are at. */
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void talk(String provider, String pipe, CountDownLatch connected) {
        try (Link link = Pipes.connect(provider, pipe, Main.MAX_MESSAGE_SIZE)) {
            link.write(new Hello(Hello.ECHO, Hello.SIZE).message());
            ByteBuffer message = ByteBuffer.allocateDirect(Hello.SIZE);
            connected.countDown();
            while (!closed) {
                link.write(message.clear());
                link.read(message.clear());
                if (trips.incrementAndGet() == goal) {
                    LockSupport.unpark(waiter);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.completeExceptionally(e);
            LockSupport.unpark(waiter);
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
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", cause);
    }
}
