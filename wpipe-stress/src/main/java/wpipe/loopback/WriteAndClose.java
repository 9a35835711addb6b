package wpipe.loopback;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** A write while either end is closed. */
public final class WriteAndClose {
    private WriteAndClose() {}

    /** The writer's own end: what is said to be written is read before the end, and nothing after it. */
    @JCStressTest
    @Outcome(id = "written, a", expect = ACCEPTABLE, desc = "the write came first")
    @Outcome(id = "closed, ", expect = ACCEPTABLE, desc = "the close came first")
    @Outcome(id = "closed, a", expect = ACCEPTABLE, desc = "they overlapped")
    @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or read after the end")
    @State
    public static class Writer {
        final MessageQueue queue = Side.queue(null);
        String beforeEnd = "";

        @Actor
        public void write(LL_Result r) {
            r.r1 = Side.write(queue, 'a', Side.SMALL, Side.now());
        }

        @Actor
        public void closeAndRead() {
            queue.closeByWriter();
            beforeEnd = Side.rest(queue);
        }

        @Arbiter
        public void readAgain(LL_Result r) {
            r.r2 = beforeEnd + Side.rest(queue);
        }
    }

    /** The writer's own end, with a message that has to be handed over, to a reader that never waits. */
    @JCStressTest
    @Outcome(id = "written, A", expect = ACCEPTABLE, desc = "the reader has taken it")
    @Outcome(id = "closed, ", expect = ACCEPTABLE, desc = "it was not taken")
    @Outcome(expect = FORBIDDEN, desc = "half handed over")
    @State
    public static class LargeWriter {
        final MessageQueue queue = Side.queue(null);
        String first = "";

        @Actor
        public void write(LL_Result r) {
            r.r1 = Side.write(queue, 'A', Side.LARGE, Side.guard());
        }

        @Actor
        public void readAndClose() {
            String letter = Side.read(queue, Side.now());
            first = letter.equals("timeout") ? "" : letter;
            queue.closeByWriter();
        }

        @Arbiter
        public void readRest(LL_Result r) {
            r.r2 = first + Side.rest(queue);
        }
    }

    /** The reader's end: what fits is taken or refused; the writer that waits for room is woken. */
    @JCStressTest
    @Outcome(id = "written", expect = ACCEPTABLE, desc = "there was room, the close came later")
    @Outcome(id = "gone", expect = ACCEPTABLE, desc = "the close came first, or ended the wait")
    @Outcome(expect = FORBIDDEN, desc = "a wake-up is lost, or something else")
    @State
    public static class FullReader {
        final MessageQueue queue = Side.queue(null);

        public FullReader() {
            Side.write(queue, 'a', Side.SMALL, Side.now());
        }

        @Actor
        public void write(L_Result r) {
            r.r1 = Side.write(queue, 'b', Side.SMALL, Side.guard());
        }

        @Actor
        public void readAndClose() {
            Side.read(queue, Side.now());
            queue.closeByReader();
        }
    }

    /** The reader's end, with a message that has to be handed over and that nobody takes. */
    @JCStressTest
    @Outcome(id = "gone", expect = ACCEPTABLE, desc = "nobody has taken it")
    @Outcome(expect = FORBIDDEN, desc = "said to be written, or a wake-up is lost")
    @State
    public static class LargeReader {
        final MessageQueue queue = Side.queue(null);

        @Actor
        public void write(L_Result r) {
            r.r1 = Side.write(queue, 'A', Side.LARGE, Side.guard());
        }

        @Actor
        public void close() {
            queue.closeByReader();
        }
    }

    /** A reader that waits, and the end. */
    @JCStressTest
    @Outcome(id = "end", expect = ACCEPTABLE, desc = "the only outcome")
    @Outcome(expect = FORBIDDEN, desc = "a wake-up is lost")
    @State
    public static class WaitingReader {
        final MessageQueue queue = Side.queue(null);

        @Actor
        public void read(L_Result r) {
            r.r1 = Side.read(queue, Side.guard());
        }

        @Actor
        public void close() {
            queue.closeByWriter();
        }
    }

    /** A reader that waits, and its own close. */
    @JCStressTest
    @Outcome(id = "closed", expect = ACCEPTABLE, desc = "the only outcome")
    @Outcome(expect = FORBIDDEN, desc = "a wake-up is lost")
    @State
    public static class ReaderClosedByItself {
        final MessageQueue queue = Side.queue(null);

        @Actor
        public void read(L_Result r) {
            r.r1 = Side.read(queue, Side.guard());
        }

        @Actor
        public void close() {
            queue.closeByReader();
        }
    }
}
