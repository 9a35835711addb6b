package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** A system writes the status of an operation first and sets its event a moment later, when the next one may be pending. */
final class LateEventTest extends EngineTest {
    private final PipeChannel channel;
    private final Runnable eventOfTheFirst;

    /** A read whose status was seen, and whose event is yet to be set. */
    LateEventTest() throws IOException {
        channel = connect(Direction.BOTH);
        assertEquals(Readiness.NOTHING, channel.poll());
        eventOfTheFirst = kernel.awaitPending("ReadFile").succeedUntold("first");
        assertEquals("first", read(channel));
        assertEquals(Map.of(), eventCalls(), "the status says all");
    }

    private Map<String, Integer> eventCalls() {
        Map<String, Integer> calls = new TreeMap<>();
        for (Call call : kernel.calls()) {
            if (call.function().contains("Event") || call.function().startsWith("Wait")) {
                calls.merge(call.function(), 1, Integer::sum);
            }
        }
        calls.remove("CreateEvent");
        return calls;
    }

    /** The next read, which waits when the event of the first is set. */
    private Background<String> readOn() {
        Background<String> reader = Background.platform(() -> read(channel));
        kernel.awaitCall("WaitForSingleObject", 1);
        eventOfTheFirst.run();
        return reader;
    }

    @Test
    void isNotTakenForTheEndOfTheNextReadAgainAndAgain() throws Exception {
        Background<String> reader = readOn();
        kernel.awaitCall("WaitForSingleObject", 2);
        reader.awaitBlocked();
        kernel.awaitPending("ReadFile").succeed("second");
        assertEquals("second", reader.get());
        assertEquals(Map.of("WaitForSingleObject", 2, "ResetEvent", 1), eventCalls());
        channel.close();
    }

    @Test
    void anEndThatComesBeforeTheEventIsClearedIsSeenByAll() throws Exception {
        kernel.script("ResetEvent", call -> {
            assertTrue(kernel.awaitPending("ReadFile").succeed("second"));
            kernel.handles().signal(call.arg(0), false);
            return WinError.ERROR_SUCCESS;
        });
        Background<String> reader = readOn();
        assertEquals("second", reader.get());
        assertEquals(Map.of("WaitForSingleObject", 1, "ResetEvent", 1, "SetEvent", 1), eventCalls());
        long event = kernel.awaitCall("ResetEvent", 1).arg(0);
        assertEquals(WinError.ERROR_SUCCESS, kernel.WaitForSingleObject(event, 0), "for whoever else waits");
        channel.close();
    }

    /** Windows promises the status when the packet is taken, and says nothing of when the event is set. */
    @Test
    void thatComesBeforeTheStatusIsMadeUpForByThePacket() throws Exception {
        assertEquals(Readiness.NOTHING, channel.poll());
        OverlappedCall pending = kernel.awaitPending("ReadFile");
        Background<String> reader = readOn();
        kernel.awaitCall("WaitForSingleObject", 2);
        reader.awaitBlocked();
        Runnable event = pending.succeedUntold("second");
        kernel.port().completed(pending.handle(), pending.overlapped(), Win32.STATUS_SUCCESS, 6);
        assertEquals("second", reader.get());
        event.run();
        channel.close();
    }

    /** Else it might set an event that is closed by then, or another operation's. */
    @Test
    void whoMakesUpForItIsWaitedFor() throws Exception {
        assertEquals(Readiness.NOTHING, channel.poll());
        OverlappedCall pending = kernel.awaitPending("ReadFile");
        Background<String> reader = readOn();
        kernel.awaitCall("WaitForSingleObject", 2);
        reader.awaitBlocked();
        CountDownLatch goOn = new CountDownLatch(1);
        kernel.script("SetEvent", call -> {
            try {
                assertTrue(goOn.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return WinError.ERROR_SUCCESS;
        });
        Runnable event = pending.succeedUntold("second");
        kernel.port().completed(pending.handle(), pending.overlapped(), Win32.STATUS_SUCCESS, 6);
        kernel.awaitCall("SetEvent", 1);
        kernel.handles().signal(pending.event(), true);
        reader.awaitBlocked();
        assertTrue(reader.isBlocked());
        goOn.countDown();
        assertEquals("second", reader.get());
        event.run();
        channel.close();
    }

    /** The same for an instance that nobody has come to: its wait is an operation like any other. */
    @Test
    void ofAnInstanceThatIsClosedIsMadeUpForAsWell() throws Exception {
        Win32Listener listener = listen(Direction.BOTH, 1);
        OverlappedCall waiting = kernel.awaitPending("ConnectNamedPipe");
        kernel.script("CancelIoEx", call -> {
            kernel.handles().signal(waiting.event(), true);
            return WinError.ERROR_SUCCESS;
        });
        Background<Boolean> closing = Background.platform(() -> {
            listener.close();
            return true;
        });
        kernel.awaitCall("ResetEvent", 1);
        kernel.awaitCall("WaitForSingleObject", 2);
        closing.awaitBlocked();
        waiting.endUntold(Win32.STATUS_CANCELLED, 0);
        kernel.port().completed(waiting.handle(), waiting.overlapped(), Win32.STATUS_CANCELLED, 0);
        assertTrue(closing.get());
        eventOfTheFirst.run();
        channel.close();
    }

    @Test
    void theEndOfAReadThatRunsOutOfTimeIsAwaitedAllTheSame() throws Exception {
        kernel.script("CancelIoEx", call -> {
            eventOfTheFirst.run();
            return WinError.ERROR_SUCCESS;
        });
        kernel.script("ResetEvent", call -> {
            assertTrue(kernel.awaitPending("ReadFile").end(Win32.STATUS_SUCCESS, "second"));
            return WinError.ERROR_SUCCESS;
        });
        assertEquals("second", text(channel.read(past())));
        channel.close();
    }

    @Test
    void aFailureToClearTheEventEndsTheReadAndNothingIsLeft() throws Exception {
        kernel.codes("ResetEvent", WinError.ERROR_INVALID_HANDLE);
        Background<String> reader = readOn();
        IllegalStateException failure = reader.failure(IllegalStateException.class);
        assertEquals("ResetEvent on the event of an operation: error 6", failure.getMessage());
        channel.close();
    }
}
