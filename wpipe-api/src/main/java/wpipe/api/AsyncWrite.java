package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A write that no thread waits for. */
final class AsyncWrite extends AsyncCall<Void> {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final WriteHalf writing;
    private final Turns turns;

    private ByteBuffer message;

    /** The channel has the message, and a copy of it where it needs one. */
    private boolean begun;

    AsyncWrite(ByteBuffer message, WriteHalf writing, Turns turns, InterruptibleGate gate, Runnable tried) {
        super("write", gate, tried);
        this.message = message;
        this.writing = writing;
        this.turns = turns;
    }

    @Override
    boolean enter() {
        if (writing.tryLock()) {
            return true;
        }
        message = copy(message);
        return writing.queue().acquire(this);
    }

    static ByteBuffer copy(ByteBuffer message) {
        int size = message.remaining();
        return ByteBuffer.allocate(size).put(0, message, message.position(), size);
    }

    @Override
    boolean leaveQueue() {
        return writing.queue().withdraw(this);
    }

    @Override
    void unlock() {
        writing.unlock();
    }

    @Override
    boolean goOn() throws IOException {
        if (begun) {
            return writing.endSend();
        }
        turns.checkWrite();
        begun = true;
        ByteBuffer first = message;
        // Whoever keeps the future does not keep the message.
        message = NOTHING;
        return writing.beginSend(first, this);
    }

    @Override
    boolean giveUp() throws IOException {
        // Else it is in front, and has not done anything there.
        return !begun || writing.cancelSend();
    }

    @Override
    @SuppressWarnings("NullAway") // the only value that there is
    Void result() {
        return null;
    }
}
