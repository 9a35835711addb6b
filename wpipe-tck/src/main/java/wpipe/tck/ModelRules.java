package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wpipe.api.Mode;
import wpipe.spi.Reach;

/** Turns and the server's list of clients against a model, by random sequences of calls. */
interface ModelRules extends Rules {
    /** The system property that says how many sequences there are for each mode. */
    String SEQUENCES = "wpipe.tck.sequences";

    int INSIDE_THE_JVM = 250;
    int THROUGH_THE_SYSTEM = 40;
    int STEPS = 80;

    Duration IMPATIENCE = Duration.ofSeconds(1);
    Duration SHRINKING = Duration.ofSeconds(60);

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void rule_4_1_randomSequencesOfCallsDoWhatAModelDoes() throws Exception {
        boolean insideTheJvm = subject().clientProvider().reach() == Reach.JVM;
        int count = Integer.getInteger(SEQUENCES, insideTheJvm ? INSIDE_THE_JVM : THROUGH_THE_SYSTEM);
        Modes.all(mode -> {
            int read = 0;
            for (int i = 0; i < count; i++) {
                List<ModelStep> steps = ModelStep.random(new Random(Payload.SEED * 31 + i), STEPS);
                try (Pipes pipes = new Pipes(subject())) {
                    read += new ModelRun(pipes, mode, GUARD).run(steps);
                } catch (Exception | AssertionError e) {
                    throw shrunk(mode, i, steps, e);
                }
            }
            int total = read;
            assertTrue(total >= count, () -> "only " + total + " messages were read in " + count + " sequences");
        });
    }

    private AssertionError shrunk(Mode mode, int number, List<ModelStep> steps, Throwable failure) {
        List<ModelStep> shortest =
                Shrinker.shrink(steps, SHRINKING, candidate -> failure(mode, candidate, IMPATIENCE) != null);
        Throwable last = failure(mode, shortest, GUARD);
        AssertionError error = new AssertionError(
                "sequence " + number + ", " + Failures.describe(failure) + "; the shortest that fails: " + shortest
                        + (last == null ? ", which did not fail again" : ", with " + Failures.describe(last)),
                failure);
        if (last != null) {
            error.addSuppressed(last);
        }
        return error;
    }

    private @Nullable Throwable failure(Mode mode, List<ModelStep> steps, Duration patience) {
        try (Pipes pipes = new Pipes(subject())) {
            new ModelRun(pipes, mode, patience).run(steps);
            return null;
        } catch (Exception | AssertionError e) {
            return e;
        }
    }
}
