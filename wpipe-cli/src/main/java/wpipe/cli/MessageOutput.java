package wpipe.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Messages as lines on a stream. Safe to call from any thread. */
final class MessageOutput {
    private final OutputStream out;
    private final Format format;

    MessageOutput(OutputStream out, Format format) {
        this.out = out;
        this.format = format;
    }

    synchronized void print(byte[] message) throws IOException, CommandFailure {
        out.write(format.encode(message));
        out.write('\n');
    }

    synchronized void flush() throws IOException {
        out.flush();
    }
}
