package wpipe.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Deadline;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/** One end of a connection that meets a {@link Fault}. Breaking ends what both ends write; the rest is in the writes. */
final class FaultyChannel extends LoopbackChannel {
    private final FaultyConnection connection;
    private final WaitPoint writer = new WaitPoint();
    private final BooleanSupplier nothingToWaitFor;

    /** The server's end of a new connection. */
    FaultyChannel(LoopbackListener listener, Fault fault) {
        super(listener);
        this.connection = new FaultyConnection(fault);
        this.nothingToWaitFor = connection::hasEnded;
    }

    private FaultyChannel(FaultyChannel server, ConnectRequest request) {
        super(server, request);
        this.connection = server.connection;
        this.nothingToWaitFor = connection::hasEnded;
    }

    @Override
    LoopbackChannel peer(ConnectRequest request) {
        FaultyChannel client = new FaultyChannel(this, request);
        connection.connected(this, client);
        return client;
    }

    @Override
    public void write(ByteBuffer message, long deadline) throws IOException {
        if (!isClosed()) {
            awaitDeparture(deadline);
        }
        try {
            super.write(message, deadline);
        } catch (ClosedChannelException e) {
            throw isClosed() || !connection.isBroken() ? e : peerGone();
        }
        connection.written();
    }

    private void awaitDeparture(long deadline) throws IOException {
        long departure = connection.departure();
        if (Deadline.isOver(departure)) {
            return;
        }
        boolean inTime = Deadline.remaining(departure) <= Deadline.remaining(deadline);
        boolean ended = writer.await(nothingToWaitFor, inTime ? departure : deadline);
        if (isClosed()) {
            throw PipeErrors.asynchronousClose("write", path());
        }
        if (!ended && !inTime) {
            throw PipeErrors.timeout("write", path());
        }
    }

    private IOException peerGone() {
        return PipeErrors.of("write", path(), WinError.ERROR_NO_DATA);
    }

    @Override
    public boolean drain(long deadline) throws IOException {
        try {
            return super.drain(deadline);
        } catch (ClosedChannelException e) {
            if (isClosed() || !connection.isBroken()) {
                throw e;
            }
            return false;
        }
    }

    void wake() {
        writer.wake();
    }

    @Override
    public void close() {
        super.close();
        connection.changed();
    }
}
