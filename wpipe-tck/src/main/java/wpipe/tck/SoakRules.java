package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import wpipe.api.Mode;

/** Section 9: what goes on for long. */
interface SoakRules extends LoadRules {
    int CLIENTS_OF_EACH = 25;
    int TENTHS = 10;

    /** No thread and no handle may come with messages; memory is as the collector and the buffers happen to be. */
    Footprint.Growth FLAT = new Footprint.Growth(16, 2, 16 << 20, 8 << 20);

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ResourceLock(Resources.GLOBAL)
    default void rule_9_4_aLongRunLosesAndKeepsNothing(TestReporter reporter) throws Exception {
        Measuring.require("9.4");
        long messages = sizes().messages();
        long start = System.nanoTime();
        try (Pipes oneWay = new Pipes(subject());
                Pipes twoWay = new Pipes(subject())) {
            Soak soak = new Soak(messages);
            soak.start(oneWay, Mode.READER, CLIENTS_OF_EACH);
            soak.start(twoWay, Mode.SLAVE, CLIENTS_OF_EACH);
            Footprint first = null;
            for (int tenth = 1; tenth < TENTHS; tenth++) {
                awaitMessages(soak, messages / TENTHS * tenth);
                if (first == null) {
                    first = Footprint.of(subject());
                    reporter.publishEntry("held after the first tenth", first.toString());
                } else {
                    String held = first.assertKept(subject(), FLAT).toString();
                    reporter.publishEntry("held after " + tenth + " tenths", held);
                }
            }
            awaitMessages(soak, messages);
            assertEquals(messages, soak.watchdog().steps(), "messages that have arrived");
            long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
            reporter.publishEntry(
                    "soak", soak.arrived() + " in " + seconds + " s, " + messages / seconds + " messages a second");
        }
    }

    private static void awaitMessages(Soak soak, long count) throws Exception {
        soak.watchdog()
                .await(count + " messages", soak.calls(), () -> soak.watchdog().steps() >= count);
    }
}
