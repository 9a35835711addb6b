package wpipe.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;
import wpipe.spi.Readiness;

/**
 * What servers' and clients' connections have in common: turns, limits, locks, interrupts, around a backend's channel.
 *
 * <p>A half with a lock of its own for each direction lets one thread read while another writes.
 */
abstract class PipeConnection extends ConnectionCalls {
    private static final System.Logger LOG = System.getLogger("wpipe.api");

    private final PipeAddress address;
    private final Mode mode;
    private final Framing framing;
    private final PipeChannel channel;
    private final InterruptibleGate gate;
    private final Turns turns;
    private final ReadHalf reading;
    private final WriteHalf writing;
    private final Exchange exchange;
    private final Messages messages;
    private final Identity identity;

    private final StreamSide streams;

    PipeConnection(
            PipeAddress address, Mode mode, Framing framing, Turn first, int maxMessageSize, PipeChannel channel) {
        String path = address.path();
        this.address = address;
        this.mode = mode;
        this.framing = framing;
        this.channel = channel;
        this.gate = new InterruptibleGate(channel, path);
        this.turns = new Turns(mode, framing, first, path);
        ConnectionFlight flight = new ConnectionFlight(path, mode);
        boolean isStream = framing.isStream();
        StreamChannel stream = isStream ? new StreamChannel(channel, path, maxMessageSize, gate) : null;
        this.streams = new StreamSide(this, path, mode, framing, stream);
        PipeChannel flow = stream != null ? stream : channel;
        int largestWrite = isStream ? Integer.MAX_VALUE : maxMessageSize;
        this.reading = new ReadHalf(path, isStream, flow, gate, turns, flight, this::tried);
        this.writing = new WriteHalf(path, largestWrite, flow, gate, turns, flight, this::tried);
        this.exchange = new Exchange(gate, turns, reading, writing, this::tried);
        this.messages = new Messages(path, reading::readAsync);
        this.identity = new Identity(channel, gate);
    }

    /** Called after a read or write was tried, with no lock held. */
    abstract void changed();

    /** Called after a look that found something, with no lock held. */
    abstract void looked();

    /** Called when this end was closed, with no lock held; maybe more than once. */
    abstract void closed();

    /** Called after a read, a write or an exchange was tried, with no lock held. */
    private void tried() {
        if (turns.isOver()) {
            closeAfterExchange();
        }
        changed();
    }

    private void closeAfterExchange() {
        try {
            gate.closeAfterExchange();
            reading.closed();
        } catch (IOException e) {
            // The call that ended the exchange was a success, and nobody asked for this close.
            LOG.log(System.Logger.Level.WARNING, "closing a connection of " + address + " after its exchange", e);
        } finally {
            closed();
        }
    }

    @Override
    public final String name() {
        return address.name();
    }

    @Override
    public final Mode mode() {
        return mode;
    }

    @Override
    final ReadHalf reading() {
        return reading;
    }

    @Override
    final WriteHalf writing() {
        return writing;
    }

    @Override
    final Exchange exchanging() {
        return exchange;
    }

    @Override
    public final Flow.Publisher<byte[]> messages() {
        return messages;
    }

    @Override
    public final Framing framing() {
        return framing;
    }

    @Override
    public final InputStream inputStream() {
        return streams.input();
    }

    @Override
    public final OutputStream outputStream() {
        return streams.output();
    }

    @Override
    public final ByteChannel byteChannel() {
        return streams.byteChannel();
    }

    @Override
    public final boolean canShutdownOutput() {
        return streams.canShutdownOutput();
    }

    @Override
    final void shutdownOutput(long deadline) throws IOException {
        streams.shutdownOutput(writing, deadline);
    }

    /** Reads bytes of a stream as the JDK's streams and channels do: -1 is its end. */
    final int readOrEnd(ByteBuffer target) throws IOException {
        try {
            return read(target);
        } catch (PeerClosedException e) {
            return -1;
        }
    }

    /** The bytes of a stream that can be read without waiting, or fewer. */
    final int available() throws IOException {
        try {
            gate.checkOpen("available");
        } catch (PeerClosedException e) {
            return 0;
        }
        return canRead() ? reading.available() : 0;
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

    @Override
    public final Peer peer() throws IOException {
        return identity.peer();
    }

    final Identity identity() {
        return identity;
    }

    /** What a read would meet now: {@link ReadHalf#tryLook}. */
    final @Nullable Readiness tryLook() throws IOException {
        return reading.tryLook();
    }

    /** Whether a read would meet the end: {@link ReadHalf#hasEnded}. */
    final boolean hasEnded() throws IOException {
        return reading.hasEnded();
    }

    final PipeChannel channel() {
        return channel;
    }

    /** Whether a read is in turn. */
    final boolean isTurnToRead() {
        return turns.mayRead();
    }

    /** Closes this end because its peer is gone. */
    final void letGo() throws IOException {
        gate.close();
        reading.closed();
    }

    @Override
    public final boolean isOpen() {
        return gate.isOpen();
    }

    @Override
    public final void close() throws IOException {
        try {
            gate.closeByUser();
            reading.closed();
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
            return writing.drain(deadline);
        } catch (PipeTimeoutException | PeerClosedException e) {
            return false;
        } finally {
            close();
        }
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + address.path() + ", " + mode + (isOpen() ? "]" : ", closed]");
    }
}
