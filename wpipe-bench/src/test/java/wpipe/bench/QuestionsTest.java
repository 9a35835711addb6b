package wpipe.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.bench.link.Ends;
import wpipe.bench.link.Partner;
import wpipe.bench.link.Ways;

/** The benchmarks do what they measure, as far as that can be seen without Windows and without JMH around them. */
@Timeout(300)
class QuestionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "loopback",
                "array-queue",
                "synchronous-queue",
                "transfer-queue",
                "jctools",
                "nio-pipe",
                "unix",
                "tcp"
            })
    void everyWayBringsMessagesThereAndBack(String way) throws IOException {
        for (int size : new int[] {1, 64, 4096}) {
            Ends ends = Ways.open(way, size);
            ByteBuffer echo = ByteBuffer.allocateDirect(size);
            Partner partner = new Partner(false, ends, () -> {
                ends.server().read(echo.clear());
                ends.server().write(echo.flip());
            });
            ByteBuffer message = ByteBuffer.allocateDirect(size).put(size - 1, (byte) size);
            ByteBuffer answer = ByteBuffer.allocateDirect(size);
            ends.client().write(message);
            ends.client().read(answer);
            partner.close();
            assertEquals(message.flip(), answer.flip());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duplex", "turns", "exchange", "heap", "array"})
    void roundTrips(String via) throws IOException {
        RoundTrip question = new RoundTrip();
        question.provider = "loopback";
        question.size = 4096;
        question.via = via;
        question.threads = "platform";
        question.connect();
        Garbage garbage = new Garbage();
        garbage.start(question);
        for (int i = 0; i < 100; i++) {
            question.trip(garbage);
        }
        garbage.stop(question);
        question.close();

        assertEquals(100, garbage.garbageTrips);
        assertTrue(garbage.garbageBytes >= (via.equals("array") ? 100 * 2 * 4096 : 0), () -> "" + garbage.garbageBytes);
    }

    @Test
    void oneWay() throws IOException {
        OneWay question = new OneWay();
        question.provider = "loopback";
        question.size = 65_536;
        question.threads = "platform";
        question.connect();
        for (int i = 0; i < 100; i++) {
            question.write();
        }
        question.close();
    }

    @Test
    void clientsOfOneServer() throws IOException {
        Clients question = new Clients();
        question.provider = "loopback";
        question.style = "wait";
        question.threads = "platform";
        question.clients = 3;
        question.open();
        question.begin();
        for (int i = 0; i < 10; i++) {
            question.trips();
        }
        question.close();
    }

    @Test
    void connects() throws IOException {
        Connects question = new Connects();
        question.provider = "loopback";
        question.style = "pooled";
        question.open();
        for (int i = 0; i < 10; i++) {
            question.connect();
        }
        question.close();
    }

    @Test
    void threadsOfTheOtherKindAreRefused() {
        assertEquals(
                "threads=virtual takes -jvmArgsAppend -Djmh.executor=VIRTUAL",
                assertThrows(IllegalArgumentException.class, () -> Threads.virtual("virtual"))
                        .getMessage());
    }
}
