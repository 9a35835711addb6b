package wpipe.tck;

import java.time.Duration;

/** What every group of rules stands on. */
interface Rules {
    /** Ends what hangs; far beyond what any call takes, so that a slow machine fails nothing. */
    Duration GUARD = Duration.ofSeconds(30);

    /** A wait that is meant to run out. */
    Duration SHORT = Duration.ofMillis(20);

    TckSubject subject();
}
