package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import wpipe.api.Connection;
import wpipe.api.Mode;

/** Sections 9 and 12: what a message leaves to the garbage collector. */
interface GarbageRules extends LoadRules {
    int MESSAGE = 256;

    /** Messages of one measurement, each direction counted. */
    int WINDOW = 4000;

    /** What the measuring itself may allocate in a window: a quarter of a byte for each message. */
    int OWN = WINDOW / 4;

    /** Code allocates until it is compiled in its final form, so it is given several windows to get there. */
    int WINDOWS = 20;

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_9_3_directBuffersMakeNoGarbage(TestReporter reporter) throws Exception {
        measureMessages(reporter, (client, out, in) -> {
            client.write(out);
            return client.read(in);
        });
    }

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_9_3_exchangesMakeNoGarbage(TestReporter reporter) throws Exception {
        measureMessages(reporter, Connection::exchange);
    }

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_12_11_channelsMakeNoGarbage(TestReporter reporter) throws Exception {
        Measuring.require("12.11");
        Framings.streams(subject(), "12.11", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Ask ask = (client, out, in) -> {
                    client.byteChannel().write(out);
                    return readFully(client.byteChannel(), in);
                };
                Answer answer = (connection, buffer) -> {
                    readFully(connection.byteChannel(), buffer);
                    connection.byteChannel().write(buffer.flip());
                };
                measure(reporter, pipes, pipes.stream(Mode.DUPLEX, framing), ask, answer);
            }
        });
    }

    private static int readFully(ByteChannel channel, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new AssertionError("an end that nobody made");
            }
        }
        return target.position();
    }

    private void measureMessages(TestReporter reporter, Ask ask) throws Exception {
        Measuring.require("9.3");
        try (Pipes pipes = new Pipes(subject())) {
            Answer answer = (connection, buffer) -> {
                assertEquals(MESSAGE, connection.read(buffer));
                connection.write(buffer.flip());
            };
            measure(reporter, pipes, pipes.link(Mode.SLAVE), ask, answer);
        }
    }

    private void measure(TestReporter reporter, Pipes pipes, Link link, Ask ask, Answer answer) throws Exception {
        Watchdog watchdog = new Watchdog();
        Call<long[]> answers = pipes.start("answers", () -> answer(link.atServer(), answer));
        Call<long[]> asks = pipes.start("asks", () -> ask(link.client(), ask, watchdog));
        watchdog.await("messages", List.of(answers, asks));
        long[] server = answers.get();
        long[] client = asks.get();
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            least = Math.min(least, server[window] + client[window]);
        }
        long allowed = (long) sizes().garbage() * WINDOW + OWN;
        String text = String.format(
                Locale.ROOT,
                "%.2f bytes a message in the first %d messages, %.2f in the last, %.2f in the best; allowed %d",
                (server[0] + client[0]) / (double) WINDOW,
                WINDOW,
                (server[WINDOWS - 1] + client[WINDOWS - 1]) / (double) WINDOW,
                least / (double) WINDOW,
                sizes().garbage());
        reporter.publishEntry("garbage", text);
        if (least > allowed) {
            throw new AssertionError("garbage: " + text);
        }
    }

    /** A message there and the answer to it; gives the size of that. */
    @FunctionalInterface
    interface Ask {
        int ask(Connection client, ByteBuffer out, ByteBuffer in) throws IOException;
    }

    /** Reads a message into a buffer, and writes it back. */
    @FunctionalInterface
    interface Answer {
        void answer(Connection connection, ByteBuffer buffer) throws IOException;
    }

    /** Each window is as many messages: half of them are the client's, half the answers. */
    private static long[] ask(Connection client, Ask ask, Watchdog watchdog) throws IOException {
        ByteBuffer out = ByteBuffer.allocateDirect(MESSAGE);
        ByteBuffer in = ByteBuffer.allocateDirect(MESSAGE);
        long[] allocated = new long[WINDOWS];
        for (int window = 0; window < WINDOWS; window++) {
            long before = Measuring.allocatedBytes();
            for (int i = 0; i < WINDOW / 2; i++) {
                out.clear().putInt(0, window * WINDOW + i);
                int size = ask.ask(client, out, in.clear());
                if (size != MESSAGE || in.getInt(0) != out.getInt(0)) {
                    throw new AssertionError("a wrong answer of " + size + " bytes to message " + out.getInt(0));
                }
            }
            allocated[window] = Measuring.allocatedBytes() - before;
            watchdog.step();
        }
        return allocated;
    }

    private static long[] answer(Connection connection, Answer answer) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE);
        long[] allocated = new long[WINDOWS];
        for (int window = 0; window < WINDOWS; window++) {
            long before = Measuring.allocatedBytes();
            for (int i = 0; i < WINDOW / 2; i++) {
                answer.answer(connection, buffer.clear());
            }
            allocated[window] = Measuring.allocatedBytes() - before;
        }
        return allocated;
    }
}
