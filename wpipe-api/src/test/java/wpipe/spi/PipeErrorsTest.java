package wpipe.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wpipe.api.PipeException;
import wpipe.api.PipeTimeoutException;

final class PipeErrorsTest {
    private static final String PIPE = "\\\\.\\pipe\\name";

    /** The numbers of winerror.h, so that a constant that changes is seen as well. */
    @ParameterizedTest
    @CsvSource({
        "2, PipeNotFoundException, There is no pipe of that name.",
        "5, PipeAccessDeniedException, Access is denied.",
        "231, PipeBusyException, All pipe instances are busy.",
        "109, PeerClosedException, The pipe has been ended.",
        "232, PeerClosedException, The pipe is being closed.",
        "233, PeerClosedException, No process is on the other end of the pipe.",
        "121, PipeException, The time to wait has run out.",
        "6, PipeException, error 6",
        "234, PipeException, error 234",
        "995, PipeException, error 995",
        "-1, PipeException, error -1"
    })
    void eachCodeHasItsClassAndText(int code, String type, String text) {
        PipeException own = PipeErrors.of("ReadFile", PIPE, code);
        assertEquals("wpipe.api." + type, own.getClass().getName());
        assertEquals("ReadFile on " + PIPE + ": " + text + " (error " + code + ")", own.getMessage());
        assertEquals("ReadFile", own.operation());
        assertEquals(PIPE, own.pipe());
        assertEquals(code, own.code());

        PipeException theirs = PipeErrors.of("ReadFile", PIPE, code, "The system's own words");
        assertSame(own.getClass(), theirs.getClass());
        assertEquals("ReadFile on " + PIPE + ": The system's own words (error " + code + ")", theirs.getMessage());
        assertEquals(code, theirs.code());
    }

    @Test
    void timeout() {
        PipeTimeoutException timeout = PipeErrors.timeout("accept", PIPE);
        assertEquals("accept on " + PIPE + ": the time to wait has run out", timeout.getMessage());
        assertEquals("accept", timeout.operation());
        assertEquals(PIPE, timeout.pipe());
        assertEquals(PipeException.NO_CODE, timeout.code());
    }

    @Test
    void interrupted() {
        InterruptedIOException interrupted = PipeErrors.interrupted("connect", PIPE);
        assertEquals("connect on " + PIPE + ": the thread was interrupted", interrupted.getMessage());
        assertEquals(0, interrupted.bytesTransferred);
    }

    /** They are caught as the JDK's; a stack trace that names another class would be searched for in vain. */
    @Test
    void closeExceptionsPrintAsTheJdks() {
        ClosedChannelException closed = PipeErrors.closed("read", PIPE);
        assertEquals("read on " + PIPE + ": this end is closed", closed.getMessage());
        assertEquals(
                "java.nio.channels.ClosedChannelException: read on " + PIPE + ": this end is closed",
                closed.toString());

        AsynchronousCloseException meanwhile = PipeErrors.asynchronousClose("write", PIPE);
        assertEquals("write on " + PIPE + ": this end was closed by another thread meanwhile", meanwhile.getMessage());
        assertEquals(
                "java.nio.channels.AsynchronousCloseException: write on " + PIPE
                        + ": this end was closed by another thread meanwhile",
                meanwhile.toString());

        ClosedByInterruptException byInterrupt = PipeErrors.closedByInterrupt("read", PIPE);
        assertEquals(
                "read on " + PIPE + ": the thread was interrupted, which closed this end", byInterrupt.getMessage());
        assertEquals(
                "java.nio.channels.ClosedByInterruptException: read on " + PIPE
                        + ": the thread was interrupted, which closed this end",
                byInterrupt.toString());
    }

    /** Whoever catches the wider one must not catch what was closed before: the JDK's own relations. */
    @Test
    void closedIsNotAsynchronous() {
        assertSame(
                ClosedChannelException.class,
                PipeErrors.closed("read", PIPE).getClass().getSuperclass());
        assertSame(
                AsynchronousCloseException.class,
                PipeErrors.asynchronousClose("read", PIPE).getClass().getSuperclass());
        assertSame(
                ClosedByInterruptException.class,
                PipeErrors.closedByInterrupt("read", PIPE).getClass().getSuperclass());
    }

    @Test
    void theFirstFailureCarriesTheLaterOnes() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        IOException third = new IOException("third");
        assertSame(first, PipeErrors.also(null, first));
        assertSame(first, PipeErrors.also(first, second));
        assertSame(first, PipeErrors.also(first, third));
        assertArrayEquals(new Throwable[] {second, third}, first.getSuppressed());
    }
}
