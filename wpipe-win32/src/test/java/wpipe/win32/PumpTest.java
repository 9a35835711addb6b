package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.PipeException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/** Whoever takes packets: stale ones, many, and the day that taking them fails. */
final class PumpTest extends EngineTest {
    private static final int DEAD = 735;

    /** A thread that has taken packets counts for the port from then on, whatever it does. */
    @Test
    void threadsThatAreBusyElsewhereKeepNobodyFromPackets() {
        assertEquals(
                Integer.MAX_VALUE, kernel.awaitCall("CreateIoCompletionPort", 1).arg(3), "NumberOfConcurrentThreads");
    }

    @Test
    void aStalePacketDoesNotEndAnOperation() throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> reader = Background.virtual(() -> read(channel));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            reader.awaitBlocked();
            kernel.port().completed(pending.handle(), pending.overlapped(), Win32.STATUS_SUCCESS, 5);
            kernel.port().awaitIdle();
            reader.awaitBlocked();
            pending.succeed("hello");
            assertEquals("hello", reader.get());
        }
    }

    @Test
    void aPacketOfNoOperationOfTheHandleDoesNoHarm() throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            Background<String> reader = Background.virtual(() -> read(channel));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            kernel.port().completed(pending.handle(), 0, 0, 0);
            kernel.port().completed(pending.handle(), pending.overlapped() + 0x1000, 0, 0);
            kernel.port().awaitIdle();
            pending.succeed("hello");
            assertEquals("hello", reader.get());
        }
    }

    @Test
    void aStalePacketDoesNotBringAClient() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1)) {
            OverlappedCall waiting = kernel.awaitPending("ConnectNamedPipe");
            kernel.port().completed(waiting.handle(), waiting.overlapped(), Win32.STATUS_SUCCESS, 0);
            kernel.port().awaitIdle();
            assertNull(listener.pollClient());
            waiting.succeed();
            awaitClient(listener).close();
        }
    }

    @Test
    void aStalePacketDoesNotBringNews() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 1);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            kernel.port().completed(pending.handle(), pending.overlapped(), Win32.STATUS_SUCCESS, 5);
            kernel.port().awaitIdle();
            assertNull(listener.pollReady());
            pending.succeed("hello");
            assertSame(channel, awaitReady(listener));
        }
    }

    @Test
    void morePacketsThanAreTakenAtOnce() throws IOException {
        try (Win32Listener listener = listen(Direction.BOTH, 200)) {
            List<PipeChannel> channels = new java.util.ArrayList<>();
            for (int i = 0; i < 150; i++) {
                PipeChannel channel = accept(listener);
                assertEquals(Readiness.NOTHING, channel.poll());
                channels.add(channel);
            }
            kernel.port().hold();
            channels.forEach(unused -> kernel.awaitPending("ReadFile").succeed("hello"));
            kernel.port().release();
            for (PipeChannel channel : channels) {
                assertSame(channel, awaitReady(listener));
                assertEquals("hello", read(channel));
                channel.close();
            }
        }
    }

    @Test
    void aVirtualReaderFailsWithTheCauseWhenNobodyCanWakeIt() throws Exception {
        PipeChannel channel = connect(Direction.BOTH);
        Background<String> reader = Background.virtual(() -> read(channel));
        kernel.awaitPending("ReadFile");
        reader.awaitBlocked();
        kernel.port().fail(DEAD);
        assertDead(reader.failure(IOException.class));
        // A platform thread needs no packets.
        Background<String> platform = Background.platform(() -> read(channel));
        kernel.awaitPending("ReadFile").succeed("hello");
        assertEquals("hello", platform.get());
        channel.close();
    }

    @Test
    void aVirtualWriterFailsAndItsMessageIsLetGoOf() throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        PipeChannel channel = connect(Direction.BOTH);
        Background<Void> writer = Background.virtual(() -> {
            write(channel, "hello");
            return null;
        });
        kernel.awaitPending("WriteFile");
        writer.awaitBlocked();
        kernel.port().fail(DEAD);
        assertDead(writer.failure(IOException.class));
        write(channel, "from a platform thread");
        channel.close();
    }

    @Test
    void allWaitersFail() throws Exception {
        Win32Listener listener = listen(Direction.BOTH, 5);
        PipeChannel channel = accept(listener);
        long ticket = listener.ticket();
        Background<Boolean> virtual = Background.virtual(() -> awaitForEver(listener, ticket));
        Background<Boolean> first = Background.platform(() -> awaitForEver(listener, ticket));
        Background<Boolean> second = Background.platform(() -> awaitForEver(listener, ticket));
        Background<String> reader = Background.virtual(() -> read(channel));
        kernel.awaitPending("ReadFile");
        virtual.awaitBlocked();
        first.awaitBlocked();
        second.awaitBlocked();
        kernel.port().fail(DEAD);
        assertDead(virtual.failure(IOException.class));
        assertDead(first.failure(IOException.class));
        assertDead(second.failure(IOException.class));
        assertDead(reader.failure(IOException.class));
        channel.close();
        listener.close();
    }

    @Test
    void afterTheDeathNothingIsBegunThatNeedsPackets() throws Exception {
        PipeChannel channel = connect(Direction.BOTH);
        Win32Listener listener = listen(Direction.BOTH, 1);
        long ticket = listener.ticket();
        kernel.port().fail(DEAD);
        assertThrows(IOException.class, () -> awaitForEver(listener, ticket));
        assertDead(assertThrows(IOException.class, () -> listen(Direction.BOTH, 1)));
        try (PipeChannel late = connect(Direction.BOTH)) {
            assertDead(assertThrows(IOException.class, late::poll));
        }
        assertDead(Background.virtual(() -> read(channel)).failure(IOException.class));
        assertDead(assertThrows(IOException.class, channel::poll));
        kernel.io("ReadFile", Reaction.gives("hello"));
        assertEquals("hello", read(channel));
        channel.close();
        listener.close();
    }

    @Test
    void aPlatformReaderDoesNotDependOnPackets() throws Exception {
        try (PipeChannel channel = connect(Direction.BOTH)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            Background<String> reader = Background.platform(() -> read(channel));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            kernel.port().hold();
            pending.succeed("hello");
            assertEquals("hello", reader.get());
            kernel.port().release();
        }
    }

    @Test
    void aThreadThatWaitsAndGoesLeavesPacketsToOthers() throws Exception {
        try (Win32Listener listener = listen(Direction.BOTH, 2);
                PipeChannel channel = accept(listener)) {
            Background<String> reader = Background.virtual(() -> read(channel));
            OverlappedCall pending = kernel.awaitPending("ReadFile");
            for (int i = 0; i < 50; i++) {
                assertEquals(false, listener.await(listener.ticket(), past()));
            }
            reader.awaitBlocked();
            pending.succeed("hello");
            assertEquals("hello", reader.get());
            accept(listener).close();
        }
    }

    @Test
    void twoListenersAreWaitedForAtOnce() throws Exception {
        Win32Listener one = listen(Direction.BOTH, 1);
        OverlappedCall waitingOne = kernel.awaitPending("ConnectNamedPipe");
        Win32Listener two = listen(Direction.BOTH, 1);
        OverlappedCall waitingTwo = kernel.awaitPending("ConnectNamedPipe");
        Background<PipeChannel> first = Background.platform(() -> awaitClient(one));
        Background<PipeChannel> second = Background.platform(() -> awaitClient(two));
        first.awaitBlocked();
        second.awaitBlocked();
        waitingOne.succeed();
        assertNotNull(first.get());
        waitingTwo.succeed();
        assertNotNull(second.get());
        first.get().close();
        second.get().close();
        one.close();
        two.close();
    }

    private static boolean awaitForEver(Win32Listener listener, long ticket) throws IOException {
        long next = ticket;
        while (true) {
            assertTrue(listener.await(next, Deadline.NEVER));
            next = listener.ticket();
        }
    }

    private static void assertDead(IOException e) {
        Throwable cause = e instanceof PipeException ? e : e.getCause();
        assertEquals(DEAD, ((PipeException) cause).code(), e.toString());
    }
}
