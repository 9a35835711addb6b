package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;

/** A write and the read of what answers it, in one: nobody else reads or writes in between. */
final class Exchange {
    private final InterruptibleGate gate;
    private final Turns turns;
    private final ReadHalf reading;
    private final WriteHalf writing;
    private final Runnable changed;

    /** @param changed called after an exchange was tried, with no lock held */
    Exchange(InterruptibleGate gate, Turns turns, ReadHalf reading, WriteHalf writing, Runnable changed) {
        this.gate = gate;
        this.turns = turns;
        this.reading = reading;
        this.writing = writing;
        this.changed = changed;
    }

    byte[] exchange(ByteBuffer request, long deadline) throws IOException {
        gate.enter("exchange");
        boolean completed = true;
        try {
            begin(request, deadline);
            try {
                return reading.take(deadline);
            } finally {
                unlock();
            }
        } catch (ClosedChannelException | PeerClosedException e) {
            completed = false;
            throw e;
        } finally {
            end(completed);
        }
    }

    int exchange(ByteBuffer request, ByteBuffer reply, long deadline) throws IOException {
        check(request, reply);
        gate.enter("exchange");
        boolean completed = true;
        try {
            begin(request, deadline);
            try {
                return reading.take(reply, deadline);
            } finally {
                unlock();
            }
        } catch (ClosedChannelException | PeerClosedException e) {
            completed = false;
            throw e;
        } finally {
            end(completed);
        }
    }

    /** The same for somebody who does not wait for the reply. */
    CompletableFuture<byte[]> exchangeAsync(ByteBuffer request) {
        return AsyncCall.begin("exchange", gate, () -> {
            writing.checkSize("exchange", request);
            return new AsyncExchange(request, turns, reading, writing, gate, changed);
        });
    }

    @SuppressWarnings("ReferenceEquality") // buffers that are equal may be two
    private static void check(ByteBuffer request, ByteBuffer reply) {
        if (reply.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        if (request == reply) {
            throw new IllegalArgumentException("request and reply are one buffer; each needs a position of its own");
        }
    }

    /** Takes both locks and writes; {@link #unlock} must follow if this returns. */
    private void begin(ByteBuffer request, long deadline) throws IOException {
        writing.checkSize("exchange", request);
        lock(deadline);
        boolean sent = false;
        try {
            turns.checkExchange();
            writing.send(request, deadline);
            turns.replyDue();
            sent = true;
        } finally {
            if (!sent) {
                unlock();
            }
        }
    }

    /** Takes both locks. While it waits for one it does not have the other: nobody who could go on is held up by it. */
    private void lock(long deadline) throws IOException {
        while (!lockUnlessRead(deadline)) {
            reading.lock("write", deadline);
            if (writing.tryLock()) {
                return;
            }
            reading.unlock();
        }
    }

    private boolean lockUnlessRead(long deadline) throws IOException {
        writing.lock("write", deadline);
        boolean both = false;
        try {
            // Out of turn it does not wait for the one who is reading in turn.
            turns.checkExchange();
            both = reading.tryLock();
            return both;
        } finally {
            if (!both) {
                writing.unlock();
            }
        }
    }

    private void unlock() {
        reading.unlock();
        writing.unlock();
    }

    private void end(boolean completed) throws IOException {
        try {
            gate.leave("exchange", completed);
        } finally {
            changed.run();
        }
    }
}
