package wpipe.bench.link;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One end of a connection, by whichever way a Java program has to one. One thread reads, one writes. */
public interface Link extends Closeable {
    /** Writes what remains in a buffer. */
    void write(ByteBuffer message) throws IOException;

    /** Reads until a buffer is full. */
    void read(ByteBuffer message) throws IOException;

    /** Ends it; whoever blocks in it ends with an exception, or is to be interrupted. */
    @Override
    void close() throws IOException;
}
