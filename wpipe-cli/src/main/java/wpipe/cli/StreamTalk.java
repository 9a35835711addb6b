package wpipe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import wpipe.api.Connection;
import wpipe.api.EndOfStreamException;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;

/**
 * Standard input to a connection that carries a stream of bytes, and what comes from there to standard output, both at
 * once. It is over when the other end has gone; where this end only sends, with the input.
 */
final class StreamTalk {
    private static final int CHUNK = 1 << 16;

    private final Connection connection;
    private final InputStream in;
    private final OutputStream out;
    private final Duration timeout;
    private final CountDownLatch inputEnded = new CountDownLatch(1);
    private volatile @Nullable Exception failure;

    StreamTalk(Connection connection, Streams streams, Duration timeout) {
        this.connection = connection;
        this.in = streams.in();
        this.out = streams.messages();
        this.timeout = timeout;
    }

    /** Runs it to its end. */
    void run() throws Exception {
        if (!connection.mode().canRead()) {
            send();
            return;
        }
        if (connection.mode().canWrite()) {
            Daemon.start("wpipe-input", this::sendBeside);
        }
        try {
            receive();
        } catch (ClosedChannelException e) {
            throw failure != null ? failure : e;
        } finally {
            out.flush();
        }
    }

    private void sendBeside() {
        try {
            send();
        } catch (PeerClosedException e) {
            // Whoever receives sees that the other end has gone, and what came before.
        } catch (IOException | RuntimeException e) {
            failure = e;
            close();
        } finally {
            inputEnded.countDown();
        }
    }

    private void close() {
        try {
            connection.close();
        } catch (IOException e) {
            Exception cause = failure;
            if (cause != null) {
                cause.addSuppressed(e);
            }
        }
    }

    private void send() throws IOException {
        byte[] chunk = new byte[CHUNK];
        int count;
        while ((count = read(chunk)) >= 0) {
            connection.write(ByteBuffer.wrap(chunk, 0, count), timeout);
        }
        if (connection.canShutdownOutput()) {
            connection.shutdownOutput(timeout);
        }
    }

    private int read(byte[] chunk) throws IOException {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            // Says where it happened: "broken pipe" could be any here.
            throw new IOException("standard input: " + Failures.text(e), e);
        }
    }

    private void receive() throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        while (true) {
            int count;
            try {
                count = connection.read(ByteBuffer.wrap(chunk), timeout);
            } catch (EndOfStreamException e) {
                out.flush();
                if (connection.mode().canWrite()) {
                    // It still takes what this end sends.
                    inputEnded.await();
                }
                return;
            } catch (PeerClosedException e) {
                return;
            } catch (PipeTimeoutException e) {
                if (inputEnded.getCount() > 0) {
                    throw e;
                }
                return; // all is sent, and nothing more comes
            }
            print(chunk, count);
        }
    }

    private void print(byte[] chunk, int count) throws IOException {
        try {
            out.write(chunk, 0, count);
            if (!connection.canRead()) {
                out.flush();
            }
        } catch (IOException e) {
            throw connection.isOpen() ? new IOException("standard output: " + Failures.text(e), e) : e;
        }
    }
}
