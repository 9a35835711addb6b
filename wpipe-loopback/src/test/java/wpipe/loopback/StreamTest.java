package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import wpipe.api.Framing;
import wpipe.api.FramingMismatchException;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/** Streams of bytes, over pipes of both types. */
class StreamTest {
    private static Ends bytes() throws IOException {
        return Ends.connected(Framing.BYTES, Framing.BYTES);
    }

    private static void fill(PipeChannel writer) throws IOException {
        writer.write(ByteBuffer.allocate(Ends.QUOTA), Ends.now());
    }

    private static int readAll(PipeChannel reader) throws IOException {
        int size = 0;
        while (reader.poll() == Readiness.MESSAGE) {
            size += reader.read(Ends.now()).remaining();
        }
        return size;
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGES, MESSAGES, true",
        "MESSAGES, BYTES, true",
        "BYTES, BYTES, false",
        "BYTES_IN_MESSAGES, MESSAGES, true",
        "BYTES_IN_MESSAGES, BYTES, true"
    })
    void bothEndsKnowTheTypeThatTheServerHasChosen(Framing server, Framing client, boolean messageType)
            throws IOException {
        Ends ends = Ends.connected(server, client);
        assertEquals(messageType, ends.server().isMessageType());
        assertEquals(messageType, ends.client().isMessageType());
    }

    @ParameterizedTest
    @EnumSource(
            value = Framing.class,
            names = {"MESSAGES", "BYTES_IN_MESSAGES"})
    void aClientThatDoesNotFitLeavesNothing(Framing framing) throws IOException {
        Namespace pipes = new Namespace();
        LoopbackListener listener =
                pipes.listen(Ends.listen(Ends.ADDRESS, Direction.BOTH, Framing.BYTES, 1, Ends.QUOTA));
        assertThrows(FramingMismatchException.class, () -> pipes.connect(Ends.connect(framing)));
        PipeChannel visitor = listener.pollClient();
        assertThrows(PeerClosedException.class, () -> visitor.read(Ends.now()));
        visitor.close();
        pipes.connect(Ends.connect(Framing.BYTES)).close();
    }

    @Test
    void writesAreJoined() throws IOException {
        Ends ends = bytes();
        fill(ends.client());
        assertEquals(Ends.QUOTA, readAll(ends.server()));
        for (String piece : new String[] {"a ", "stream ", "of ", "bytes"}) {
            ends.client().write(Ends.message(piece), Ends.now());
        }
        assertEquals("a stream of bytes", Ends.text(ends.server().read(Ends.now())));
    }

    @Test
    void aByteCountsAsOne() throws IOException {
        Ends ends = bytes();
        for (int i = 0; i < Ends.QUOTA; i++) {
            ends.client().write(Ends.message("x"), Ends.now());
        }
        assertThrows(PipeTimeoutException.class, () -> ends.client().write(Ends.message("y"), Ends.now()));
        assertEquals(Ends.QUOTA, readAll(ends.server()));
    }

    @Test
    void asMuchGoesOutAsThereIsRoomFor() throws IOException {
        Ends ends = bytes();
        ends.client().write(ByteBuffer.allocate(1000), Ends.now());
        assertThrows(
                PipeTimeoutException.class, () -> ends.client().write(ByteBuffer.allocate(Ends.QUOTA), Ends.now()));
        assertEquals(Ends.QUOTA, readAll(ends.server()), "a part of the second write as well");
    }

    @Test
    void aLargeWriteGoesOnAsItIsRead() throws Exception {
        Ends ends = bytes();
        int size = 10 * Ends.QUOTA;
        var writing = Background.call(() -> {
                    ends.client().write(ByteBuffer.allocate(size), Deadline.NEVER);
                    return true;
                })
                .untilBlocked();
        int read = 0;
        while (read < size) {
            read += ends.server().read(Deadline.NEVER).remaining();
        }
        assertTrue(writing.get());
        assertEquals(Readiness.NOTHING, ends.server().poll());
    }

    @Test
    void aWriteInStepsGoesOnAsItIsRead() throws IOException {
        Ends ends = bytes();
        AtomicInteger told = new AtomicInteger();
        ByteBuffer bytes = ByteBuffer.allocate(3 * Ends.QUOTA);
        assertFalse(ends.client().beginWrite(bytes, told::incrementAndGet));
        int read = 0;
        int steps = 0;
        do {
            steps++;
            read += readAll(ends.server());
            assertEquals(steps, told.get());
        } while (!ends.client().endWrite());
        read += readAll(ends.server());
        assertEquals(bytes.capacity(), read);
        assertTrue(ends.client().beginWrite(Ends.message("next"), told::incrementAndGet));
        assertEquals("next", Ends.text(ends.server().read(Ends.now())));
    }

    @Test
    void whatWasWrittenBeforeTheCloseIsRead() throws IOException {
        Ends ends = bytes();
        ends.client().write(Ends.message("last"), Ends.now());
        ends.client().close();
        assertEquals("last", Ends.text(ends.server().read(Ends.now())));
        assertThrows(PeerClosedException.class, () -> ends.server().read(Ends.now()));
    }

    @Test
    void nothingIsNothing() throws IOException {
        Ends ends = bytes();
        ends.client().write(Ends.message(""), Ends.now());
        assertEquals(Readiness.NOTHING, ends.server().poll());
    }

    @Test
    void onAPipeOfMessagesEachWriteIsReadByItselfAndAnEmptyOneIsSeen() throws IOException {
        Ends ends = Ends.connected(Framing.BYTES_IN_MESSAGES, Framing.BYTES);
        ends.client().write(Ends.message("one"), Ends.now());
        ends.client().write(Ends.message("two"), Ends.now());
        ends.client().write(Ends.message(""), Ends.now());
        assertEquals("one", Ends.text(ends.server().read(Ends.now())));
        assertEquals("two", Ends.text(ends.server().read(Ends.now())));
        assertEquals(Readiness.MESSAGE, ends.server().poll());
        assertEquals("", Ends.text(ends.server().read(Ends.now())));
    }

    @Test
    void aStreamKnowsNoMessageThatIsTooLarge() throws IOException {
        Namespace pipes = new Namespace();
        LoopbackListener listener =
                pipes.listen(Ends.listen(Ends.ADDRESS, Direction.BOTH, Framing.BYTES_IN_MESSAGES, 1, 10));
        PipeChannel client = pipes.connect(Ends.connect(Framing.MESSAGES));
        client.write(ByteBuffer.allocate(11), Ends.now());
        assertEquals(11, listener.pollClient().read(Ends.now()).remaining());
    }
}
