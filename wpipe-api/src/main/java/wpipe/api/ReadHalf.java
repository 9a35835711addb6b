package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import wpipe.flight.Flight;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/** The half of a connection that reads: its lock, the message that was read and not given yet, looks at what is there. */
final class ReadHalf {
    private final String path;
    private final PipeChannel channel;
    private final InterruptibleGate gate;
    private final Turns turns;
    private final ConnectionFlight flight;
    private final Runnable changed;
    private final CallQueue lock = new CallQueue();

    private final boolean stream;

    /** A message that was too large for the caller's buffer; of a stream, what is left of the last bytes. Guarded by the lock. */
    private @Nullable ByteBuffer kept;

    /** The end of a stream was met by somebody who only looked. Guarded by the lock. */
    private boolean endUntold;

    /**
     * Makes the half.
     *
     * @param stream whether it is a stream of bytes that is read
     * @param changed called after a read was tried, with no lock held
     */
    ReadHalf(
            String path,
            boolean stream,
            PipeChannel channel,
            InterruptibleGate gate,
            Turns turns,
            ConnectionFlight flight,
            Runnable changed) {
        this.path = path;
        this.stream = stream;
        this.channel = channel;
        this.gate = gate;
        this.turns = turns;
        this.flight = flight;
        this.changed = changed;
    }

    byte[] read(long deadline) throws IOException {
        begin(deadline);
        boolean completed = true;
        try {
            return take(deadline);
        } catch (ClosedChannelException | PeerClosedException e) {
            completed = false;
            throw e;
        } finally {
            end(completed);
        }
    }

    int read(ByteBuffer target, long deadline) throws IOException {
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        if (stream && !target.hasRemaining()) {
            // Waits for nothing, so not for another read either.
            gate.checkOpen("read");
            turns.checkRead();
            return 0;
        }
        begin(deadline);
        boolean completed = true;
        try {
            return take(target, deadline);
        } catch (ClosedChannelException | PeerClosedException e) {
            completed = false;
            throw e;
        } finally {
            end(completed);
        }
    }

    /** Reads one message for somebody who does not wait for it. */
    CompletableFuture<byte[]> readAsync() {
        return AsyncCall.begin("read", gate, () -> new AsyncRead(this, gate, changed));
    }

    private void begin(long deadline) throws IOException {
        gate.enter("read");
        boolean locked = false;
        try {
            lock("read", deadline);
            locked = true;
        } finally {
            if (!locked) {
                leave(true);
            }
        }
    }

    /** Takes the lock, in order to read. */
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

    /** Gives the lock back. After a close the last one who can have looked at what was read is the one who has it. */
    void unlock() {
        if (!gate.isOpen()) {
            kept = null;
            channel.recycle();
        }
        lock.release();
    }

    /** This end was closed: if nobody reads, nobody looks at what was read. */
    void closed() {
        if (tryLock()) {
            unlock();
        }
    }

    /** Reads one message, with the lock. */
    byte[] take(long deadline) throws IOException {
        return take(receive(deadline));
    }

    /**
     * The same for a reader that does not wait.
     *
     * @return null if there is none, and there will be news
     */
    byte @Nullable [] tryTake(Runnable news) throws IOException {
        turns.checkRead();
        ByteBuffer message;
        while ((message = kept) == null) {
            if (channel.poll(news) == Readiness.NOTHING) {
                return null;
            }
            try {
                receive(Deadline.after(Duration.ZERO));
            } catch (PipeTimeoutException e) {
                // Its writer has taken it back in between: there may be another one, or the end.
            }
        }
        return take(message);
    }

    private byte[] take(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        received();
        return bytes;
    }

    /** Reads one message, or as many bytes of a stream as fit, with the lock. */
    int take(ByteBuffer target, long deadline) throws IOException {
        ByteBuffer message = receive(deadline);
        int size = message.remaining();
        if (size > target.remaining()) {
            if (stream) {
                return takePart(message, target);
            }
            throw new BufferTooSmallException(path, size, target.remaining());
        }
        target.put(message);
        received();
        return size;
    }

    private static int takePart(ByteBuffer bytes, ByteBuffer target) {
        int size = target.remaining();
        target.put(target.position(), bytes, bytes.position(), size).position(target.limit());
        bytes.position(bytes.position() + size);
        return size;
    }

    /** How many bytes of a stream can be read without waiting, of those that came in one piece; 0 while another thread reads. */
    int available() throws IOException {
        if (!lock.tryLook()) {
            return 0;
        }
        try {
            if (kept == null && gate.isOpen() && channel.poll() == Readiness.MESSAGE) {
                receive(Deadline.after(Duration.ZERO));
            }
            return kept == null ? 0 : kept.remaining();
        } catch (EndOfStreamException e) {
            endUntold = true;
            return 0;
        } catch (PipeTimeoutException e) {
            return 0;
        } finally {
            unlock();
        }
    }

    /** The next message; it stays the next one until {@link #received}. */
    private ByteBuffer receive(long deadline) throws IOException {
        turns.checkRead();
        ByteBuffer message = kept;
        if (message == null) {
            try {
                Object event = Flight.beginRead();
                message = channel.read(deadline);
                flight.read(event, message.remaining());
            } catch (EndOfStreamException e) {
                endUntold = false;
                throw e;
            } catch (PeerClosedException e) {
                gate.ended();
                flight.broken("read");
                throw e;
            } catch (MessageTooLargeException e) {
                // The channel has closed itself; what is around it follows.
                gate.closeAfter(e);
                throw e;
            }
            kept = message;
        }
        return message;
    }

    private void received() {
        kept = null;
        turns.read();
    }

    private void end(boolean completed) throws IOException {
        unlock();
        leave(completed);
    }

    private void leave(boolean completed) throws IOException {
        try {
            gate.leave("read", completed);
        } finally {
            changed.run();
        }
    }

    /** Whether a read would meet the end of all, as far as a look can tell that leaves nothing behind. */
    boolean hasEnded() throws IOException {
        if (!lock.tryLook()) {
            return false;
        }
        try {
            if (!gate.isOpen()) {
                return true;
            }
            return !isLeft() && ended(channel.hasEnded());
        } finally {
            unlock();
        }
    }

    /**
     * What a read would meet now, turns left aside; null if a call reads at the moment, or waits to, which tells of a change
     * when it has ended.
     */
    @Nullable
    Readiness tryLook() throws IOException {
        if (!lock.tryLook()) {
            return null;
        }
        try {
            if (!gate.isOpen()) {
                return Readiness.ENDED;
            }
            if (isLeft()) {
                return Readiness.MESSAGE;
            }
            Readiness readiness = channel.poll();
            ended(readiness == Readiness.ENDED);
            return readiness;
        } finally {
            unlock();
        }
    }

    /** Whether there is something to be read that is no longer the channel's. */
    private boolean isLeft() {
        return kept != null || endUntold;
    }

    /** After a look at the channel. */
    private boolean ended(boolean ended) {
        // A close of ours ends the channel as well, but closes the gate before.
        if (ended && gate.isOpen()) {
            gate.ended();
            flight.broken("look");
        }
        return ended;
    }
}
