package wpipe.api;

import java.io.IOException;

/** A read that no thread waits for. */
final class AsyncRead extends AsyncCall<byte[]> {
    private final ReadHalf reading;
    private byte[] message = {};

    AsyncRead(ReadHalf reading, InterruptibleGate gate, Runnable tried) {
        super("read", gate, tried);
        this.reading = reading;
    }

    @Override
    boolean enter() {
        return reading.queue().acquire(this);
    }

    @Override
    boolean leaveQueue() {
        return reading.queue().withdraw(this);
    }

    @Override
    void unlock() {
        reading.unlock();
    }

    @Override
    boolean goOn() throws IOException {
        byte[] next = reading.tryTake(this);
        if (next == null) {
            return false;
        }
        message = next;
        return true;
    }

    /** The message that it waited for is the next one's. */
    @Override
    boolean giveUp() {
        return true;
    }

    @Override
    byte[] result() {
        return message;
    }
}
