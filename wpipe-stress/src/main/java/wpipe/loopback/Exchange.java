package wpipe.loopback;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Writes and reads that wait for each other, or for no longer than they may. */
public final class Exchange {
    private Exchange() {}

    private static String ifWritten(MessageQueue queue, char letter, long deadline) {
        String outcome = Side.write(queue, letter, Side.LARGE, deadline);
        return switch (outcome) {
            case "written" -> String.valueOf(letter);
            case "timeout" -> "";
            default -> outcome;
        };
    }

    private static String ifRead(MessageQueue queue, long deadline) {
        String letter = Side.read(queue, deadline);
        return letter.equals("timeout") ? "" : letter;
    }

    /** Two large messages, either of which may be withdrawn: all or nothing of each. */
    @JCStressTest
    @Outcome(id = ", ", expect = ACCEPTABLE, desc = "neither")
    @Outcome(id = "A, A", expect = ACCEPTABLE, desc = "the first")
    @Outcome(id = "B, B", expect = ACCEPTABLE, desc = "the second")
    @Outcome(id = "AB, AB", expect = ACCEPTABLE, desc = "both")
    @Outcome(expect = FORBIDDEN, desc = "read and not written, written and not read, doubled or torn")
    @State
    public static class LargeAndTimeout {
        final MessageQueue queue = Side.queue(null);
        String read = "";

        @Actor
        public void write(LL_Result r) {
            r.r1 = ifWritten(queue, 'A', Side.now()) + ifWritten(queue, 'B', Side.now());
        }

        @Actor
        public void read() {
            read = ifRead(queue, Side.now()) + ifRead(queue, Side.now());
        }

        @Arbiter
        public void readRest(LL_Result r) {
            queue.closeByWriter();
            r.r2 = read + Side.rest(queue);
        }
    }

    /** As before, with a reader that only looks: what it has seen it has taken. */
    @JCStressTest
    @Outcome(id = "NOTHING, ", expect = ACCEPTABLE, desc = "withdrawn")
    @Outcome(id = "MESSAGEA, A", expect = ACCEPTABLE, desc = "taken")
    @Outcome(expect = FORBIDDEN, desc = "a message was seen and withdrawn, or not seen and taken")
    @State
    public static class LargeAndPoll {
        final MessageQueue queue = Side.queue(null);
        String seen = "";
        String written = "";

        @Actor
        public void write() {
            written = ifWritten(queue, 'A', Side.now());
        }

        @Actor
        public void poll() {
            seen = queue.poll().toString();
        }

        @Arbiter
        public void readRest(LL_Result r) {
            queue.closeByWriter();
            r.r1 = seen + written;
            r.r2 = Side.rest(queue);
        }
    }

    /** A large message to a reader that waits; a writer with no time at all may succeed, and nothing is lost. */
    @JCStressTest
    @Outcome(id = "A, A", expect = ACCEPTABLE, desc = "the reader waited, or came just in time")
    @Outcome(id = ", b", expect = ACCEPTABLE, desc = "withdrawn, and the one after it was read")
    @Outcome(expect = FORBIDDEN, desc = "lost, doubled, or a wake-up is lost")
    @State
    public static class LargeToWaitingReader {
        final MessageQueue queue = Side.queue(null);

        @Actor
        public void write(LL_Result r) {
            r.r1 = ifWritten(queue, 'A', Side.now());
            Side.write(queue, 'b', Side.SMALL, Side.now());
        }

        @Actor
        public void read(LL_Result r) {
            r.r2 = Side.read(queue, Side.guard());
        }
    }

    /** A large message after a small one: in order, and the writer is woken. */
    @JCStressTest
    @Outcome(id = "writtenwritten, aA", expect = ACCEPTABLE, desc = "the only outcome")
    @Outcome(expect = FORBIDDEN, desc = "out of order, lost, or a wake-up is lost")
    @State
    public static class SmallThenLarge {
        final MessageQueue queue = Side.queue(null);

        @Actor
        public void write(LL_Result r) {
            r.r1 = Side.write(queue, 'a', Side.SMALL, Side.guard()) + Side.write(queue, 'A', Side.LARGE, Side.guard());
        }

        @Actor
        public void read(LL_Result r) {
            r.r2 = Side.read(queue, Side.guard()) + Side.read(queue, Side.guard());
        }
    }

    /** A writer that waits for room, again and again, and a reader that waits for messages. */
    @JCStressTest
    @Outcome(id = "writtenwrittenwritten, abc", expect = ACCEPTABLE, desc = "the only outcome")
    @Outcome(expect = FORBIDDEN, desc = "out of order, lost, or a wake-up is lost")
    @State
    public static class NoRoom {
        final MessageQueue queue = Side.queue(null);

        @Actor
        public void write(LL_Result r) {
            r.r1 = Side.write(queue, 'a', Side.SMALL, Side.guard())
                    + Side.write(queue, 'b', Side.SMALL, Side.guard())
                    + Side.write(queue, 'c', Side.SMALL, Side.guard());
        }

        @Actor
        public void read(LL_Result r) {
            r.r2 = Side.read(queue, Side.guard()) + Side.read(queue, Side.guard()) + Side.read(queue, Side.guard());
        }
    }
}
