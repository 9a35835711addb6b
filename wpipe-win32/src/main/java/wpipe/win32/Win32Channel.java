package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import wpipe.api.MessageTooLargeException;
import wpipe.api.Peer;
import wpipe.api.PeerClosedException;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** One end of one instance of a pipe: on a server from the moment it waits for its client. */
final class Win32Channel implements PipeChannel, CompletionPump.Target {
    private final PipeEnd end;
    private final Traffic traffic;
    private final PipeReader reader;
    private final PipeWriter writer;
    private final ClientWait clientWait;
    private final @Nullable Win32Listener listener;
    private final Registration registration;

    /** Another thread lets the peer read before it closes; it must be out of its call before the handle is closed. */
    private volatile @Nullable Drain draining;

    /** Waits in the listener's queue of those with news. */
    private final AtomicBoolean listed = new AtomicBoolean();

    /** A write or a look has found that the peer is gone. */
    private volatile boolean peerGone;

    private Win32Channel(
            PipeEnd end, Traffic traffic, @Nullable Win32Listener listener, Operation reading, Operation writing)
            throws IOException {
        this.end = end;
        this.traffic = traffic;
        this.listener = listener;
        this.registration =
                new Registration(end.engine(), end.path(), end.handle().value(), this);
        this.reader = PipeReader.of(end, reading, traffic, registration);
        this.writer = new PipeWriter(end, writing, traffic, registration);
        this.clientWait = new ClientWait(end, reading);
        if (listener != null) {
            // It waits for its client first, which a packet tells of.
            registration.ensure();
        }
    }

    /**
     * Makes a channel of a handle, which is closed if that fails.
     *
     * @param listener whose instance this is; null on a client
     */
    static Win32Channel of(Engine engine, String path, Traffic traffic, long handle, @Nullable Win32Listener listener)
            throws IOException {
        Operation reading = null;
        Operation writing = null;
        try {
            reading = engine.operations().take(path);
            writing = engine.operations().take(path);
            PipeEnd end = new PipeEnd(engine, path, new PipeHandle(engine.kernel32(), handle));
            return new Win32Channel(end, traffic, listener, reading, writing);
        } catch (IOException | RuntimeException | Error e) {
            if (reading != null) {
                reading.retire();
            }
            if (writing != null) {
                writing.retire();
            }
            engine.closeAfter(e, handle, path);
            throw e;
        }
    }

    /** The wait of this instance for its client. */
    ClientWait clientWait() {
        return clientWait;
    }

    @Override
    public boolean isMessageType() {
        return traffic.messageType();
    }

    @Override
    public ByteBuffer read(long deadline) throws IOException {
        try {
            return reader.read(deadline);
        } catch (MessageTooLargeException | MessageReader.CutMessageException e) {
            // Nothing that comes now could be told from the rest of that message.
            Engine.closeAfter(e, this);
            throw e;
        }
    }

    @Override
    public void write(ByteBuffer message, long deadline) throws IOException {
        try {
            writer.write(message, deadline);
        } catch (PeerClosedException e) {
            peerGone = true;
            throw e;
        }
    }

    @Override
    public boolean beginWrite(ByteBuffer message, Runnable news) throws IOException {
        return step(() -> writer.begin(message, news));
    }

    @Override
    public boolean endWrite() throws IOException {
        return step(writer::end);
    }

    @Override
    public boolean cancelWrite() throws IOException {
        return step(writer::cancel);
    }

    /** One step of a write that does not wait. */
    private boolean step(Step step) throws IOException {
        try {
            return step.run();
        } catch (PeerClosedException e) {
            peerGone = true;
            throw e;
        }
    }

    private interface Step {
        boolean run() throws IOException;
    }

    @Override
    public boolean drain(long deadline) throws IOException {
        if (!traffic.direction().writes()) {
            return true;
        }
        if (!end.handle().enter()) {
            throw PipeErrors.closed("close", end.path());
        }
        Drain drain;
        try {
            drain = Drain.start(end);
            draining = drain;
        } finally {
            end.handle().exit();
        }
        boolean drained = drain.complete(deadline);
        draining = null;
        return drained;
    }

    @Override
    public Readiness poll() throws IOException {
        if (traffic.direction().reads()) {
            return reader.poll(null);
        }
        if (end.handle().isClosing()) {
            return Readiness.ENDED;
        }
        if (isPeerGone()) {
            return Readiness.ENDED;
        }
        if (listener != null) {
            listener.news().watch(this);
        }
        return Readiness.NOTHING;
    }

    @Override
    public Readiness poll(Runnable news) throws IOException {
        return reader.poll(news);
    }

    @Override
    public boolean hasEnded() throws IOException {
        if (traffic.direction().reads()) {
            return reader.hasEnded();
        }
        return end.handle().isClosing() || isPeerGone();
    }

    /** Whether the peer of an end that only writes is known to have gone; on a server it is looked for. */
    private boolean isPeerGone() {
        if (!peerGone && listener != null) {
            peerGone = probe();
        }
        return peerGone;
    }

    /** Whether the client of an instance that only writes has gone. */
    boolean probe() {
        return ClientProbe.isGone(end, reader.operation());
    }

    /** Of the listener's queue, which has each channel once at the most. */
    AtomicBoolean listed() {
        return listed;
    }

    @Override
    public Peer peer() throws IOException {
        Peers peers = new Peers(end);
        return listener == null ? peers.server() : peers.client();
    }

    @Override
    public void impersonate(Runnable action) throws IOException {
        new Peers(end).impersonate(action);
    }

    @Override
    public void completed(long overlapped) {
        if (overlapped == writer.operation().overlapped()) {
            writer.wake();
            return;
        }
        // Before all else: who closes an instance may wait for just this end, with the lock of the listener.
        reader.wake();
        if (listener == null || overlapped != reader.operation().overlapped()) {
            return;
        }
        if (clientWait.takeEnd()) {
            listener.connected(this);
        } else if (reader.takeNews()) {
            listener.news().ready(this);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (listener != null) {
            listener.failed(cause);
        }
    }

    @Override
    public void pumpDied() {
        reader.wakeLast();
        writer.wakeLast();
        if (listener != null) {
            listener.news().advance();
        }
    }

    @Override
    public void close() throws IOException {
        if (!end.handle().beginClose()) {
            return;
        }
        int code;
        try {
            if (listener != null) {
                // The next instance is made before this one goes: the name is never without one.
                listener.closing(this);
            }
        } finally {
            code = closeHandle();
        }
        if (code != WinError.ERROR_SUCCESS) {
            throw end.failure("CloseHandle", code);
        }
    }

    @Override
    public void recycle() {
        reader.operation().recycleBuffer();
    }

    /** Ends all that was issued, and after that closes the handle. */
    private int closeHandle() {
        Operation reading = reader.operation();
        Operation writing = writer.operation();
        int code;
        try {
            end.handle().cancelAll(reading, writing);
            Drain drain = draining;
            if (drain != null) {
                drain.cancelForClose();
            }
        } finally {
            code = end.handle().close();
            registration.end();
            // Packets no longer find this channel: those who are parked are woken here.
            reader.wakeLast();
            writer.wakeLast();
            reading.retire();
            writing.retire();
            // What was read may still be looked at.
            writing.recycleBuffer();
            if (listener != null) {
                listener.closed();
            }
        }
        return code;
    }
}
