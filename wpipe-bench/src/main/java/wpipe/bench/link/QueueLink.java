package wpipe.bench.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TransferQueue;
import org.jctools.queues.MessagePassingQueue;

/**
 * Two queues between threads. Messages are copied into an array and out of it: who writes may use the buffer again at
 * once, as with a pipe.
 */
record QueueLink(BlockingQueue<byte[]> in, BlockingQueue<byte[]> out) implements Link {
    @Override
    public void write(ByteBuffer message) throws IOException {
        byte[] copy = new byte[message.remaining()];
        message.get(copy);
        try {
            if (out instanceof TransferQueue<byte[]> unbounded) {
                unbounded.transfer(copy);
            } else if (out instanceof MessagePassingQueue) {
                offer(copy);
            } else {
                out.put(copy);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** A queue of JCTools makes no writer wait: put fails when it is full. */
    @SuppressWarnings("ThreadPriorityCheck") // what waits otherwise is slower than such a queue
    private void offer(byte[] message) throws InterruptedException {
        while (!out.offer(message)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.yield();
        }
    }

    @Override
    public void read(ByteBuffer message) throws IOException {
        try {
            message.put(in.take());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        IOException interrupted = new InterruptedIOException();
        interrupted.initCause(cause);
        return interrupted;
    }

    /** Queues know no end: whoever blocks is to be interrupted. */
    @Override
    public void close() {}
}
