package wpipe.bench.peer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The client's end of a pipe, by whichever way a Java program has to one. */
interface Link extends Closeable {
    /** Writes what remains in a buffer. */
    void write(ByteBuffer message) throws IOException;

    /** Reads until a buffer is full. */
    void read(ByteBuffer message) throws IOException;
}
