package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeException;
import wpipe.api.PipeNameInUseException;
import wpipe.api.PipeNotFoundException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;

class NamespaceTest {
    private final Namespace pipes = new Namespace();

    private static PipeAddress address(String name) {
        return PipeAddress.local(name);
    }

    private LoopbackListener listen(String name, int maxInstances) throws IOException {
        return pipes.listen(Ends.listen(address(name), Direction.BOTH, maxInstances, 4096));
    }

    private PipeChannel connect(String name, boolean waitForServer, long deadline) throws IOException {
        return pipes.connect(Ends.connect(address(name), Direction.BOTH, 4096, waitForServer, deadline));
    }

    private PipeChannel connectNow(String name) throws IOException {
        return connect(name, false, Ends.now());
    }

    private static PipeChannel take(LoopbackListener listener) {
        PipeChannel channel = listener.pollClient();
        assertNotNull(channel);
        return channel;
    }

    @AfterEach
    void knowsNoMoreNamesThanItMust() {
        // A test may leave its one listener open; whatever else it began must have left nothing.
        assertTrue(pipes.size() <= 1, "names left: " + pipes.size());
    }

    @Test
    void providersShareOneNamespace() throws IOException {
        ListenRequest request = Ends.listen(address("wpipe.NamespaceTest.shared"), Direction.BOTH, 1, 4096);
        try (var listener = new LoopbackProvider().listen(request);
                var client = new LoopbackProvider()
                        .connect(Ends.connect(request.address(), Direction.BOTH, 4096, false, Ends.now()))) {
            assertNotNull(client);
            assertNotNull(listener.pollClient());
        }
    }

    @Test
    void namesIgnoreCase() throws IOException {
        listen("Straße", 1);
        assertNotNull(connectNow("sTRAßE"));
        assertThrows(PipeNameInUseException.class, () -> listen("STRAßE", 1));
    }

    @Test
    void otherMachinesAreNotFound() {
        PipeAddress elsewhere = PipeAddress.of("elsewhere", "pipe");
        PipeException failure = assertThrows(
                PipeNotFoundException.class,
                () -> pipes.connect(Ends.connect(elsewhere, Direction.BOTH, 4096, true, Deadline.NEVER)));
        assertEquals(53, failure.code());
    }

    @Test
    void absentPipe() {
        assertEquals(
                2,
                assertThrows(PipeNotFoundException.class, () -> connectNow("absent"))
                        .code());
        assertEquals(
                2,
                assertThrows(PipeNotFoundException.class, () -> connect("absent", true, Ends.now()))
                        .code());
        assertEquals(0, pipes.size());
    }

    @Test
    void nameIsTakenUntilTheServersChannelsAreClosed() throws IOException {
        LoopbackListener listener = listen("name", 2);
        PipeChannel client = connectNow("name");
        PipeChannel server = take(listener);
        assertEquals(
                5,
                assertThrows(PipeNameInUseException.class, () -> listen("name", 1))
                        .code());
        listener.close();
        assertThrows(PipeNameInUseException.class, () -> listen("name", 1));
        assertThrows(PipeBusyException.class, () -> connectNow("name"));
        server.close();
        assertEquals(0, pipes.size());
        LoopbackListener second = listen("name", 1);
        assertNotNull(connectNow("name"));
        client.close();
        second.close();
        assertEquals(0, pipes.size());
    }

    @Test
    void closeOfTheListenerClosesClientsThatNobodyTook() throws IOException {
        LoopbackListener listener = listen("name", 2);
        PipeChannel client = connectNow("name");
        listener.close();
        listener.close();
        assertThrows(PeerClosedException.class, () -> client.read(Deadline.NEVER));
        assertNull(listener.pollClient());
        assertEquals(0, pipes.size());
    }

    @Test
    void instanceIsFreeWhenTheServersEndIsClosed() throws IOException {
        LoopbackListener listener = listen("name", 1);
        PipeChannel client = connectNow("name");
        PipeChannel server = take(listener);
        client.close();
        assertEquals(
                231,
                assertThrows(PipeBusyException.class, () -> connectNow("name")).code());
        server.close();
        server.close();
        connectNow("name").close();
        assertThrows(PipeBusyException.class, () -> connectNow("name"));
    }

    @Test
    void waitingClientsAreServedInTheOrderOfComing() throws Exception {
        LoopbackListener listener = listen("name", 1);
        connectNow("name");
        PipeChannel server = take(listener);
        var first =
                Background.call(() -> connect("name", false, Deadline.NEVER)).untilBlocked();
        var second = Background.call(() -> connect("name", true, Deadline.after(Duration.ofDays(1))))
                .untilBlocked();
        server.close();
        PipeChannel one = first.get();
        assertFalse(second.isDone());
        PipeChannel serverOfOne = take(listener);
        one.write(Ends.message("one"), Deadline.NEVER);
        assertEquals("one", Ends.text(serverOfOne.read(Deadline.NEVER)));
        serverOfOne.close();
        assertNotNull(second.get());
    }

    @Test
    void waitingClientsLearnOfTheEndOfThePipe() throws Exception {
        LoopbackListener listener = listen("name", 1);
        connectNow("name");
        var hasty =
                Background.call(() -> connect("name", false, Deadline.NEVER)).untilBlocked();
        var patient =
                Background.call(() -> connect("name", true, Deadline.NEVER)).untilBlocked();
        listener.close();
        assertThrows(PipeNotFoundException.class, hasty::get);
        assertFalse(patient.isDone());
        listen("name", 1);
        assertNotNull(patient.get());
    }

    @Test
    void newPipeServesAllThatWaitForIt() throws Exception {
        var reader = Background.call(
                        () -> pipes.connect(Ends.connect(address("name"), Direction.IN, 4096, true, Deadline.NEVER)))
                .untilBlocked();
        var one = Background.call(() -> connect("name", true, Deadline.NEVER)).untilBlocked();
        var two = Background.call(() -> connect("name", true, Deadline.NEVER)).untilBlocked();
        LoopbackListener listener = pipes.listen(Ends.listen(address("NAME"), Direction.BOTH, 2, 4096));
        assertNotNull(reader.get());
        assertNotNull(one.get());
        assertNotNull(take(listener));
        assertNotNull(take(listener));
        assertFalse(two.isDone());
        two.interrupt();
        assertThrows(InterruptedIOException.class, two::get);
    }

    @Test
    void interruptEndsTheWaitAndKeepsTheStatus() throws Exception {
        AtomicBoolean kept = new AtomicBoolean();
        var waiting = Background.call(() -> {
                    try {
                        return connect("absent", true, Deadline.NEVER);
                    } finally {
                        kept.set(Thread.currentThread().isInterrupted());
                    }
                })
                .untilBlocked();
        waiting.interrupt();
        assertThrows(InterruptedIOException.class, waiting::get);
        assertTrue(kept.get());
        assertEquals(0, pipes.size());
    }

    @Test
    void interruptDoesNotKeepAClientFromAPipeThatIsThere() throws IOException {
        listen("name", 1);
        Thread.currentThread().interrupt();
        assertNotNull(connect("name", false, Deadline.NEVER));
        assertTrue(Thread.interrupted());
    }

    @Test
    void clientMayGoOnlyTheWaysThatThePipeHas() throws IOException {
        for (Direction server : Direction.values()) {
            Set<Direction> admitted = switch (server) {
                case IN -> EnumSet.of(Direction.OUT);
                case OUT -> EnumSet.of(Direction.IN);
                case BOTH -> EnumSet.allOf(Direction.class);
            };
            LoopbackListener listener = pipes.listen(Ends.listen(address("name"), server, 5, 4096));
            for (Direction client : Direction.values()) {
                var request = Ends.connect(address("name"), client, 4096, true, Deadline.NEVER);
                if (admitted.contains(client)) {
                    assertNotNull(pipes.connect(request));
                } else {
                    PipeException failure = assertThrows(PipeAccessDeniedException.class, () -> pipes.connect(request));
                    assertEquals(5, failure.code());
                }
            }
            listener.close();
        }
    }
}
