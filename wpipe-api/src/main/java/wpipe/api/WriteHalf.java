package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import wpipe.flight.Flight;
import wpipe.spi.PipeChannel;

/** The half of a connection that writes: its lock and its limit. */
final class WriteHalf {
    private final String path;
    private final int maxMessageSize;
    private final PipeChannel channel;
    private final InterruptibleGate gate;
    private final Turns turns;
    private final ConnectionFlight flight;
    private final Runnable changed;
    private final CallQueue lock = new CallQueue();

    /** Of a write that does not wait, and which has the lock. */
    private @Nullable Object event;

    private int size;

    /** @param changed called after a write was tried, with no lock held */
    WriteHalf(
            String path,
            int maxMessageSize,
            PipeChannel channel,
            InterruptibleGate gate,
            Turns turns,
            ConnectionFlight flight,
            Runnable changed) {
        this.path = path;
        this.maxMessageSize = maxMessageSize;
        this.channel = channel;
        this.gate = gate;
        this.turns = turns;
        this.flight = flight;
        this.changed = changed;
    }

    void write(ByteBuffer message, long deadline) throws IOException {
        gate.enter("write");
        boolean completed = true;
        try {
            checkSize("write", message);
            lock("write", deadline);
            try {
                turns.checkWrite();
                send(message, deadline);
            } finally {
                unlock();
            }
        } catch (ClosedChannelException | PeerClosedException e) {
            completed = false;
            throw e;
        } finally {
            try {
                gate.leave("write", completed);
            } finally {
                changed.run();
            }
        }
    }

    void checkSize(String operation, ByteBuffer message) throws MessageTooLargeException {
        if (message.remaining() > maxMessageSize) {
            throw new MessageTooLargeException(operation, path, message.remaining(), maxMessageSize);
        }
    }

    void lock(String operation, long deadline) throws PipeTimeoutException {
        gate.lock(lock, operation, deadline);
    }

    boolean tryLock() {
        return lock.tryAcquire();
    }

    /** The queue for the lock: for callers that are no threads. */
    CallQueue queue() {
        return lock;
    }

    void unlock() {
        lock.release();
    }

    /** Writes one message, with the lock and in turn. */
    void send(ByteBuffer message, long deadline) throws IOException {
        try {
            Object event = Flight.beginWrite();
            channel.write(message, deadline);
            flight.written(event, message.remaining());
        } catch (PeerClosedException e) {
            peerGone();
            throw e;
        }
        message.position(message.limit());
        turns.written();
    }

    private void peerGone() {
        turns.writeEnded();
        flight.broken("write");
    }

    /** Writes a copy of a message for somebody who does not wait for that. */
    CompletableFuture<Void> writeAsync(ByteBuffer message) {
        return AsyncCall.begin("write", gate, () -> {
            checkSize("write", message);
            return new AsyncWrite(message, this, turns, gate, changed);
        });
    }

    /** Begins what {@link #send} does; false if there will be news, and {@link #endSend} or {@link #cancelSend} is due. */
    boolean beginSend(ByteBuffer message, Runnable news) throws IOException {
        event = Flight.beginWrite();
        size = message.remaining();
        return sent(() -> channel.beginWrite(message, news));
    }

    /** After the news: whether the message was sent. */
    boolean endSend() throws IOException {
        return sent(channel::endWrite);
    }

    /** Takes the message back; false if it was sent. */
    boolean cancelSend() throws IOException {
        return !sent(() -> !channel.cancelWrite());
    }

    /** A step of a write that does not wait. */
    private interface Step {
        boolean isLast() throws IOException;
    }

    private boolean sent(Step step) throws IOException {
        try {
            if (!step.isLast()) {
                return false;
            }
        } catch (PeerClosedException e) {
            peerGone();
            throw e;
        }
        flight.written(event, size);
        turns.written();
        return true;
    }

    /** Ends the stream that this half writes. */
    void end(StreamChannel stream, long deadline) throws IOException {
        gate.enter("shutdownOutput");
        boolean completed = true;
        try {
            lock("shutdownOutput", deadline);
            try {
                stream.endOutput(deadline);
            } catch (PeerClosedException e) {
                peerGone();
                throw e;
            } finally {
                unlock();
            }
        } catch (ClosedChannelException | PeerClosedException e) {
            completed = false;
            throw e;
        } finally {
            try {
                gate.leave("shutdownOutput", completed);
            } finally {
                changed.run();
            }
        }
    }

    /** Waits until the peer's system has taken all that was written; false if it has not until the deadline. */
    boolean drain(long deadline) throws IOException {
        gate.enter("close");
        boolean completed = true;
        try {
            lock("close", deadline);
            try {
                return channel.drain(deadline);
            } finally {
                unlock();
            }
        } catch (ClosedChannelException | PeerClosedException e) {
            completed = false;
            throw e;
        } finally {
            gate.leave("close", completed);
        }
    }
}
