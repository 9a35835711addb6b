package wpipe.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** What a connection writes, as the JDK's stream. Nothing is held back, so there is nothing to flush. */
final class PipeOutputStream extends OutputStream {
    private final PipeConnection connection;

    PipeOutputStream(PipeConnection connection) {
        this.connection = connection;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        connection.write(ByteBuffer.wrap(source, offset, length));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
