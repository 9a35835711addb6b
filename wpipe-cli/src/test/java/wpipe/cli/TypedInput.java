package wpipe.cli;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Standard input that a test types into while the command runs. */
final class TypedInput extends InputStream {
    private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
    private byte[] chunk = {};
    private int position;
    private boolean ended;

    TypedInput type(String text) {
        typed.add(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    TypedInput end() {
        typed.add(new byte[0]);
        return this;
    }

    @Override
    public int read() throws InterruptedIOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws InterruptedIOException {
        if (position == chunk.length && !ended) {
            try {
                chunk = typed.take();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted while waiting for the test to type");
            }
            position = 0;
            ended = chunk.length == 0;
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        return count;
    }
}
