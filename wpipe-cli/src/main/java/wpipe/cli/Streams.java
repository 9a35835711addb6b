package wpipe.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * The standard streams of one run.
 *
 * @param in standard input, as bytes
 * @param messages standard output for messages: as bytes, buffered, and with errors that are thrown
 * @param out standard output for text
 * @param err standard error
 * @param terminal whether a person looks on
 */
record Streams(InputStream in, OutputStream messages, PrintStream out, PrintStream err, boolean terminal) {
    /** Those of the process. A PrintStream would keep to itself that nobody reads on; messages must not vanish so. */
    static Streams ofProcess() {
        return new Streams(
                System.in,
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                System.out,
                System.err,
                ProgressLine.isTerminal());
    }

    /** For text that goes to a stream by way of a Writer: with the stream's own charset, and flushed at once. */
    static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(
                new Writer() {
                    @Override
                    public void write(char[] chars, int offset, int length) {
                        stream.print(new String(chars, offset, length));
                    }

                    @Override
                    public void flush() {
                        stream.flush();
                    }

                    @Override
                    public void close() {
                        // It is the process's.
                        stream.flush();
                    }
                },
                true);
    }
}
