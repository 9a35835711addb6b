package wpipe.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one test of the rules ended.
 *
 * @param test its name
 * @param status how
 * @param reason why, where it did not pass; one line
 * @param failure what was thrown, if anything was
 * @param time how long it took
 */
record Outcome(
        String test, Status status, String reason, @Nullable Throwable failure, Duration time) {
    /** How a test can end. */
    enum Status {
        PASSED("passed"),
        FAILED("FAILED"),
        NOT_APPLICABLE("not applicable");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
