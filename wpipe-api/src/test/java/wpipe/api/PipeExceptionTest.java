package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PipeExceptionTest {
    private static final String PIPE = "\\\\.\\pipe\\name";

    private static List<PipeException> all() {
        return List.of(
                new PipeException("CreateFile", PIPE, 87, "no"),
                new NoProviderException("CreateFile", PIPE, 87, "no"),
                new PeerClosedException("CreateFile", PIPE, 87, "no"),
                new PipeAccessDeniedException("CreateFile", PIPE, 87, "no"),
                new PipeBusyException("CreateFile", PIPE, 87, "no"),
                new PipeNameInUseException("CreateFile", PIPE, 87, "no"),
                new PipeNotFoundException("CreateFile", PIPE, 87, "no"),
                new PipeTimeoutException("CreateFile", PIPE, 87, "no"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhatWhereAndWhy(PipeException e) {
        assertEquals("CreateFile on " + PIPE + ": no (error 87)", e.getMessage());
        assertEquals("CreateFile", e.operation());
        assertEquals(PIPE, e.pipe());
        assertEquals(87, e.code());
        assertEquals(e.getClass().getName() + ": " + e.getMessage(), e.toString());
    }

    /** An error 0 would be read as a code of the system, and there it means success. */
    @Test
    void withoutACodeNoneIsPrinted() {
        assertEquals(0, PipeException.NO_CODE);
        assertEquals(
                "read on " + PIPE + ": no", new PipeException("read", PIPE, PipeException.NO_CODE, "no").getMessage());
    }

    @Test
    void messageTooLarge() {
        MessageTooLargeException e = new MessageTooLargeException("write", PIPE, 5_000_000_000L, 4096);
        assertEquals(
                "write on " + PIPE + ": a message of 5000000000 bytes is over maxMessageSize, 4096 bytes",
                e.getMessage());
        assertEquals(5_000_000_000L, e.size());
        assertEquals(4096, e.limit());
        assertEquals("write", e.operation());
        assertEquals(PipeException.NO_CODE, e.code());
    }

    @Test
    void bufferTooSmall() {
        BufferTooSmallException e = new BufferTooSmallException(PIPE, 10, 9);
        assertEquals(
                "read on " + PIPE + ": a message of 10 bytes does not fit into a buffer with room for 9; it is kept for"
                        + " the next read",
                e.getMessage());
        assertEquals(10, e.required());
        assertEquals("read", e.operation());
        assertEquals(PipeException.NO_CODE, e.code());
    }

    /** A programmer's error: not to be caught with what a pipe may do. */
    @Test
    void turnExceptionIsUnchecked() {
        TurnException e = new TurnException("write", PIPE, "mode READER never writes");
        assertEquals("write on " + PIPE + ": mode READER never writes", e.getMessage());
        assertInstanceOf(IllegalStateException.class, e);
    }

    /** Exceptions go through logs and test runners as bytes, and their parts with them. */
    @ParameterizedTest
    @MethodSource("all")
    void survivesSerialization(PipeException e) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            PipeException copy = assertInstanceOf(e.getClass(), in.readObject());
            assertEquals(e.getMessage(), copy.getMessage());
            assertEquals(e.operation(), copy.operation());
            assertEquals(e.pipe(), copy.pipe());
            assertEquals(e.code(), copy.code());
        }
    }
}
