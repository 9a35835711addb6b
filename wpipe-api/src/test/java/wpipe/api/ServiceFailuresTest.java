package wpipe.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import wpipe.api.ServeFailure.Phase;

/** A service whose backend fails, or whose user does. The handlers run on the service's own thread. */
final class ServiceFailuresTest {
    private final FakeProvider backend = new FakeProvider("fake");
    private final FakeListener listener = backend.listener;
    private final BlockingQueue<ServeFailure> failures = new LinkedBlockingQueue<>();

    /** What the handlers were asked, each after all that its channel did for the one before. */
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    private final ServeOptions options =
            ServeOptions.defaults().withExecutor(Runnable::run).withErrorListener(failures::add);

    private Service serve(ServeOptions serveOptions) throws IOException {
        Server server = Server.open("Name", Mode.SLAVE, ServerOptions.defaults().withProvider(backend));
        return server.serve(
                (client, request) -> {
                    String text = new String(request, UTF_8);
                    requests.add(text);
                    if (text.startsWith("throw")) {
                        throw new IllegalStateException(text);
                    }
                    return ("reply to " + text).getBytes(UTF_8);
                },
                serveOptions);
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(30, TimeUnit.SECONDS);
        assertNotNull(next, "nothing came");
        return next;
    }

    private void assertEndsBy(Exception cause, Service service) throws Exception {
        ServeFailure failure = next(failures);
        assertNull(failure.client());
        assertEquals(Phase.WAIT, failure.phase());
        assertSame(cause, failure.cause());
        service.awaitClose();
        assertFalse(service.isOpen());
        assertFalse(service.server().isOpen());
        assertEquals(1, listener.closes);
        assertEquals(List.of(), List.copyOf(failures));
    }

    @Test
    void takingClientsFailsAndGoesOn() throws Exception {
        FakeChannel early = new FakeChannel();
        Service service = serve(options);
        listener.come(early);
        while (service.server().clientCount() < 1) {
            Thread.onSpinWait();
        }
        IOException cause = new IOException("no more instances");
        listener.failure = cause;
        listener.wakeup();
        ServeFailure failure = next(failures);
        assertNull(failure.client());
        assertEquals(Phase.ACCEPT, failure.phase());
        assertSame(cause, failure.cause());
        early.inbox.add("of one who is there");
        listener.ready.add(early);
        listener.wakeup();
        assertEquals("of one who is there", next(requests));
        // Nobody wakes the service: it tries again by itself.
        listener.failure = null;
        listener.clients.add(FakeChannel.with("of one who comes later"));
        assertEquals("of one who comes later", next(requests));
        assertTrue(service.shutdown(Duration.ofSeconds(30)));
        assertTrue(failures.stream().allMatch(later -> later.phase() == Phase.ACCEPT), "nothing else went wrong");
    }

    /** It is for the service's listener alone, whoever meets it. */
    @Test
    void countingClientsDoesNotMeetTheFailure() throws Exception {
        listener.failure = new IOException("no more instances");
        try (Service service = serve(options)) {
            assertEquals(0, service.server().clientCount());
            assertEquals(Phase.ACCEPT, next(failures).phase());
            assertEquals(0, service.server().clientCount());
            assertEquals(Phase.ACCEPT, next(failures).phase());
        }
    }

    /** Rule 10.9: the thread that the handler ran on is the service's own. */
    @Test
    void anInterruptOfAHandlerEndsItsConnectionAndNothingElse() throws Exception {
        Server server = Server.open("Name", Mode.SLAVE, ServerOptions.defaults().withProvider(backend));
        Service service = server.serve(
                (client, request) -> {
                    String text = new String(request, UTF_8);
                    if (text.equals("interrupted")) {
                        throw new InterruptedException(text);
                    }
                    requests.add(text);
                    Thread.currentThread().interrupt();
                    return request;
                },
                options);
        listener.come(FakeChannel.with("interrupted"), FakeChannel.with("fine"));
        assertEquals(Phase.HANDLE, next(failures).phase());
        assertEquals("fine", next(requests));
        listener.come(FakeChannel.with("later"));
        assertEquals("later", next(requests));
        assertTrue(service.isOpen());
        assertTrue(service.shutdown(Duration.ofSeconds(30)));
    }

    @Test
    void theListenerCannotWaitForWhatItIsToldOf() throws Exception {
        AtomicReference<Service> service = new AtomicReference<>();
        CompletableFuture<Exception> met = new CompletableFuture<>();
        service.set(serve(options.withErrorListener(failure -> {
            try {
                service.get().shutdown(Duration.ofDays(1));
                met.complete(new Exception("it has waited"));
            } catch (IOException | IllegalStateException e) {
                met.complete(e);
            }
        })));
        listener.come(FakeChannel.with("throw"));
        assertInstanceOf(IllegalStateException.class, met.get(30, TimeUnit.SECONDS));
        assertTrue(service.get().isOpen());
        assertTrue(service.get().shutdown(Duration.ofSeconds(30)));
    }

    /** A second end of a service that had nothing to do cuts nothing off. */
    @Test
    void aServiceThatWasClosedIdleHasCutNothingOff() throws Exception {
        Service service = serve(options);
        service.close();
        assertTrue(service.shutdown(Duration.ZERO));
    }

    @Test
    void waitingFails() throws Exception {
        listener.awaitFailure = new IOException("await");
        assertEndsBy(listener.awaitFailure, serve(options));
    }

    /** What the list takes from the backend may be a bug of it as well. */
    @Test
    void theBackendThrowsWhatItShouldNot() throws Exception {
        listener.wrong = new IllegalStateException("a bug");
        assertEndsBy(listener.wrong, serve(options));
    }

    @Test
    void theCloseAfterAFailureFails() throws Exception {
        listener.awaitFailure = new IOException("await");
        listener.closeFailure = new IOException("close");
        try (LogCapture log = new LogCapture()) {
            Service service = serve(options);
            assertSame(listener.awaitFailure, next(failures).cause());
            service.awaitClose();
            // The same thread logs, a moment later.
            while (log.lines().isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(List.of("WARNING closing the service of \\\\.\\pipe\\Name"), log.lines());
        }
    }

    @Test
    void aRequestThatWasTakenBackIsNone() throws Exception {
        FakeChannel channel = new FakeChannel();
        // Whoever looks is told of a message, and whoever reads finds none.
        channel.pollFailure = new IOException("poll");
        channel.pollFailures = 3;
        Service service = serve(options);
        listener.come(channel);
        while (channel.polls.get() < 4) {
            Thread.onSpinWait();
        }
        channel.inbox.add("late");
        listener.ready.add(channel);
        listener.wakeup();
        assertEquals("late", next(requests));
        assertTrue(service.shutdown(Duration.ofSeconds(30)));
        assertEquals(List.of("reply to late"), channel.outbox);
        assertEquals(List.of(), List.copyOf(failures));
    }

    @Test
    void aReadThatFailsEndsItsClient() throws Exception {
        FakeChannel broken = FakeChannel.with("never read");
        broken.readFailure = new IOException("read");
        FakeChannel sound = FakeChannel.with("hello");
        Service service = serve(options);
        listener.come(broken, sound);
        ServeFailure failure = next(failures);
        assertEquals(Phase.READ, failure.phase());
        assertSame(broken.readFailure, failure.cause());
        assertEquals("hello", next(requests));
        assertTrue(service.shutdown(Duration.ofSeconds(30)));
        assertEquals(1, broken.closes);
        assertEquals(List.of("reply to hello"), sound.outbox);
    }

    @Test
    void aWriteThatFailsEndsItsClient() throws Exception {
        FakeChannel broken = FakeChannel.with("first");
        broken.writeFailure = new IOException("write");
        Service service = serve(options);
        listener.come(broken, FakeChannel.with("second"));
        assertEquals("first", next(requests));
        ServeFailure failure = next(failures);
        assertEquals(Phase.REPLY, failure.phase());
        assertSame(broken.writeFailure, failure.cause());
        assertEquals("second", next(requests));
        service.close();
        assertEquals(1, broken.closes);
    }

    @Test
    void aConnectionThatCannotBeClosedIsLogged() throws Exception {
        FakeChannel broken = FakeChannel.with("throw");
        broken.closeFailure = new IOException("close");
        try (LogCapture log = new LogCapture();
                Service service = serve(options)) {
            listener.come(broken, FakeChannel.with("second"));
            assertEquals("throw", next(requests));
            assertEquals("throw", next(failures).cause().getMessage());
            assertEquals("second", next(requests));
            assertEquals(List.of("WARNING closing a client of Name"), log.lines());
            assertTrue(service.isOpen());
        }
    }

    @Test
    void aListenerThatThrowsIsLogged() throws Exception {
        ServeOptions throwing = options.withErrorListener(failure -> {
            failures.add(failure);
            throw new IllegalStateException("listener");
        });
        FakeChannel channel = FakeChannel.with("throw");
        try (LogCapture log = new LogCapture();
                Service service = serve(throwing)) {
            listener.come(channel, FakeChannel.with("second"));
            assertEquals("throw", next(failures).cause().getMessage());
            assertEquals("throw", next(requests));
            assertEquals("second", next(requests));
            assertEquals(
                    List.of("WARNING the error listener of the service of \\\\.\\pipe\\Name has failed"), log.lines());
            assertEquals(1, channel.closes);
            assertTrue(service.isOpen());
        }
    }

    /** Clients that go are nothing to warn of; what else goes wrong is. */
    @Test
    void withoutAListenerFailuresAreLogged() throws Exception {
        FakeChannel gone = FakeChannel.with("gone");
        gone.peerGone = true;
        ServeOptions logging = ServeOptions.defaults().withExecutor(Runnable::run);
        try (LogCapture log = new LogCapture();
                Service service = serve(logging)) {
            listener.come(gone, FakeChannel.with("throw"), FakeChannel.with("last"));
            assertEquals("gone", next(requests));
            assertEquals("throw", next(requests));
            assertEquals("last", next(requests));
            assertEquals(List.of("WARNING a client of Name: failure in phase HANDLE"), log.lines());
            assertTrue(service.isOpen());
        }
    }

    @Test
    void aServiceThatFailsIsLogged() throws Exception {
        listener.awaitFailure = new IOException("await");
        try (LogCapture log = new LogCapture()) {
            serve(ServeOptions.defaults()).awaitClose();
            assertEquals(List.of("WARNING a service: failure in phase WAIT"), log.lines());
        }
    }

    @Test
    void shutdownTellsWhatTheCloseMeets() throws Exception {
        FakeChannel idle = new FakeChannel();
        FakeChannel broken = new FakeChannel();
        broken.closeFailure = new IOException("client");
        listener.closeFailure = new IOException("listener");
        Service service = serve(options);
        listener.come(idle, broken);
        while (service.server().clientCount() < 2) {
            Thread.onSpinWait();
        }
        try (LogCapture log = new LogCapture()) {
            IOException failure = assertThrows(IOException.class, () -> service.shutdown(Duration.ofSeconds(30)));
            assertSame(listener.closeFailure, failure);
            assertEquals(List.of("WARNING closing a client of Name"), log.lines());
        }
        assertFalse(service.isOpen());
        assertEquals(List.of(1, 1), List.of(idle.closes, broken.closes));
        service.awaitClose();
    }

    @Test
    void failuresHaveAPhaseAndACause() {
        Exception cause = new Exception("cause");
        assertThrows(NullPointerException.class, () -> new ServeFailure(null, nullPhase(), cause));
        assertThrows(NullPointerException.class, () -> new ServeFailure(null, Phase.READ, nullCause()));
        assertArrayEquals(
                new Object[] {Phase.ACCEPT, Phase.WAIT, Phase.READ, Phase.HANDLE, Phase.REPLY}, Phase.values());
    }

    @SuppressWarnings("NullAway") // what a caller without NullAway can do
    private static Phase nullPhase() {
        return null;
    }

    @SuppressWarnings("NullAway") // what a caller without NullAway can do
    private static Throwable nullCause() {
        return null;
    }
}
