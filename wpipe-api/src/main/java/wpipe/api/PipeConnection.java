package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/**
 * What servers' and clients' connections have in common: turns, limits, locks, interrupts, around a backend's channel.
 *
 * <p>Two locks let one thread read while another writes. The turn needs no lock of its own: where it ever changes, no turn
 * allows both a read and a write, so only the holder of the one lock that the turn allows changes it.
 */
abstract class PipeConnection implements Connection {
    private final PipeAddress address;
    private final Mode mode;
    private final int maxMessageSize;
    private final PipeChannel channel;
    private final InterruptibleGate gate;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private volatile Turn turn;

    /** A message that was too large for the caller's buffer. Guarded by readLock. */
    private @Nullable ByteBuffer kept;

    /** A thread has the read lock in order to read, and not only to look. */
    private volatile boolean reading;

    /** A write found that the peer is gone. */
    private volatile boolean writeEnded;

    PipeConnection(PipeAddress address, Mode mode, int maxMessageSize, PipeChannel channel) {
        this.address = address;
        this.mode = mode;
        this.maxMessageSize = maxMessageSize;
        this.channel = channel;
        this.gate = new InterruptibleGate(channel, address.path());
        this.turn = Turn.first(mode);
    }

    /** Called after a read or write was tried, with no lock held. */
    abstract void changed();

    /** Called after a look that found something, with no lock held. */
    abstract void looked();

    /** Called when this end was closed, with no lock held; maybe more than once. */
    abstract void closed();

    @Override
    public final String name() {
        return address.name();
    }

    @Override
    public final Mode mode() {
        return mode;
    }

    @Override
    public final byte[] read() throws IOException {
        return read(Deadline.NEVER);
    }

    @Override
    public final byte[] read(Duration timeout) throws IOException {
        return read(Deadline.after(timeout));
    }

    private byte[] read(long deadline) throws IOException {
        beginRead(deadline);
        boolean completed = true;
        try {
            ByteBuffer message = receive(deadline);
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            received();
            return bytes;
        } catch (ClosedChannelException e) {
            completed = false;
            throw e;
        } finally {
            endRead(completed);
        }
    }

    @Override
    public final int read(ByteBuffer target) throws IOException {
        return read(target, Deadline.NEVER);
    }

    @Override
    public final int read(ByteBuffer target, Duration timeout) throws IOException {
        return read(target, Deadline.after(timeout));
    }

    private int read(ByteBuffer target, long deadline) throws IOException {
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        beginRead(deadline);
        boolean completed = true;
        try {
            ByteBuffer message = receive(deadline);
            int size = message.remaining();
            if (size > target.remaining()) {
                throw new BufferTooSmallException(address.path(), size, target.remaining());
            }
            target.put(message);
            received();
            return size;
        } catch (ClosedChannelException e) {
            completed = false;
            throw e;
        } finally {
            endRead(completed);
        }
    }

    private void beginRead(long deadline) throws IOException {
        gate.enter("read");
        boolean locked = false;
        try {
            gate.lock(readLock, "read", deadline);
            reading = true;
            locked = true;
        } finally {
            if (!locked) {
                gate.leave("read", true);
            }
        }
    }

    /** The next message; it stays the next one until {@link #received}. */
    private ByteBuffer receive(long deadline) throws IOException {
        if (!isTurnToRead()) {
            throw new TurnException("read", address.path(), turn.refusal(mode));
        }
        ByteBuffer message = kept;
        if (message == null) {
            try {
                message = channel.read(deadline);
            } catch (PeerClosedException e) {
                gate.ended();
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
        if (turn.mayRead()) {
            turn = turn.afterRead();
        }
    }

    private void endRead(boolean completed) throws IOException {
        reading = false;
        readLock.unlock();
        try {
            gate.leave("read", completed);
        } finally {
            changed();
        }
    }

    @Override
    public final void write(byte[] message) throws IOException {
        write(ByteBuffer.wrap(message), Deadline.NEVER);
    }

    @Override
    public final void write(byte[] message, Duration timeout) throws IOException {
        write(ByteBuffer.wrap(message), Deadline.after(timeout));
    }

    @Override
    public final void write(ByteBuffer message) throws IOException {
        write(message, Deadline.NEVER);
    }

    @Override
    public final void write(ByteBuffer message, Duration timeout) throws IOException {
        write(message, Deadline.after(timeout));
    }

    private void write(ByteBuffer message, long deadline) throws IOException {
        gate.enter("write");
        boolean completed = true;
        try {
            if (message.remaining() > maxMessageSize) {
                throw new MessageTooLargeException("write", address.path(), message.remaining(), maxMessageSize);
            }
            gate.lock(writeLock, "write", deadline);
            try {
                if (!turn.mayWrite()) {
                    throw new TurnException("write", address.path(), turn.refusal(mode));
                }
                try {
                    channel.write(message, deadline);
                } catch (PeerClosedException e) {
                    writeEnded = true;
                    throw e;
                }
                message.position(message.limit());
                turn = turn.afterWrite();
            } finally {
                writeLock.unlock();
            }
        } catch (ClosedChannelException e) {
            completed = false;
            throw e;
        } finally {
            try {
                gate.leave("write", completed);
            } finally {
                changed();
            }
        }
    }

    @Override
    public final boolean canRead() throws IOException {
        Readiness readiness = isTurnToRead() ? tryLook() : null;
        if (readiness == null) {
            return false;
        }
        if (readiness != Readiness.NOTHING) {
            looked();
        }
        return readiness == Readiness.MESSAGE && isTurnToRead();
    }

    @Override
    public final boolean isAlive() {
        if (!gate.isOpen() || gate.hasEnded()) {
            return false;
        }
        try {
            Readiness readiness = tryLook();
            if (readiness != null && readiness != Readiness.NOTHING) {
                looked();
            }
            return readiness != Readiness.ENDED; // null: somebody reads, and will learn of the end
        } catch (IOException e) {
            // Whatever it is, a read or write meets it too and reports it.
            return true;
        }
    }

    /**
     * What a read would meet now, turns left aside; null if another thread is reading at the moment, which makes
     * {@link #changed} be called when it has ended.
     */
    final @Nullable Readiness tryLook() throws IOException {
        while (!readLock.tryLock()) {
            if (reading) {
                return null;
            }
            // Another thread is looking, which takes microseconds, or is about to read.
            Thread.onSpinWait();
        }
        try {
            if (!gate.isOpen()) {
                return Readiness.ENDED;
            }
            if (kept != null) {
                return Readiness.MESSAGE;
            }
            Readiness readiness = channel.poll();
            // A close of ours ends the channel as well, but closes the gate before.
            if (readiness == Readiness.ENDED && gate.isOpen()) {
                gate.ended();
            }
            return readiness;
        } finally {
            readLock.unlock();
        }
    }

    final PipeChannel channel() {
        return channel;
    }

    /** Whether a read is in turn: also when a write is, and there is nobody to write to any more (rule 4.7). */
    final boolean isTurnToRead() {
        return turn.mayRead() || (writeEnded && mode.canRead());
    }

    /** Closes this end because its peer is gone. */
    final void letGo() throws IOException {
        gate.close();
    }

    @Override
    public final boolean isOpen() {
        return gate.isOpen();
    }

    @Override
    public final void close() throws IOException {
        try {
            gate.closeByUser();
        } finally {
            closed();
        }
    }

    @Override
    public final boolean close(Duration linger) throws IOException {
        long deadline = Deadline.after(linger);
        if (!gate.isOpen()) {
            close();
            return false;
        }
        try {
            return drain(deadline);
        } catch (PipeTimeoutException | PeerClosedException e) {
            return false;
        } finally {
            close();
        }
    }

    private boolean drain(long deadline) throws IOException {
        gate.enter("close");
        boolean completed = true;
        try {
            gate.lock(writeLock, "close", deadline);
            try {
                return channel.drain(deadline);
            } finally {
                writeLock.unlock();
            }
        } catch (ClosedChannelException e) {
            completed = false;
            throw e;
        } finally {
            gate.leave("close", completed);
        }
    }
}
