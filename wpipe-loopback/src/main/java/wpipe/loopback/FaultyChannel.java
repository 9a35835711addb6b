package wpipe.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Deadline;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/** One end of a connection that meets a {@link Fault}. Breaking ends what both ends write; the rest is in the writes. */
final class FaultyChannel extends LoopbackChannel {
    private final FaultyConnection connection;
    private final WaitPoint writer = new WaitPoint();
    private final BooleanSupplier nothingToWaitFor;

    /** A message of a writer that is no thread, while it is held back; else null. */
    private @Nullable ByteBuffer held;

    private long heldUntil;
    private Runnable heldNews = () -> {};

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
        // Of bytes a part may be taken, so only messages are tried.
        if (isMessageType() && step(() -> isWrittenAtOnce(message))) {
            return;
        }
        try {
            super.write(message, deadline);
        } catch (ClosedChannelException e) {
            throw asSeenHere(e);
        }
        step(() -> true);
    }

    private boolean isWrittenAtOnce(ByteBuffer message) throws IOException {
        try {
            super.write(message, Deadline.after(Duration.ZERO));
            return true;
        } catch (PipeTimeoutException e) {
            return false;
        }
    }

    private boolean step(FaultyConnection.Step step) throws IOException {
        try {
            return connection.count(step);
        } catch (ClosedChannelException e) {
            throw asSeenHere(e);
        }
    }

    private void awaitDeparture(long deadline) throws IOException {
        long departure = connection.departure();
        if (Deadline.isOver(departure)) {
            return;
        }
        boolean inTime = Deadline.remaining(departure) <= Deadline.remaining(deadline);
        boolean ended = writer.await(nothingToWaitFor, inTime ? departure : deadline);
        checkOpen();
        if (!ended && Thread.currentThread().isInterrupted()) {
            throw PipeErrors.interrupted("write", path());
        }
        if (!ended && !inTime) {
            throw PipeErrors.timeout("write", path());
        }
    }

    @Override
    public boolean beginWrite(ByteBuffer message, Runnable news) throws IOException {
        long departure = connection.departure();
        if (isClosed() || Deadline.isOver(departure)) {
            return begin(message, news);
        }
        held = ByteBuffer.allocate(message.remaining()).put(0, message, message.position(), message.remaining());
        heldUntil = departure;
        heldNews = news;
        CompletableFuture.delayedExecutor(Deadline.remaining(departure), TimeUnit.NANOSECONDS)
                .execute(this::wake);
        return endWrite();
    }

    private boolean begin(ByteBuffer message, Runnable news) throws IOException {
        return step(() -> super.beginWrite(message, news));
    }

    @Override
    public boolean endWrite() throws IOException {
        ByteBuffer message = held;
        if (message == null) {
            return step(super::endWrite);
        }
        writer.announce(heldNews);
        boolean ready = connection.hasEnded() || Deadline.isOver(heldUntil);
        // If it was told in between, it will be back.
        if (!ready || !writer.withdraw(heldNews)) {
            return false;
        }
        held = null;
        checkOpen();
        return begin(message, heldNews);
    }

    @Override
    public boolean cancelWrite() throws IOException {
        if (held == null) {
            return !step(() -> !super.cancelWrite());
        }
        writer.withdraw(heldNews);
        held = null;
        checkOpen();
        return true;
    }

    private void checkOpen() throws IOException {
        if (isClosed()) {
            throw PipeErrors.asynchronousClose("write", path());
        }
    }

    /** The break has ended this end's output as a close would, and is to be seen as the going of the peer. */
    private IOException asSeenHere(ClosedChannelException e) {
        return isClosed() || !connection.isBroken() ? e : PipeErrors.of("write", path(), WinError.ERROR_NO_DATA);
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
