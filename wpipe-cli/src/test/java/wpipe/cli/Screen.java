package wpipe.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** An output that a test can wait on. */
final class Screen extends OutputStream {
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public synchronized void write(int b) {
        bytes.write(b);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
        notifyAll();
    }

    /** Lets those who wait look again. */
    synchronized void changed() {
        notifyAll();
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Waits until what was written is as it should be. */
    synchronized void await(Predicate<String> right) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!right.test(text())) {
            long rest = (deadline - System.nanoTime()) / 1_000_000;
            if (rest <= 0) {
                throw new AssertionError("not in time; there is: " + text());
            }
            wait(rest);
        }
    }
}
