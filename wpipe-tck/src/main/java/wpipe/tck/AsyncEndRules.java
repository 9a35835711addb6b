package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.Server;

/** Rules 11.4 and 11.5: asynchronous calls that are ended, and what depends on them. */
interface AsyncEndRules extends Rules {
    @Test
    default void rule_11_4_aCloseEndsAllThatIsUnderWay() throws Exception {
        for (boolean atServer : new boolean[] {true, false}) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(Mode.DUPLEX);
                Connection end = atServer ? link.atServer() : link.client();
                Pipes.fill(end, 4000);
                List<CompletableFuture<?>> calls = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    calls.add(end.readAsync());
                    calls.add(end.writeAsync(Payload.random(4000)));
                    calls.add(end.exchangeAsync(Payload.random(4000)));
                }
                end.close();
                for (CompletableFuture<?> call : calls) {
                    Async.failure(AsynchronousCloseException.class, call);
                }
            }
        }
    }

    @Test
    default void rule_11_4_theCloseOfAServerEndsThem() throws Exception {
        Modes.serverReads(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                CompletableFuture<?> call = mode == Mode.MASTER
                        ? link.atServer().exchangeAsync(new byte[1])
                        : link.atServer().readAsync();
                assertFalse(call.isDone());
                link.server().close();
                Async.failure(AsynchronousCloseException.class, call);
            }
        });
    }

    @Test
    default void rule_11_4_afterACloseNothingIsBegun() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX);
            link.client().close();
            for (CompletableFuture<?> call : List.of(
                    link.client().readAsync(),
                    link.client().writeAsync(new byte[1]),
                    link.client().exchangeAsync(new byte[1]))) {
                assertTrue(call.isDone());
                ClosedChannelException e = Async.failure(ClosedChannelException.class, call);
                assertFalse(e instanceof AsynchronousCloseException, "it was closed before");
            }
        }
    }

    @Test
    default void rule_11_4_thePeerGoes() throws Exception {
        for (boolean atServer : new boolean[] {true, false}) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(Mode.DUPLEX);
                Connection end = atServer ? link.atServer() : link.client();
                Connection peer = atServer ? link.client() : link.atServer();
                Pipes.fill(end, 4000);
                List<CompletableFuture<?>> calls = new ArrayList<>();
                CompletableFuture<byte[]> last = end.readAsync();
                for (int i = 0; i < 3; i++) {
                    calls.add(end.readAsync());
                    calls.add(end.writeAsync(Payload.random(4000)));
                }
                peer.write(Payload.numbered(1, 10));
                peer.close();
                Payload.assertNumber(1, 10, Async.get(last));
                for (CompletableFuture<?> call : calls) {
                    Async.failure(PeerClosedException.class, call);
                }
                Async.failure(PeerClosedException.class, end.readAsync());
                Async.failure(PeerClosedException.class, end.writeAsync(new byte[1]));
            }
        }
    }

    @Test
    default void rule_11_4_aClientWhoseEndWasReadIsGone() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE, options -> options.withMaxClients(1));
            Link link = pipes.join(server);
            CompletableFuture<byte[]> read = link.atServer().readAsync();
            link.client().close();
            Async.failure(PeerClosedException.class, read);
            Call<Connection> accept = pipes.start("accept", server::accept);
            Client next = pipes.connect(Mode.MASTER);
            CompletableFuture<byte[]> answer = next.exchangeAsync(Payload.numbered(1, 10));
            Connection connection = accept.get();
            Payload.assertNumber(1, 10, Async.get(connection.readAsync()));
            Async.get(connection.writeAsync(Payload.numbered(2, 10)));
            Payload.assertNumber(2, 10, Async.get(answer));
        }
    }

    @Test
    default void rule_11_5_whatDependsOnOneMayBlock() throws Exception {
        int blocked = 3;
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.READER, options -> options.withMaxClients(blocked + 2));
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch blocking = new CountDownLatch(1);
            List<CompletableFuture<Integer>> results = new ArrayList<>();
            try {
                for (int i = 0; i < blocked; i++) {
                    Link link = pipes.join(server);
                    results.add(link.atServer().readAsync().thenApply(message -> {
                        blocking.countDown();
                        await(go);
                        return message.length;
                    }));
                    link.client().write(Payload.random(10 + i), GUARD);
                }
                await(blocking);
                // Everything that does not run behind those goes on: accepting, waiting for data, blocking reads.
                Link other = pipes.join(server);
                Call<byte[]> read = pipes.start("read", other.atServer()::read);
                read.settle(1000);
                other.client().write(Payload.random(50), GUARD);
                assertEquals(50, read.get().length);
                Call<List<Connection>> waiting = pipes.start("waitForData", server::waitForData);
                waiting.settle(1000);
                other.client().write(Payload.random(60), GUARD);
                assertEquals(List.of(other.atServer()), waiting.get(), "those that can be read");
            } finally {
                go.countDown();
            }
            for (int i = 0; i < blocked; i++) {
                assertEquals(10 + i, Async.get(results.get(i)));
            }
        }
    }

    @Test
    default void rule_11_5_whatDependsOnATimeoutMayBlock() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.READER);
            CountDownLatch go = new CountDownLatch(1);
            CountDownLatch blocking = new CountDownLatch(1);
            CompletableFuture<byte[]> read = pipes.join(server).atServer().readAsync();
            CompletableFuture<Boolean> failed = read.handle((message, failure) -> {
                blocking.countDown();
                await(go);
                return failure instanceof TimeoutException;
            });
            Objects.requireNonNull(read.orTimeout(1, TimeUnit.MILLISECONDS));
            try {
                await(blocking);
                // The timeouts of the JDK go on.
                Async.failure(TimeoutException.class, new CompletableFuture<>().orTimeout(1, TimeUnit.MILLISECONDS));
            } finally {
                go.countDown();
            }
            assertTrue(Async.get(failed));
            CompletableFuture<byte[]> replaced =
                    pipes.join(server).atServer().readAsync().completeOnTimeout(new byte[3], 1, TimeUnit.MILLISECONDS);
            assertEquals(3, Async.get(replaced).length);
        }
    }

    @Test
    default void rule_11_3_aReasonThatIsNoneTakesNothingBack() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.READER);
            CompletableFuture<byte[]> read = link.atServer().readAsync();
            assertThrows(NullPointerException.class, () -> read.completeExceptionally(null));
            assertThrows(NullPointerException.class, () -> read.orTimeout(1, null));
            link.client().write(Payload.random(10), GUARD);
            assertArrayEquals(Payload.random(10), Async.get(read));
        }
    }

    @Test
    default void rule_11_5_whatDependsOnOneMayUseTheConnection() throws Exception {
        int count = 50;
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.SLAVE);
            CompletableFuture<Integer> echoed = echo(link.receiver(), 0, count);
            CompletableFuture<byte[]> answer = link.sender().exchangeAsync(Payload.numbered(0, 10));
            for (int i = 1; i < count; i++) {
                int number = i;
                answer = answer.thenCompose(message -> {
                    Payload.assertNumber(number - 1, 10, message);
                    return link.sender().exchangeAsync(Payload.numbered(number, 10));
                });
            }
            Payload.assertNumber(count - 1, 10, Async.get(answer));
            assertEquals(count, Async.get(echoed));
            // What depends on a read may close what it came from.
            CompletableFuture<Boolean> closed = link.receiver().readAsync().handle((message, failure) -> {
                close(link.receiver());
                return true;
            });
            link.sender().write(new byte[1], GUARD);
            assertTrue(Async.get(closed));
            Async.failure(PeerClosedException.class, link.sender().readAsync());
        }
    }

    private static CompletableFuture<Integer> echo(Connection slave, int done, int count) {
        return done == count
                ? CompletableFuture.completedFuture(done)
                : slave.readAsync().thenCompose(slave::writeAsync).thenCompose(nothing -> echo(slave, done + 1, count));
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(GUARD.toSeconds(), TimeUnit.SECONDS), "goes on");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
