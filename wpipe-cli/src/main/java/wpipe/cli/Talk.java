package wpipe.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import wpipe.api.Mode;

/**
 * What {@code serve} and {@code connect} were told: how to talk, and where messages come from and go to.
 *
 * @param mode the mode of this end
 * @param echo whether a slave answers with what it got
 * @param timeout how long to wait for the other side, each time
 * @param count how many messages to exchange
 * @param input the messages to send
 * @param output takes the messages received
 * @param notes takes what a person should know that ends nothing
 */
record Talk(
        Mode mode,
        boolean echo,
        Duration timeout,
        long count,
        MessageSource input,
        MessageOutput output,
        Consumer<String> notes) {
    /** The count where none was given. */
    static final long UNLIMITED = Long.MAX_VALUE;

    /** Whether this end speaks first; the others wait for what comes. */
    boolean sends() {
        return mode == Mode.MASTER || mode == Mode.WRITER;
    }

    /** The next message to send, null at the end. What was received is shown before anybody waits for input. */
    byte @Nullable [] nextMessage() throws IOException, CommandFailure {
        if (!input.isReady()) {
            output.flush();
        }
        return input.next();
    }
}
