package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.spi.Deadline;

/** Two pipes as one whose backend fails. */
final class TiedListenerTest {
    private static final String PATH = "\\\\.\\pipe\\Name";

    private final FakeListener reader = new FakeListener();
    private final FakeListener writer = new FakeListener();

    private TiedListener listener = start();

    private TiedListener start() {
        return TiedListener.start(PATH, reader, writer, new Halves(PATH, Duration.ofSeconds(30)));
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureOfTakingClientsIsToldAndThenTriedAgain(boolean ofReader) throws IOException {
        FakeListener broken = ofReader ? reader : writer;
        IOException cause = new IOException("no more instances");
        broken.failure = cause;
        for (int i = 0; i < 3; i++) {
            assertSame(cause, assertThrows(IOException.class, listener::pollClient));
        }
        broken.failure = null;
        FakeChannel out = new FakeChannel();
        writer.clients.add(out);
        // The thread beside may have met the failure once more, and nobody has been told of that.
        while (out.outbox.isEmpty()) {
            poll();
        }
        assertNull(listener.pollClient());
        assertEquals(1, out.outbox.size(), "its token");
    }

    private void poll() {
        try {
            assertNull(listener.pollClient());
        } catch (IOException e) {
            assertEquals("no more instances", e.getMessage());
        }
    }

    @Test
    void whoWaitsIsWokenByAFailureOfTheOtherPipe() throws IOException {
        assertNull(listener.pollClient());
        long ticket = listener.ticket();
        IOException cause = new IOException("no more instances");
        writer.failure = cause;
        writer.wakeup();
        assertTrue(listener.await(ticket, Deadline.NEVER));
        assertSame(cause, assertThrows(IOException.class, listener::pollClient));
    }

    /** The backends close what nobody has taken, and nothing else: so nothing is taken any more. */
    @Test
    void whatComesDuringTheCloseIsLeftToTheBackends() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        reader.whenClosed = () -> {
            closing.countDown();
            await(goOn);
        };
        Thread closer = new Thread(() -> {
            try {
                listener.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        FakeChannel late = new FakeChannel();
        writer.whenTicketed = () -> {
            writer.whenTicketed = () -> {};
            closer.start();
            await(closing);
            writer.clients.add(late);
        };
        writer.wakeup();
        await(closing);
        while (isRunning()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        closer.join();
        assertEquals(List.of(), late.outbox, "the token");
        assertEquals(List.of(late), List.copyOf(writer.clients));
    }

    private static boolean isRunning() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("wpipe-association " + PATH));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWaitThatFailsIsTheEnd() throws Exception {
        listener.close();
        writer.awaitFailure = new IOException("await");
        try (LogCapture log = new LogCapture()) {
            listener = start();
            while (log.lines().isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(List.of("SEVERE no more clients can be taken on " + PATH), log.lines());
        }
        for (int i = 0; i < 2; i++) {
            IOException e = assertThrows(IOException.class, () -> {
                while (listener.pollClient() == null) {
                    Thread.onSpinWait();
                }
            });
            assertSame(writer.awaitFailure, e.getCause());
        }
    }
}
