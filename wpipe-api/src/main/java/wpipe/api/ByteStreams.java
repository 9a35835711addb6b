package wpipe.api;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;

/** What a connection is to the JDK where its framing is a stream. */
record ByteStreams(InputStream input, OutputStream output, ByteChannel channel) {
    static ByteStreams of(PipeConnection connection) {
        return new ByteStreams(
                new PipeInputStream(connection), new PipeOutputStream(connection), new PipeByteChannel(connection));
    }
}
