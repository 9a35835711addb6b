package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wpipe.spi.Reach;

/** Section 7: closes, interrupts and timeouts against everything that blocks, at random moments. */
interface ScheduleRules extends Rules {
    /** The system property that says how many schedules there are. */
    String SCHEDULES = "wpipe.tck.schedules";

    int INSIDE_THE_JVM = 1000;
    int THROUGH_THE_SYSTEM = 250;

    /** From so many on it would be strange if one kind of end had not been seen. */
    int ENOUGH_FOR_ALL = 100;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void rule_7_3_randomSchedulesOfCloseInterruptAndTimeout() throws Exception {
        boolean insideTheJvm = subject().clientProvider().reach() == Reach.JVM;
        int count = Integer.getInteger(SCHEDULES, insideTheJvm ? INSIDE_THE_JVM : THROUGH_THE_SYSTEM);
        Map<Speaker.End, Integer> ends = new EnumMap<>(Speaker.End.class);
        for (int i = 0; i < count; i++) {
            // Not one generator for all: each schedule can be made again without those before it.
            Random random = new Random(Payload.SEED * 31 + i);
            try (Pipes pipes = new Pipes(subject())) {
                new Schedule(pipes, random).run().forEach(end -> ends.merge(end, 1, Integer::sum));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("schedule " + i + " of " + count + ": " + Failures.describe(e), e);
            }
        }
        if (count >= ENOUGH_FOR_ALL) {
            for (Speaker.End end : Speaker.End.values()) {
                assertTrue(ends.containsKey(end), () -> "no connection of " + ends + " has ended " + end);
            }
        }
    }
}
