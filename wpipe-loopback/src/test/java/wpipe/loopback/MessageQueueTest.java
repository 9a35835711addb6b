package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import wpipe.spi.Deadline;
import wpipe.spi.Readiness;

/** What happens in the midst of a write: the listener that is told of the message comes between it and its end. */
final class MessageQueueTest {
    private Runnable between = () -> {};
    private String read = "";

    private final MessageQueue queue = new MessageQueue("test", Ends.QUOTA, true, () -> between.run());

    private void read() {
        try {
            queue.awaitMessage(Ends.now());
            read = Ends.text(queue.take());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A peer that reads the last message and goes may be noticed, and this end closed, before the write has returned. */
    @Test
    void aMessageThatWasReadIsWrittenWhateverIsClosedThen() throws Exception {
        between = () -> {
            read();
            queue.closeByReader();
            queue.closeByWriter();
        };
        assertEquals(Readiness.NOTHING, queue.poll());
        queue.write(Ends.message("last"), Deadline.NEVER);
        assertEquals("last", read);
    }

    @Test
    void aGlanceAsksForNoNews() throws Exception {
        AtomicInteger told = new AtomicInteger();
        between = told::incrementAndGet;
        assertFalse(queue.hasEnded());
        queue.write(Ends.message("one"), Deadline.NEVER);
        queue.closeByWriter();
        assertFalse(queue.hasEnded(), "what was written before is there to be read");
        read();
        assertTrue(queue.hasEnded());
        assertEquals(0, told.get());
    }

    /** Rule 6.9: what nobody is ever going to read keeps nobody from seeing the end. */
    @Test
    void ofWhatIsNeverReadOnlyTheEndIsSeen() throws Exception {
        AtomicInteger told = new AtomicInteger();
        between = told::incrementAndGet;
        queue.isNeverRead();
        queue.write(Ends.message("one"), Deadline.NEVER);
        assertEquals(Readiness.NOTHING, queue.poll());
        assertEquals(Readiness.NOTHING, queue.poll(told::incrementAndGet));
        assertFalse(queue.hasEnded());
        int before = told.get();
        queue.closeByWriter();
        assertTrue(told.get() > before, "the end is told");
        assertTrue(queue.hasEnded());
        assertEquals(Readiness.ENDED, queue.poll());
    }

    @Test
    void aQueueThatIsClosedByItsReaderHasEnded() throws Exception {
        queue.write(Ends.message("one"), Deadline.NEVER);
        queue.closeByReader();
        assertTrue(queue.hasEnded());
    }

    @Test
    void aMessageThatWasNotReadMayNotHaveArrived() throws Exception {
        between = queue::closeByWriter;
        assertEquals(Readiness.NOTHING, queue.poll());
        assertThrows(AsynchronousCloseException.class, () -> queue.write(Ends.message("late"), Deadline.NEVER));
    }
}
