package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An exchange that no thread waits for: what {@link Exchange} does, in steps. */
final class AsyncExchange extends AsyncCall<byte[]> {
    private enum State {
        /** Has neither lock: waits for one of them. */
        QUEUED,
        /** Has the lock that it has waited for. */
        IN_FRONT,
        /** Has both locks from here on, and nothing was written. */
        ALONE,
        SENDING,
        SENT
    }

    private final ByteBuffer request;
    private final Turns turns;
    private final ReadHalf reading;
    private final WriteHalf writing;
    private State state = State.QUEUED;

    /** Of the lock that it waits for, or has waited for. */
    private CallQueue queue;

    private byte[] reply = {};

    AsyncExchange(
            ByteBuffer request,
            Turns turns,
            ReadHalf reading,
            WriteHalf writing,
            InterruptibleGate gate,
            Runnable tried) {
        super("exchange", gate, tried);
        this.request = AsyncWrite.copy(request);
        this.turns = turns;
        this.reading = reading;
        this.writing = writing;
        this.queue = writing.queue();
    }

    @Override
    boolean enter() {
        return queue.acquire(this);
    }

    @Override
    boolean leaveQueue() {
        if (state != State.QUEUED) {
            return false;
        }
        if (queue.withdraw(this)) {
            return true;
        }
        state = State.IN_FRONT;
        return false;
    }

    @Override
    void unlock() {
        if (state == State.IN_FRONT) {
            queue.release();
        } else if (state != State.QUEUED) {
            reading.unlock();
            writing.unlock();
        }
    }

    @Override
    boolean goOn() throws IOException {
        if (state == State.QUEUED) {
            state = State.IN_FRONT;
        }
        if (state == State.IN_FRONT && !lockBoth()) {
            return false;
        }
        return send() && receive();
    }

    /** Takes the other lock. While it waits for that one it does not have this one, as with {@link Exchange}. */
    private boolean lockBoth() throws IOException {
        while (true) {
            turns.checkExchange();
            CallQueue other = queue == writing.queue() ? reading.queue() : writing.queue();
            if (other.tryAcquire()) {
                state = State.ALONE;
                return true;
            }
            queue.release();
            state = State.QUEUED;
            queue = other;
            if (!other.acquire(this)) {
                return false;
            }
            state = State.IN_FRONT;
        }
    }

    private boolean send() throws IOException {
        if (state == State.SENT) {
            return true;
        }
        boolean first = state == State.ALONE;
        state = State.SENDING;
        boolean sent = first ? writing.beginSend(request, this) : writing.endSend();
        if (sent) {
            sent();
        }
        return sent;
    }

    private void sent() {
        state = State.SENT;
        turns.replyDue();
    }

    private boolean receive() throws IOException {
        byte[] next = reading.tryTake(this);
        if (next == null) {
            return false;
        }
        reply = next;
        return true;
    }

    /** What was sent stays sent: the reply is the next read's then. */
    @Override
    boolean giveUp() throws IOException {
        if (state == State.SENDING && !writing.cancelSend()) {
            sent();
        }
        return true;
    }

    @Override
    byte[] result() {
        return reply;
    }
}
