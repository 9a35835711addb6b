package wpipe.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import wpipe.api.ImpersonationLevel;
import wpipe.api.MessageTooLargeException;
import wpipe.api.Peer;
import wpipe.spi.ConnectRequest;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** One end of a connection: reads from one queue and writes to the other; the peer does so the other way round. */
sealed class LoopbackChannel implements PipeChannel permits FaultyChannel {
    private static final Peer.User USER =
            new Peer.User(Optional.empty(), Optional.of(System.getProperty("user.name", "?")));

    private final String path;
    private final Direction direction;
    private final boolean messageType;
    private final int largestMessage;
    private final MessageQueue in;
    private final MessageQueue out;

    /** Of the server's end: who is told of news and of the close. Null at the client's end. */
    private final @Nullable LoopbackListener listener;

    /** Of the server's end: what its client lets it do with its identity. Set before anybody has the channel. */
    private volatile ImpersonationLevel lent = ImpersonationLevel.ANONYMOUS;

    private final ReadyList.Entry readyEntry = new ReadyList.Entry(this);
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The server's end of a new connection. */
    LoopbackChannel(LoopbackListener listener) {
        ListenRequest request = listener.request();
        this.path = request.address().path();
        this.direction = request.direction();
        this.messageType = request.framing().isMessageType();
        this.largestMessage = request.largestMessage();
        this.in = new MessageQueue(path, request.quota(), messageType, () -> listener.becameReady(this));
        this.out = new MessageQueue(path, request.quota(), messageType, null);
        this.listener = listener;
        looksOnly();
    }

    /** The client's end of the connection that the server's end belongs to. */
    LoopbackChannel(LoopbackChannel server, ConnectRequest request) {
        this.path = request.address().path();
        this.direction = request.direction();
        this.messageType = server.messageType;
        this.largestMessage = request.largestMessage();
        this.in = server.out;
        this.out = server.in;
        this.listener = null;
        server.lent = request.security().impersonation();
        looksOnly();
    }

    /** An end that does not read sees the end of what comes, whatever was written to it. */
    private void looksOnly() {
        if (!direction.reads()) {
            in.isNeverRead();
        }
    }

    /** The client's end of this connection; there is one. */
    LoopbackChannel peer(ConnectRequest request) {
        return new LoopbackChannel(this, request);
    }

    final ReadyList.Entry readyEntry() {
        return readyEntry;
    }

    final String path() {
        return path;
    }

    final boolean isClosed() {
        return closed.get();
    }

    /** Ends what this end writes as its close would, and nothing else. */
    final void endOutput() {
        out.closeByWriter();
    }

    @Override
    public final boolean isMessageType() {
        return messageType;
    }

    @Override
    public final boolean endsOnInterrupt() {
        return true;
    }

    @Override
    public final ByteBuffer read(long deadline) throws IOException {
        if (!direction.reads()) {
            throw PipeErrors.of("read", path, WinError.ERROR_ACCESS_DENIED);
        }
        int size = in.awaitMessage(deadline);
        if (size > largestMessage) {
            close();
            throw new MessageTooLargeException("read", path, size, largestMessage);
        }
        return in.take();
    }

    @Override
    public void write(ByteBuffer message, long deadline) throws IOException {
        checkWrites();
        out.write(message, deadline);
    }

    @Override
    public boolean beginWrite(ByteBuffer message, Runnable news) throws IOException {
        checkWrites();
        return out.asyncWrite().begin(message, news);
    }

    @Override
    public boolean endWrite() throws IOException {
        return out.asyncWrite().end();
    }

    @Override
    public boolean cancelWrite() throws IOException {
        return out.asyncWrite().cancel();
    }

    private void checkWrites() throws IOException {
        if (!direction.writes()) {
            throw PipeErrors.of("write", path, WinError.ERROR_ACCESS_DENIED);
        }
    }

    @Override
    public boolean drain(long deadline) throws IOException {
        return !direction.writes() || out.drain(deadline);
    }

    @Override
    public final Readiness poll() {
        return in.poll();
    }

    @Override
    public Readiness poll(Runnable news) {
        return in.poll(news);
    }

    @Override
    public final boolean hasEnded() {
        return in.hasEnded();
    }

    @Override
    public final Peer peer() throws IOException {
        checkOpen("peer");
        boolean anonymous = listener != null && lent == ImpersonationLevel.ANONYMOUS;
        return new Peer(
                OptionalLong.of(ProcessHandle.current().pid()),
                OptionalInt.empty(),
                anonymous ? Optional.empty() : Optional.of(USER),
                Optional.empty(),
                Optional.empty());
    }

    /** There is no other identity to take on: what is run is run as ever, if it may be. */
    @Override
    public final void impersonate(Runnable action) throws IOException {
        checkOpen("impersonate");
        if (lent.compareTo(ImpersonationLevel.IMPERSONATION) < 0) {
            throw PipeErrors.of("impersonate", path, WinError.ERROR_BAD_IMPERSONATION_LEVEL);
        }
        action.run();
    }

    private void checkOpen(String operation) throws IOException {
        if (closed.get()) {
            throw PipeErrors.closed(operation, path);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        out.closeByWriter();
        in.closeByReader();
        if (listener != null) {
            listener.released(this);
        }
    }
}
