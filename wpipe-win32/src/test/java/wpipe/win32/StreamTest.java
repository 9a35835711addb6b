package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.Framing;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** Streams of bytes, over pipes of both types. */
final class StreamTest extends EngineTest {
    @ParameterizedTest
    @CsvSource({"1000, 1000", "65536, 65536", "1000000, 65536"})
    void aReadOffersRoomForAChunkAndNeverLooksFirst(int maxMessageSize, int room) throws IOException {
        kernel.script("NtQueryInformationFile", advapi.ofType(Win32.PIPE_TYPE_BYTE));
        kernel.io("ReadFile", Reaction.gives("hello"), Reaction.gives("again"));
        try (PipeChannel channel = connect(Direction.BOTH, Framing.BYTES, maxMessageSize)) {
            assertEquals("hello", read(channel));
            assertEquals("again", read(channel));
            for (Call call : kernel.calls("ReadFile")) {
                assertEquals(room, call.arg(2));
            }
            assertEquals(0, kernel.calls("NtFsControlFile").size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesComeWhileTheReadIsPending(Background.Kind kind) throws Exception {
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            Background<String> reader = Background.start(kind, () -> read(channel));
            kernel.awaitPending("ReadFile").succeed("hello");
            assertEquals("hello", reader.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void onAPipeOfBytesAnEmptyWriteOfThePeerIsNothing(Background.Kind kind) throws Exception {
        kernel.io("ReadFile", Reaction.gives(""), Reaction.pends());
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            Background<String> reader = Background.start(kind, () -> read(channel));
            kernel.awaitPending("ReadFile").succeed("");
            OverlappedCall third = kernel.awaitPending("ReadFile");
            assertFalse(reader.hasEnded());
            third.succeed("hello");
            assertEquals("hello", reader.get());
        }
    }

    @Test
    void anEmptyWriteIsNoReasonToWaitLonger() throws IOException {
        kernel.io("ReadFile", Reaction.gives(""), Reaction.gives(""), Reaction.pends());
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            assertThrows(PipeTimeoutException.class, () -> channel.read(past()));
            assertEquals(1, kernel.calls("CancelIoEx").size());
            kernel.io("ReadFile", Reaction.gives("late"));
            assertEquals("late", read(channel));
        }
    }

    @Test
    void anEmptyWriteThatALookMeetsIsToldOfAndIsNothing() throws IOException {
        kernel.io("ReadFile", Reaction.gives(""), Reaction.pends());
        try (Win32Listener listener = listen(Framing.BYTES);
                PipeChannel channel = accept(listener)) {
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.awaitPending("ReadFile").succeed("");
            assertSame(channel, awaitReady(listener), "it must be looked at again");
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.awaitPending("ReadFile").succeed("hello");
            assertSame(channel, awaitReady(listener));
            assertEquals(Readiness.MESSAGE, channel.poll());
            assertEquals("hello", read(channel));
            assertNull(listener.pollReady());
        }
    }

    @Test
    void onAPipeOfMessagesAnEmptyOneIsGiven() throws IOException {
        kernel.io("ReadFile", Reaction.gives("hello"), Reaction.gives(""));
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_MESSAGE)) {
            assertEquals("hello", read(channel));
            assertEquals(Readiness.MESSAGE, channel.poll());
            assertEquals("", read(channel));
        }
    }

    @Test
    void aMessageThatDoesNotFitComesInPieces() throws Exception {
        kernel.io("ReadFile", Reaction.givesFirst("one ", false), Reaction.pends(), Reaction.gives("three"));
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_MESSAGE)) {
            assertEquals("one ", read(channel));
            assertEquals(Readiness.NOTHING, channel.poll());
            kernel.awaitPending("ReadFile").end(Win32.STATUS_BUFFER_OVERFLOW, "two ");
            assertEquals(Readiness.MESSAGE, channel.poll());
            assertEquals("two ", read(channel));
            assertEquals("three", read(channel));
            assertEquals(0, kernel.calls("NtFsControlFile").size());
        }
    }

    @Test
    void theEndOfThePipeIsTheEnd() throws IOException {
        kernel.io("ReadFile", Reaction.gives("last"), Reaction.fails(WinError.ERROR_BROKEN_PIPE));
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            assertEquals("last", read(channel));
            assertThrows(PeerClosedException.class, () -> read(channel));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesThatComeWhileCancellingAreGiven(Background.Kind kind) throws Exception {
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            kernel.script("CancelIoEx", call -> {
                assertTrue(kernel.pendingAt(call.arg(1)).succeed("just in time"));
                return WinError.ERROR_NOT_FOUND;
            });
            assertEquals(
                    "just in time",
                    Background.start(kind, () -> text(channel.read(past()))).get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheSystemDidNotTakeIsWrittenNext(Background.Kind kind) throws Exception {
        kernel.io("WriteFile", Reaction.takes(2), Reaction.pends(), Reaction.takes(1));
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            Background<Void> writer = Background.start(kind, () -> {
                channel.write(message("hello"), Deadline.NEVER);
                return null;
            });
            OverlappedCall second = kernel.awaitPending("WriteFile");
            assertEquals("llo", second.text());
            second.end(Win32.STATUS_SUCCESS, 2);
            writer.get();
            assertEquals("o", kernel.awaitCall("WriteFile", 3).text());
            assertEquals(3, kernel.calls("WriteFile").size());
        }
    }

    @Test
    void aWriteOfWhichTheSystemTakesNothingFails() throws IOException {
        kernel.io("WriteFile", Reaction.takes(3), Reaction.takes(0));
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            PipeException e = assertThrows(PipeException.class, () -> write(channel, "hello"));
            assertTrue(e.getMessage().contains("3 of 5"), e.getMessage());
        }
    }

    @Test
    void aWriteInStepsGoesOnWithWhatTheSystemDidNotTake() throws Exception {
        kernel.io("WriteFile", Reaction.pends(), Reaction.takes(1), Reaction.pends(), Reaction.pends());
        CountDownLatch told = new CountDownLatch(1);
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            assertFalse(channel.beginWrite(message("hello"), told::countDown));
            kernel.awaitPending("WriteFile").end(Win32.STATUS_SUCCESS, 2);
            told.await();
            assertFalse(channel.endWrite());
            OverlappedCall last = kernel.awaitPending("WriteFile");
            assertEquals("lo", last.text());
            last.succeed();
            assertTrue(channel.endWrite());

            assertFalse(channel.beginWrite(message("taken back"), () -> {}));
            assertTrue(channel.cancelWrite());
        }
    }

    @Test
    void aWriteInStepsThatSomethingElseCancelledIsNotIssuedAgain() throws IOException {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            assertFalse(channel.beginWrite(message("hello"), () -> {}));
            kernel.awaitPending("WriteFile").end(Win32.STATUS_CANCELLED, 0);
            PipeException e = assertThrows(PipeException.class, channel::endWrite);
            assertEquals(WinError.ERROR_OPERATION_ABORTED, e.code());
        }
    }

    @Test
    void anEmptyMessageEndsAStream() throws IOException {
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_MESSAGE)) {
            write(channel, "");
            assertEquals(0, kernel.awaitCall("WriteFile", 1).arg(2));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.PIPE_TYPE_BYTE, Win32.PIPE_TYPE_MESSAGE})
    void aWriteThatSomethingElseCancelledIsNotIssuedAgain(int type) throws Exception {
        kernel.io("WriteFile", Reaction.pends());
        try (PipeChannel channel = connectStream(type)) {
            Background<Void> writer = Background.platform(() -> {
                channel.write(message("hello"), Deadline.NEVER);
                return null;
            });
            OverlappedCall pending = kernel.awaitPending("WriteFile");
            kernel.CancelIoEx(pending.handle(), 0);
            PipeException e = writer.failure(PipeException.class);
            assertEquals(WinError.ERROR_OPERATION_ABORTED, e.code());
            assertEquals(1, kernel.calls("WriteFile").size(), "the peer may have read a part of it");
        }
    }

    @ParameterizedTest
    @EnumSource
    void timeIsUpForAWrite(Background.Kind kind) throws Exception {
        kernel.io("WriteFile", Reaction.takes(2), Reaction.pends());
        try (PipeChannel channel = connectStream(Win32.PIPE_TYPE_BYTE)) {
            Background.start(kind, () -> {
                        channel.write(message("hello"), past());
                        return null;
                    })
                    .failure(PipeTimeoutException.class);
            assertEquals(1, kernel.calls("CancelIoEx").size());
        }
    }
}
