package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;
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
    private final ReentrantLock lock = new ReentrantLock();

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
        } catch (ClosedChannelException e) {
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
        return lock.tryLock();
    }

    void unlock() {
        lock.unlock();
    }

    /** Writes one message, with the lock and in turn. */
    void send(ByteBuffer message, long deadline) throws IOException {
        try {
            Object event = Flight.beginWrite();
            channel.write(message, deadline);
            flight.written(event, message.remaining());
        } catch (PeerClosedException e) {
            turns.writeEnded();
            flight.broken("write");
            throw e;
        }
        message.position(message.limit());
        turns.written();
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
        } catch (ClosedChannelException e) {
            completed = false;
            throw e;
        } finally {
            gate.leave("close", completed);
        }
    }
}
