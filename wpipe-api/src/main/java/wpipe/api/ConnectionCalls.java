package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import wpipe.spi.Deadline;

/** The forms in which a connection's calls come, of arrays and of buffers, with a timeout and without: each leads to one. */
abstract class ConnectionCalls implements Connection {
    abstract ReadHalf reading();

    abstract WriteHalf writing();

    abstract Exchange exchanging();

    abstract void shutdownOutput(long deadline) throws IOException;

    @Override
    public final byte[] read() throws IOException {
        return reading().read(Deadline.NEVER);
    }

    @Override
    public final byte[] read(Duration timeout) throws IOException {
        return reading().read(Deadline.after(timeout));
    }

    @Override
    public final int read(ByteBuffer target) throws IOException {
        return reading().read(target, Deadline.NEVER);
    }

    @Override
    public final int read(ByteBuffer target, Duration timeout) throws IOException {
        return reading().read(target, Deadline.after(timeout));
    }

    @Override
    public final void write(byte[] message) throws IOException {
        writing().write(ByteBuffer.wrap(message), Deadline.NEVER);
    }

    @Override
    public final void write(byte[] message, Duration timeout) throws IOException {
        writing().write(ByteBuffer.wrap(message), Deadline.after(timeout));
    }

    @Override
    public final void write(ByteBuffer message) throws IOException {
        writing().write(message, Deadline.NEVER);
    }

    @Override
    public final void write(ByteBuffer message, Duration timeout) throws IOException {
        writing().write(message, Deadline.after(timeout));
    }

    @Override
    public final byte[] exchange(byte[] request) throws IOException {
        return exchange(request, Deadline.NEVER);
    }

    @Override
    public final byte[] exchange(byte[] request, Duration timeout) throws IOException {
        return exchange(request, Deadline.after(timeout));
    }

    final byte[] exchange(byte[] request, long deadline) throws IOException {
        return exchanging().exchange(ByteBuffer.wrap(request), deadline);
    }

    @Override
    public final int exchange(ByteBuffer request, ByteBuffer reply) throws IOException {
        return exchanging().exchange(request, reply, Deadline.NEVER);
    }

    @Override
    public final int exchange(ByteBuffer request, ByteBuffer reply, Duration timeout) throws IOException {
        return exchanging().exchange(request, reply, Deadline.after(timeout));
    }

    @Override
    public final CompletableFuture<byte[]> readAsync() {
        return reading().readAsync();
    }

    @Override
    public final CompletableFuture<Void> writeAsync(byte[] message) {
        return writing().writeAsync(ByteBuffer.wrap(message));
    }

    @Override
    public final CompletableFuture<Void> writeAsync(ByteBuffer message) {
        return writing().writeAsync(message);
    }

    @Override
    public final CompletableFuture<byte[]> exchangeAsync(byte[] request) {
        return exchanging().exchangeAsync(ByteBuffer.wrap(request));
    }

    @Override
    public final void shutdownOutput() throws IOException {
        shutdownOutput(Deadline.NEVER);
    }

    @Override
    public final void shutdownOutput(Duration timeout) throws IOException {
        shutdownOutput(Deadline.after(timeout));
    }
}
