package wpipe.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@code serve} and {@code connect} were told: how to talk, and where messages come from and go to.
 *
 * @param role what this end does
 * @param echo whether this end answers with what it got
 * @param timeout how long to wait for the other side, each time
 * @param count how many messages to exchange
 * @param input the messages to send
 * @param output takes the messages received
 * @param notes takes what a person should know that ends nothing
 * @param visitors says who the clients of a server are
 */
record Talk(
        Role role,
        boolean echo,
        Duration timeout,
        long count,
        MessageSource input,
        MessageOutput output,
        Consumer<String> notes,
        Visitors visitors) {
    /** The count where none was given. */
    static final long UNLIMITED = Long.MAX_VALUE;

    /** The next message to send, null at the end. What was received is shown before anybody waits for input. */
    byte @Nullable [] nextMessage() throws IOException, CommandFailure {
        if (!input.isReady()) {
            output.flush();
        }
        return input.next();
    }
}
