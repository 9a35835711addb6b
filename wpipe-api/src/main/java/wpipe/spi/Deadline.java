package wpipe.spi;

import java.time.Duration;

/**
 * Points in time until which a call may block, as a {@code long} so that passing one makes no garbage: a value of
 * {@link System#nanoTime()}, or {@link #NEVER}.
 *
 * @since 0.1
 */
public final class Deadline {
    /** The deadline that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Half the range of nanoTime: what lies further ahead cannot be told from what has passed. */
    private static final long LONGEST = Long.MAX_VALUE >> 1;

    private Deadline() {}

    /**
     * The deadline that a duration from now sets.
     *
     * @param timeout how long from now; zero for a call that must not wait
     * @return the deadline; {@link #NEVER} if it lies over 146 years ahead
     * @throws IllegalArgumentException if the duration is negative
     */
    public static long after(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout " + timeout + " is negative; zero means: do not wait");
        }
        if (timeout.toSeconds() >= LONGEST / 1_000_000_000L) {
            return NEVER;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        return deadline == NEVER ? deadline - 1 : deadline;
    }

    /**
     * How long it is until a deadline.
     *
     * @param deadline the deadline
     * @return nanoseconds, zero or less if it has passed; {@link Long#MAX_VALUE} for {@link #NEVER}
     */
    public static long remaining(long deadline) {
        return deadline == NEVER ? Long.MAX_VALUE : deadline - System.nanoTime();
    }

    /**
     * Whether a deadline has passed.
     *
     * @param deadline the deadline
     * @return true if no time is left
     */
    public static boolean isOver(long deadline) {
        return remaining(deadline) <= 0;
    }
}
