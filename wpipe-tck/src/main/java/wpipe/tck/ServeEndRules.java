package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.RequestHandler;
import wpipe.api.ServeOptions;
import wpipe.api.Service;

/** Section 10, how serving ends. */
interface ServeEndRules extends Rules {
    private static void assertEnded(Serving serving) throws InterruptedException {
        assertFalse(serving.service().isOpen(), "the service is open");
        assertFalse(serving.server().isOpen(), "the server is open");
        assertEquals(0, serving.server().clientCount(), "clients");
        serving.service().awaitClose();
    }

    private static void assertTakesNobody(Serving serving) {
        IOException e = assertThrows(
                IOException.class,
                () -> serving.pipes()
                        .connect(serving.server().mode().complement(), o -> o.withConnectTimeout(Duration.ZERO)));
        assertTrue(e instanceof PipeNotFoundException || e instanceof PipeBusyException, e::toString);
    }

    @Test
    default void rule_10_10_shutdownFinishesWhatWasBegun() throws Exception {
        Serving.each(subject(), kind -> {
            HandlerGate gate = new HandlerGate();
            try (Serving serving = kind.serve(gate);
                    Client idle = serving.connect()) {
                Pipes.awaitClients(serving.server(), 1);
                Call<byte[]> call = serving.ask(serving.connect(), Payload.random(10));
                gate.awaitBegun();
                Call<Boolean> shutdown = serving.pipes()
                        .start("shutdown", () -> serving.service().shutdown(GUARD));
                Eventually.holds("the idle client is let go", () -> !idle.isAlive());
                assertTakesNobody(serving);
                assertTrue(serving.service().isOpen(), "open until what was begun is finished");
                gate.open();
                assertTrue(shutdown.get(), "all was finished");
                assertArrayEquals(Payload.random(10), call.get(), "the reply to what was begun");
                assertEnded(serving);
                assertEquals(List.of(), serving.failures(), "failures");
            }
        });
    }

    @Test
    default void rule_10_10_shutdownCutsOffWhatTakesTooLong() throws Exception {
        Serving.each(subject(), kind -> {
            HandlerGate gate = new HandlerGate();
            try (Serving serving = kind.serve(gate)) {
                Call<byte[]> call = serving.ask(serving.connect(), Payload.random(10));
                gate.awaitBegun();
                assertFalse(serving.service().shutdown(SHORT), "not all was finished");
                gate.awaitInterrupted();
                call.failure(PeerClosedException.class);
                assertEnded(serving);
                assertInstanceOf(InterruptedException.class, serving.failure().cause(), "what the handler threw");
            }
        });
    }

    @Test
    default void rule_10_10_nothingToWaitFor() throws Exception {
        Serving.each(subject(), kind -> {
            try (Serving serving = kind.serve((client, request) -> request)) {
                serving.echo(10);
                Client asked = serving.connect();
                asked.exchange(new byte[1], GUARD);
                Client idle = serving.connect();
                Eventually.holds(
                        "the last request has ended", () -> serving.server().clientCount() >= 1);
                assertTrue(serving.service().shutdown(GUARD), "all was finished");
                assertEnded(serving);
                assertThrows(PeerClosedException.class, () -> idle.exchange(new byte[1], GUARD));
                assertTrue(serving.service().shutdown(Duration.ZERO), "again");
                assertThrows(
                        IllegalArgumentException.class, () -> serving.service().shutdown(Duration.ofNanos(-1)));
            }
        });
    }

    @Test
    default void rule_10_10_shutdownInTheMidstOfTraffic() throws Exception {
        Serving.each(subject(), kind -> {
            for (int round = 0; round < 5; round++) {
                AtomicInteger handled = new AtomicInteger();
                AtomicInteger replies = new AtomicInteger();
                RequestHandler handler = (client, request) -> {
                    handled.incrementAndGet();
                    return request;
                };
                try (Serving serving = kind.serve(handler)) {
                    List<Call<Boolean>> clients = new ArrayList<>();
                    for (int i = 0; i < 4; i++) {
                        clients.add(serving.pipes().run("client", () -> talk(serving, replies)));
                    }
                    int enough = 20 * round;
                    Eventually.holds("there is traffic", () -> replies.get() >= enough);
                    assertTrue(serving.service().shutdown(GUARD), "all was finished");
                    assertEnded(serving);
                    for (Call<Boolean> client : clients) {
                        client.get();
                    }
                    assertEquals(handled.get(), replies.get(), "requests that were handled, and replies that came");
                    assertEquals(List.of(), serving.failures(), "failures");
                }
            }
        });
    }

    /** Asks until the server is gone, and counts the replies. */
    private static void talk(Serving serving, AtomicInteger replies) throws IOException {
        try {
            while (true) {
                try (Client client = serving.connect()) {
                    while (client.isOpen()) {
                        client.exchange(Payload.random(20), GUARD);
                        replies.incrementAndGet();
                    }
                }
            }
        } catch (PeerClosedException | PipeNotFoundException | PipeBusyException e) {
            return;
        }
    }

    @Test
    default void rule_10_10_anInterruptEndsTheWait() throws Exception {
        Serving.each(subject(), kind -> {
            HandlerGate gate = new HandlerGate();
            try (Serving serving = kind.serve(gate)) {
                Call<byte[]> call = serving.ask(serving.connect(), new byte[1]);
                gate.awaitBegun();
                Call<Boolean> shutdown = serving.pipes()
                        .start("shutdown", () -> serving.service().shutdown(GUARD));
                shutdown.settle(5);
                shutdown.interrupt();
                shutdown.failure(InterruptedIOException.class);
                assertTrue(shutdown.interruptStatus(), "interrupt status");
                gate.awaitInterrupted();
                call.failure(PeerClosedException.class);
                assertEnded(serving);
            }
        });
    }

    @Test
    default void rule_10_10_aHandlerCannotWaitForItself() throws Exception {
        Serving.each(subject(), kind -> {
            AtomicReference<Service> service = new AtomicReference<>();
            RequestHandler handler = (client, request) -> {
                assertThrows(IllegalStateException.class, () -> service.get().shutdown(GUARD));
                return request;
            };
            try (Serving serving = kind.serve(handler)) {
                service.set(serving.service());
                serving.echo(10);
                assertTrue(serving.service().isOpen(), "it serves on");
            }
        });
    }

    @Test
    default void rule_10_11_closeEndsAtOnce() throws Exception {
        Serving.each(subject(), kind -> {
            for (boolean wholeServer : new boolean[] {false, true}) {
                HandlerGate gate = new HandlerGate();
                try (Serving serving = kind.serve(gate)) {
                    Call<byte[]> call = serving.ask(serving.connect(), new byte[1]);
                    Call<Boolean> wait = serving.pipes()
                            .run("awaitClose", () -> serving.service().awaitClose());
                    Client idle = serving.connect();
                    gate.awaitBegun();
                    assertFalse(wait.isDone(), "it waits");
                    Closeable closes = wholeServer ? serving.server() : serving.service();
                    closes.close();
                    closes.close();
                    gate.awaitInterrupted();
                    call.failure(PeerClosedException.class);
                    assertThrows(PeerClosedException.class, () -> idle.exchange(new byte[1], GUARD));
                    wait.get();
                    assertEnded(serving);
                    assertFalse(serving.service().shutdown(GUARD), "not all was finished");
                }
            }
        });
    }

    @Test
    default void rule_10_11_aHandlerCanCloseTheService() throws Exception {
        Serving.each(subject(), kind -> {
            for (boolean wholeServer : new boolean[] {false, true}) {
                AtomicReference<Closeable> closes = new AtomicReference<>();
                AtomicReference<Boolean> interrupted = new AtomicReference<>();
                RequestHandler handler = (client, request) -> {
                    closes.get().close();
                    interrupted.set(Thread.currentThread().isInterrupted());
                    return request;
                };
                try (Serving serving = kind.serve(handler)) {
                    closes.set(wholeServer ? serving.server() : serving.service());
                    Client client = serving.connect();
                    assertThrows(PeerClosedException.class, () -> client.exchange(new byte[1], GUARD));
                    serving.service().awaitClose();
                    assertEnded(serving);
                    Eventually.holds("the handler goes on", () -> interrupted.get() != null);
                    assertFalse(interrupted.get(), "it has interrupted itself");
                    assertEquals(List.of(), serving.failures(), "failures");
                }
            }
        });
    }

    @Test
    default void rule_10_11_anInterruptIsForTheHandlerOnly() throws Exception {
        AtomicReference<Boolean> status = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        // A thread of the user's, which does something else after the task.
        Executor executor = task -> Executors.defaultThreadFactory()
                .newThread(() -> {
                    task.run();
                    status.set(Thread.currentThread().isInterrupted());
                    ended.countDown();
                })
                .start();
        HandlerGate gate = new HandlerGate();
        RequestHandler ignores = (client, request) -> {
            try {
                return gate.handle(client, request);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return request;
            }
        };
        ServeOptions options = ServeOptions.defaults().withExecutor(executor);
        try (Serving serving = new Serving.Kind(subject(), Mode.SLAVE, options).serve(ignores)) {
            Call<byte[]> call = serving.ask(serving.connect(), new byte[1]);
            gate.awaitBegun();
            serving.service().close();
            call.failure(PeerClosedException.class);
            assertTrue(ended.await(GUARD.toSeconds(), TimeUnit.SECONDS), "the task has ended");
            assertFalse(status.get(), "the thread is interrupted after the task");
        }
    }
}
