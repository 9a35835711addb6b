package wpipe.bench.link;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A pipe that is opened as if it were a file, by the JDK's channel with overlapped I/O. */
record AsyncFileLink(AsynchronousFileChannel channel) implements Link {
    static AsyncFileLink open(String path) throws IOException {
        return new AsyncFileLink(
                AsynchronousFileChannel.open(Path.of(path), StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public void write(ByteBuffer message) throws IOException {
        while (message.hasRemaining()) {
            await(channel.write(message, 0));
        }
    }

    @Override
    public void read(ByteBuffer message) throws IOException {
        while (message.hasRemaining()) {
            if (await(channel.read(message, 0)) < 0) {
                throw new EOFException("the other end is closed");
            }
        }
    }

    private static int await(Future<Integer> result) throws IOException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
