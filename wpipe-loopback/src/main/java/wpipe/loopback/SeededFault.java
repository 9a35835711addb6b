package wpipe.loopback;

import java.time.Duration;
import java.util.Random;

/** Faults by chance: {@link Random}, since its numbers are the same on every JVM. */
final class SeededFault {
    private static final int MESSAGES = 10;
    private static final int LONGEST_MILLIS = 50;

    private SeededFault() {}

    static Fault of(long seed, int client) {
        Random random = new Random(mix(mix(seed) + client));
        int messages = random.nextInt(MESSAGES);
        Duration time = Duration.ofMillis(1 + random.nextInt(LONGEST_MILLIS));
        return switch (random.nextInt(10)) {
            case 0 -> Fault.refused();
            case 1 -> Fault.lostAccept();
            case 2 -> Fault.breakAfter(messages);
            case 3 -> Fault.fullAfter(messages, time);
            case 4 -> Fault.delay(time);
            default -> Fault.none();
        };
    }

    /** Neighbouring numbers would give neighbouring first results. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
