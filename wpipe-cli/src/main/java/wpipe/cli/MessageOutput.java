package wpipe.cli;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;

/** Messages as lines on a stream. Safe to call from any thread. */
final class MessageOutput implements Flushable {
    private final OutputStream out;
    private final Format format;

    MessageOutput(OutputStream out, Format format) {
        this.out = out;
        this.format = format;
    }

    synchronized void print(byte[] message) throws IOException {
        try {
            out.write(format.encode(message));
            out.write('\n');
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Says where it happened: "broken pipe" could be any here. */
    private static IOException failure(IOException e) {
        return new IOException("standard output: " + Failures.text(e), e);
    }
}
