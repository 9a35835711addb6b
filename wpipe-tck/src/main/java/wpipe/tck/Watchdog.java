package wpipe.tck;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for work that may well take long as a whole: fails when something of it has failed, and when none of it goes on for
 * as long as the guard.
 */
final class Watchdog {
    private static final long LOOK_NANOS = 2_000_000;

    private final LongAdder steps = new LongAdder();

    /** Something of the work is done. */
    void step() {
        steps.increment();
    }

    long steps() {
        return steps.sum();
    }

    /** Waits for the calls to end, none of which may fail. */
    void await(String what, List<? extends Call<?>> calls) throws Exception {
        await(what, calls, () -> calls.stream().allMatch(Call::isDone));
    }

    /** Waits for something to come while calls go on, none of which may fail. */
    void await(String what, List<? extends Call<?>> calls, Eventually.Condition condition) throws Exception {
        long seen = -1;
        long end = 0;
        while (true) {
            boolean holds = condition.holds();
            for (Call<?> call : calls) {
                if (call.isDone()) {
                    call.get();
                }
            }
            if (holds) {
                return;
            }
            long now = steps.sum();
            if (now != seen) {
                seen = now;
                end = System.nanoTime() + Rules.GUARD.toNanos();
            } else if (System.nanoTime() - end > 0) {
                throw new AssertionError(what + ": nothing goes on after " + now + " steps; " + stacks(calls));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Where those hang that have not ended: a few of them, since all are likely to be the same. */
    private static String stacks(List<? extends Call<?>> calls) {
        List<String> places = calls.stream()
                .filter(call -> !call.isDone())
                .limit(3)
                .map(Call::place)
                .toList();
        return "the first of those that have not ended: " + String.join("; ", places);
    }
}
