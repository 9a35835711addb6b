package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.Server;

/** Section 9: what is used again and again is used up never. */
interface LeakRules extends LoadRules {
    /** After so many rounds all that is made once, or kept for the next time, has been made. */
    int WARM_UP = 200;

    /** Far below one of anything for each round. */
    Footprint.Growth LITTLE = new Footprint.Growth(32, 4, 8 << 20, 1 << 20);

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_9_2_openingAndClosingLeavesNothing(TestReporter reporter) throws Exception {
        keepsNothing(reporter, this::openAndClose);
    }

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_9_2_failedConnectsLeaveNothing(TestReporter reporter) throws Exception {
        try (Pipes twoWay = new Pipes(subject());
                Pipes oneWay = new Pipes(subject())) {
            Server full = twoWay.open(Mode.SLAVE, options -> options.withMaxClients(1));
            twoWay.join(full);
            oneWay.open(Mode.READER);
            keepsNothing(reporter, round -> failToConnect(round, twoWay, oneWay));
        }
    }

    @Test
    @ResourceLock(Resources.GLOBAL)
    default void rule_9_2_asynchronousCallsLeaveNothing(TestReporter reporter) throws Exception {
        keepsNothing(reporter, this::beginAndLeave);
    }

    private void keepsNothing(TestReporter reporter, Round body) throws Exception {
        Measuring.require("9.2");
        for (int round = 0; round < WARM_UP; round++) {
            body.run(round);
        }
        Footprint before = Footprint.of(subject());
        int rounds = sizes().rounds();
        for (int round = 0; round < rounds; round++) {
            body.run(round);
        }
        Footprint after = before.assertKept(subject(), LITTLE);
        reporter.publishEntry("held", "before " + rounds + " rounds: " + before + "; after them: " + after);
    }

    private void openAndClose(int round) throws IOException {
        try (Pipes pipes = new Pipes(subject())) {
            pipes.link(Modes.ofRound(round)).exchange(round);
        }
    }

    /** Calls that are complete, that are cancelled, and that a close ends, at both ends. */
    private void beginAndLeave(int round) throws Exception {
        int size = 64 << 10;
        List<CompletableFuture<?>> calls = new ArrayList<>();
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX, size);
            for (Connection end : List.of(link.client(), link.atServer())) {
                calls.add(end.readAsync());
                for (int i = 0; i < 4; i++) {
                    calls.add(end.writeAsync(new byte[size]));
                }
                calls.add(end.readAsync());
                end.readAsync().cancel(true);
                calls.get(round % calls.size()).cancel(true);
            }
        }
        for (CompletableFuture<?> call : calls) {
            assertNotNull(call.handle((result, failure) -> true).get(GUARD.toSeconds(), TimeUnit.SECONDS));
        }
    }

    private static void failToConnect(int round, Pipes twoWay, Pipes oneWay) throws IOException {
        switch (round % 4) {
            case 0 ->
                assertThrows(
                        PipeBusyException.class,
                        () -> twoWay.connect(Mode.MASTER, options -> options.withConnectTimeout(Duration.ZERO)));
            case 1 -> assertThrows(PipeAccessDeniedException.class, () -> oneWay.connect(Mode.READER));
            case 2 -> assertThrows(PipeNotFoundException.class, () -> twoWay.connectElsewhere(Duration.ZERO, false));
            default ->
                assertThrows(PipeNotFoundException.class, () -> twoWay.connectElsewhere(Duration.ofMillis(1), true));
        }
    }

    /** What is done again and again. */
    @FunctionalInterface
    interface Round {
        void run(int number) throws Exception;
    }
}
