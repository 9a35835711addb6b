package wpipe.api;

import java.time.Duration;

/** The ranges of options, each checked in one place. */
final class Checks {
    /** 1 GiB: far over what fits a pipe, and within what one buffer can hold. */
    static final int LARGEST_MESSAGE = 1 << 30;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(Integer.MAX_VALUE);

    private Checks() {}

    static int range(String what, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(
                    what + " " + value + " is out of range; it must be " + from + " to " + to);
        }
        return value;
    }

    /** A stream has no messages that could be taken in turn. */
    static void framing(Mode mode, Framing framing) {
        if (framing.isStream() && mode.takesTurns()) {
            throw new IllegalArgumentException("mode " + mode + " takes turns with messages, and framing " + framing
                    + " has none; a stream of bytes goes with modes " + Mode.DUPLEX + ", " + Mode.READER + " and "
                    + Mode.WRITER);
        }
    }

    static int messageSize(int value) {
        return range("maxMessageSize", value, 1, LARGEST_MESSAGE);
    }

    static Duration notNegative(String what, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(what + " " + value + " is negative; it must be zero or more");
        }
        return value;
    }

    static Duration millis(String what, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0
                || value.compareTo(LONGEST_WAIT) > 0
                || value.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(what + " " + value
                    + " is out of range; it must be whole milliseconds, PT0.001S to " + LONGEST_WAIT);
        }
        return value;
    }
}
