package wpipe.bench.link;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A stream of bytes that knows arrays only: the buffer's bytes are copied there and back, as its user would have to. */
final class StreamLink implements Link {
    /** What both have that it wraps. */
    private interface Reading {
        int read(byte[] target, int offset, int length) throws IOException;
    }

    private interface Writing {
        void write(byte[] source, int offset, int length) throws IOException;
    }

    private final Reading in;
    private final Writing out;
    private final Closeable whole;
    private byte[] received = new byte[0];
    private byte[] sent = new byte[0];

    private StreamLink(Reading in, Writing out, Closeable whole) {
        this.in = in;
        this.out = out;
        this.whole = whole;
    }

    static StreamLink of(RandomAccessFile file) {
        return new StreamLink(file::read, file::write, file);
    }

    static StreamLink of(Socket socket) throws IOException {
        return new StreamLink(socket.getInputStream()::read, socket.getOutputStream()::write, socket);
    }

    @Override
    public void write(ByteBuffer message) throws IOException {
        int size = message.remaining();
        if (sent.length < size) {
            sent = new byte[size];
        }
        message.get(sent, 0, size);
        out.write(sent, 0, size);
    }

    @Override
    public void read(ByteBuffer message) throws IOException {
        int size = message.remaining();
        if (received.length < size) {
            received = new byte[size];
        }
        for (int have = 0; have < size; ) {
            int got = in.read(received, have, size - have);
            if (got < 0) {
                throw new EOFException("the other end is closed");
            }
            have += got;
        }
        message.put(received, 0, size);
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
