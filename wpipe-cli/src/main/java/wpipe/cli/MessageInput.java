package wpipe.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Messages from the lines of a stream. For one thread at a time. */
final class MessageInput implements MessageSource {
    private final LineSplitter lines;
    private final Format format;
    private final int maxMessageSize;

    MessageInput(InputStream in, Format format, int maxMessageSize) {
        this.lines = new LineSplitter(in, format.maxLineLength(maxMessageSize));
        this.format = format;
        this.maxMessageSize = maxMessageSize;
    }

    @Override
    public byte @Nullable [] next() throws IOException, CommandFailure {
        byte[] line;
        try {
            line = lines.next();
        } catch (IOException e) {
            // Says where it happened: "broken pipe" could be any here.
            throw new IOException("standard input: " + Failures.text(e), e);
        }
        if (line == null) {
            return null;
        }
        byte[] message;
        try {
            message = format.decode(line);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("line " + lines.number() + " of the input is not pairs of hexadecimal digits");
        }
        if (message.length > maxMessageSize) {
            throw new CommandFailure("line " + lines.number() + " of the input has a message of " + message.length
                    + " bytes, more than --max-message-size, " + maxMessageSize);
        }
        return message;
    }

    @Override
    public boolean isReady() {
        return lines.hasLineAtHand();
    }
}
