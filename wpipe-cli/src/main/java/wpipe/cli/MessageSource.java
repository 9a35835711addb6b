package wpipe.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the messages to send come from. */
interface MessageSource {
    /**
     * Waits for the next message.
     *
     * @return the message; null at the end
     * @throws CommandFailure if what comes next is no message that can be sent
     */
    byte @Nullable [] next() throws IOException, CommandFailure;

    /** Whether {@link #next} would surely not wait. */
    boolean isReady();
}
