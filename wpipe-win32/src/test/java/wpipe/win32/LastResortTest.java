package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import wpipe.api.Framing;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;
import wpipe.spi.ListenSecurity;
import wpipe.spi.PipeChannel;

/** When what never fails does fail, nobody hangs, nothing is left, and no memory is freed that the system may write to. */
final class LastResortTest extends EngineTest {
    private static final int DEAD = 735;

    /** Registered with the pump, as a channel is. */
    private static class FakeTarget implements CompletionPump.Target {
        final CompletableFuture<Thread> taker = new CompletableFuture<>();

        @Override
        public void completed(long overlapped) {
            taker.complete(Thread.currentThread());
        }

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void pumpDied() {}
    }

    private static int scripted() {
        throw new IllegalStateException("scripted");
    }

    @Test
    void aCloseAfterWhichNoInstanceCanBeMadeEndsItsCallsAllTheSame() throws Exception {
        try (Win32Listener listener = listen(Direction.BOTH, 2);
                PipeChannel channel = accept(listener);
                PipeChannel other = accept(listener)) {
            Background<String> reader = Background.platform(() -> read(channel));
            kernel.awaitPending("ReadFile");
            kernel.script("CreateNamedPipe", call -> scripted());
            assertEquals(
                    "scripted",
                    assertThrows(IllegalStateException.class, channel::close).getMessage());
            reader.failure(AsynchronousCloseException.class);
            assertNotNull(other);
        }
    }

    @Test
    void anErrorOfOnePipeEndsNoOther() throws Exception {
        try (Win32Listener listener = listen(Direction.BOTH, 2);
                Win32Listener other = listen(Direction.BOTH, 2)) {
            List<OverlappedCall> waiting =
                    List.of(kernel.awaitPending("ConnectNamedPipe"), kernel.awaitPending("ConnectNamedPipe"));
            kernel.script("CreateNamedPipe", call -> {
                throw new OutOfMemoryError("scripted");
            });
            waiting.get(0).succeed();
            PipeChannel client = awaitClient(listener);
            // A moment after the client, which came first.
            IOException told = assertThrows(IOException.class, () -> {
                while (true) {
                    assertNull(listener.pollClient());
                }
            });
            assertEquals("scripted", told.getCause().getCause().getMessage());
            waiting.get(1).succeed();
            awaitClient(other).close();
            client.close();
        }
    }

    @Test
    void anInstanceThatCannotWaitIsClosed() {
        kernel.io("ConnectNamedPipe", call -> scripted());
        assertThrows(IllegalStateException.class, () -> listen(Direction.BOTH, 1));
    }

    @Test
    void aTargetThatCannotBeToldOfTheDeathKeepsNobodyFromIt() throws Exception {
        long handle = kernel.handles().create(FakeHandles.Kind.PIPE);
        engine.pump().register(handle, new FakeTarget() {
            @Override
            public void pumpDied() {
                throw new AssertionError("scripted");
            }
        });
        PipeChannel channel = connect(Direction.BOTH);
        Background<String> reader = Background.virtual(() -> read(channel));
        kernel.awaitPending("ReadFile");
        reader.awaitBlocked();
        kernel.port().fail(DEAD);
        assertTrue(reader.failure(IOException.class).getMessage().contains("has died"));
        channel.close();
        kernel.CloseHandle(handle);
    }

    @Test
    void aClosedListenerHandsOutNobodyWhoCameMeanwhile() throws IOException {
        Duration defaultWait = Duration.ofMillis(DEFAULT_WAIT);
        ListenRequest twoWaiting = new ListenRequest(
                ADDRESS,
                Direction.BOTH,
                Framing.MESSAGES,
                2,
                2,
                MAX_MESSAGE,
                QUOTA,
                defaultWait,
                ListenSecurity.DEFAULT);
        Win32Listener listener = Win32Listener.open(engine, twoWaiting);
        kernel.script("CancelIoEx", call -> {
            for (OverlappedCall pending : kernel.pendingCalls()) {
                if (pending.overlapped() == call.arg(1)) {
                    pending.end(Win32.STATUS_CANCELLED, 0);
                } else {
                    pending.succeed();
                }
            }
            kernel.port().awaitIdle();
            return 0;
        });
        listener.close();
        assertNull(listener.pollClient());
    }

    @Test
    void thePumpOutlivesAnInterruptAndKeepsNothingOfItsStarter() throws Exception {
        long handle = kernel.handles().create(FakeHandles.Kind.PIPE);
        FakeTarget target = new FakeTarget();
        int key = engine.pump().register(handle, target);
        Thread starter = Thread.currentThread();
        ClassLoader before = starter.getContextClassLoader();
        try (URLClassLoader ofAnApplication = new URLClassLoader(new URL[0])) {
            starter.setContextClassLoader(ofAnApplication);
            engine.pump().start();
        } finally {
            starter.setContextClassLoader(before);
        }
        kernel.port().put(key, 0, 0, 0);
        Thread pump = target.taker.get();
        assertSame(ClassLoader.getSystemClassLoader(), pump.getContextClassLoader());

        Win32Listener listener = listen(Direction.BOTH, 1);
        long ticket = listener.ticket();
        pump.interrupt();
        Background<Boolean> leader = Background.platform(() -> listener.await(ticket, Deadline.NEVER));
        Background.until(() -> !pump.isInterrupted());
        listener.wakeup();
        assertTrue(leader.get());
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> reader = Background.virtual(() -> read(channel));
            kernel.awaitPending("ReadFile").succeed("hello");
            assertEquals("hello", reader.get());
        }
        listener.close();
        kernel.CloseHandle(handle);
    }

    @Test
    void theMemoryOfWhatCouldNotBeCancelledIsNeverFreed() throws IOException {
        OperationPool pool = new OperationPool(new StubKernel().kernel32(), engine.pump());
        WeakReference<Object> pending = retired(pool, true);
        WeakReference<Object> ended = retired(pool, false);
        while (ended.get() != null) {
            System.gc();
        }
        assertNotNull(pending.get());
    }

    private static WeakReference<Object> retired(OperationPool pool, boolean pending) throws IOException {
        Operation operation = pool.take(ADDRESS.path());
        operation.ensureCapacity(1);
        if (pending) {
            operation.prepare(false);
        }
        operation.retire();
        return new WeakReference<>(operation.buffer());
    }
}
