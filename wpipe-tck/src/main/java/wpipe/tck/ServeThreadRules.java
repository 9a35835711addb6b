package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import wpipe.api.Client;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.RequestHandler;
import wpipe.api.ServeOptions;

/** Section 10, what serving asks of threads. */
interface ServeThreadRules extends Rules {
    @Test
    default void rule_10_8_aClientsRequestsComeOneAfterTheOther() throws Exception {
        int count = 40;
        for (ServeOptions options :
                List.of(ServeOptions.defaults(), ServeOptions.defaults().withMaxConcurrent(2))) {
            AtomicInteger inHandler = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            RequestHandler handler = (client, request) -> {
                most.accumulateAndGet(inHandler.incrementAndGet(), Math::max);
                for (int i = 0; i < 100; i++) {
                    Thread.onSpinWait();
                }
                inHandler.decrementAndGet();
                return request;
            };
            try (Serving serving = new Serving.Kind(subject(), Mode.DUPLEX, options).serve(handler);
                    Client client = serving.connect()) {
                Call<Boolean> writes = serving.pipes().run("writes", () -> {
                    for (int number = 0; number < count; number++) {
                        client.write(Payload.numbered(number, 10 + number), GUARD);
                    }
                });
                for (int number = 0; number < count; number++) {
                    Payload.assertNumber(number, 10 + number, client.read(GUARD));
                }
                writes.get();
                assertEquals(1, most.get(), "requests of one client that were handled at a time");
            }
        }
    }

    @Test
    default void rule_10_8_aSlowHandlerHoldsUpItsOwnClientOnly() throws Exception {
        Serving.each(subject(), kind -> {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            RequestHandler handler = (client, request) -> {
                if (request.length == 1) {
                    begun.countDown();
                    released.await(GUARD.toSeconds(), TimeUnit.SECONDS);
                }
                return request;
            };
            try (Serving serving = kind.serve(handler)) {
                Call<byte[]> slow = serving.ask(serving.connect(), Payload.random(1));
                assertTrue(begun.await(GUARD.toSeconds(), TimeUnit.SECONDS), "the slow handler has begun");
                for (int i = 0; i < 10; i++) {
                    serving.echo(10 + i);
                }
                assertFalse(slow.isDone(), "the slow one is still slow");
                released.countDown();
                assertArrayEquals(Payload.random(1), slow.get(), "the slow one's reply");
            }
        });
    }

    @Test
    default void rule_10_8_noMoreAreHandledAtOnceThanAllowed() throws Exception {
        int limit = 2;
        int clients = 5;
        Serving.each(subject(), kind -> {
            Semaphore entered = new Semaphore(0);
            Semaphore released = new Semaphore(0);
            AtomicInteger inHandler = new AtomicInteger();
            RequestHandler handler = (client, request) -> {
                assertTrue(inHandler.incrementAndGet() <= limit, "handlers at once");
                entered.release();
                released.tryAcquire(GUARD.toSeconds(), TimeUnit.SECONDS);
                inHandler.decrementAndGet();
                return request;
            };
            try (Serving serving = kind.serve(o -> o, kind.options().withMaxConcurrent(limit), handler)) {
                List<Call<byte[]>> calls = new ArrayList<>();
                for (int i = 0; i < clients; i++) {
                    calls.add(serving.ask(serving.connect(), Payload.random(8)));
                }
                for (int i = 0; i < clients; i++) {
                    assertTrue(entered.tryAcquire(GUARD.toSeconds(), TimeUnit.SECONDS), "one more is handled");
                    if (i >= limit - 1) {
                        assertFalse(entered.tryAcquire(), "more are handled than allowed");
                        released.release();
                    }
                }
                released.release(limit);
                for (Call<byte[]> call : calls) {
                    assertArrayEquals(Payload.random(8), call.get(), "the reply");
                }
                assertEquals(List.of(), serving.failures(), "failures");
            }
        });
    }

    @Test
    default void rule_10_12_idleClientsAreNotGivenToTheExecutor() throws Exception {
        int clients = 30;
        AtomicInteger tasks = new AtomicInteger();
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            ServeOptions options = ServeOptions.defaults().withExecutor(task -> {
                tasks.incrementAndGet();
                pool.execute(task);
            });
            Serving.Kind kind = new Serving.Kind(subject(), Mode.SLAVE, options);
            try (Serving serving = kind.serve(o -> o.withMaxClients(clients), options, (client, request) -> request)) {
                List<Client> connected = new ArrayList<>();
                for (int i = 0; i < clients; i++) {
                    connected.add(serving.connect());
                }
                Pipes.awaitClients(serving.server(), clients);
                assertEquals(0, tasks.get(), "tasks for clients that ask nothing");
                for (int round = 1; round <= 2; round++) {
                    for (Client client : connected) {
                        client.exchange(new byte[10], GUARD);
                    }
                    assertEquals(clients * round, tasks.get(), "tasks: one for each request");
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_10_12_threadsDoNotGrowWithClients() throws Exception {
        int clients = 60;
        int few = 20;
        Serving.each(subject(), kind -> {
            ServeOptions options = kind.options();
            try (Serving serving = kind.serve(o -> o.withMaxClients(clients), options, (client, request) -> request)) {
                serving.echo(1);
                int before = Footprint.threadCount();
                List<Client> connected = new ArrayList<>();
                for (int i = 0; i < clients; i++) {
                    connected.add(serving.connect());
                    connected.get(i).exchange(new byte[10], GUARD);
                }
                int now = Footprint.threadCount();
                assertTrue(now <= before + few, () -> before + " threads before " + clients + " clients, now " + now);
            }
        });
    }

    @Test
    default void rule_10_9_anExecutorThatRefusesEndsTheClient() throws Exception {
        try (Serving serving = new Serving.Kind(
                        subject(), Mode.SLAVE, ServeOptions.defaults().withExecutor(refusing()))
                .serve((client, request) -> request)) {
            Call<byte[]> call = serving.ask(serving.connect(), new byte[1]);
            assertInstanceOf(RejectedExecutionException.class, serving.failure().cause());
            call.failure(PeerClosedException.class);
            assertTrue(serving.service().isOpen(), "the service goes on");
            assertTrue(serving.service().shutdown(GUARD), "nothing is left");
        }
    }

    private static Executor refusing() {
        ExecutorService executor = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
        executor.shutdown();
        return executor;
    }
}
