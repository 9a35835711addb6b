package wpipe.bench.link;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A stream of bytes that goes over channels of the JDK: a socket's, or the two of a pair of {@link java.nio.channels.Pipe}. */
record ChannelLink(ReadableByteChannel in, WritableByteChannel out) implements Link {
    @Override
    public void write(ByteBuffer message) throws IOException {
        while (message.hasRemaining()) {
            out.write(message);
        }
    }

    @Override
    public void read(ByteBuffer message) throws IOException {
        while (message.hasRemaining()) {
            if (in.read(message) < 0) {
                throw new EOFException("the other end is closed");
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (in) {
            out.close();
        }
    }
}
