package meter.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wpipe.api.ClientOptions;
import wpipe.api.ServerOptions;
import wpipe.loopback.Fault;
import wpipe.loopback.Faults;
import wpipe.loopback.LoopbackProvider;

/** Each test has pipes of its own, since it has a provider of its own, and says what goes wrong with its clients. */
@Timeout(60)
class MeterTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(50);

    private final Faults faults = new Faults();

    private final LoopbackProvider pipes = new LoopbackProvider(faults);

    private Meter meter;

    private void start(LoopbackProvider pipes) throws IOException {
        meter = Meter.start("meter", ServerOptions.defaults().withProvider(pipes));
    }

    @AfterEach
    void stop() throws IOException {
        meter.close();
    }

    private static MeterClient client(LoopbackProvider pipes, Duration patience) {
        return new MeterClient("meter", ClientOptions.defaults().withProvider(pipes), patience);
    }

    @Test
    void aClientThatIsRefusedOrFindsTheMeterBusyTriesAgain() throws IOException {
        faults.next(Fault.refused()).next(Fault.busy());
        start(pipes);
        try (MeterClient client = client(pipes, PATIENT)) {
            assertEquals(1, client.ask());
            assertEquals(2, client.ask());
            assertEquals(3, faults.clients(), "tries to connect");
        }
    }

    @Test
    void aConnectionThatBreaksBeforeTheAnswerIsMadeAnew() throws IOException {
        faults.next(Fault.breakAfter(1)).next(Fault.breakAfter(4));
        start(pipes);
        try (MeterClient client = client(pipes, PATIENT)) {
            assertEquals(1, client.ask());
            assertEquals(2, client.ask());
            // Two questions and two answers: the next question finds the second connection broken.
            assertEquals(3, client.ask());
            assertEquals(3, faults.clients());
        }
    }

    @Test
    void aClientThatTakesNoAnswerHoldsUpNobody() throws IOException {
        faults.next(Fault.fullAfter(1, Duration.ofDays(1)));
        start(pipes);
        try (MeterClient stalled = client(pipes, IMPATIENT);
                MeterClient client = client(pipes, PATIENT)) {
            assertEquals(1, stalled.ask(), "by its second connection");
            assertEquals(2, client.ask());
        }
    }

    @Test
    void aClientThatComesAndGoesIsNoClient() throws IOException {
        faults.next(Fault.lostAccept());
        start(pipes);
        try (MeterClient client = client(pipes, PATIENT)) {
            assertEquals(1, client.ask());
        }
    }

    @Test
    void aMeterThatNeverAnswersIsGivenUpWithTheReasons() throws IOException {
        faults.otherwise(Fault.delay(Duration.ofDays(1)));
        start(pipes);
        try (MeterClient client = client(pipes, IMPATIENT)) {
            IOException failure = assertThrows(IOException.class, client::ask);
            assertEquals(5, failure.getSuppressed().length);
        }
    }

    @Test
    void aMeterLivesThroughWhateverChanceHasReady() throws IOException {
        long seed = Long.getLong("meter.seed", System.nanoTime());
        LoopbackProvider chance = new LoopbackProvider(Faults.seeded(seed));
        start(chance);
        long answered = 0;
        for (int i = 0; i < 200; i++) {
            try (MeterClient client = client(chance, PATIENT)) {
                long count = client.ask();
                assertTrue(count > answered, "meter.seed " + seed + ": " + count + " after " + answered);
                answered = count;
            }
        }
    }
}
