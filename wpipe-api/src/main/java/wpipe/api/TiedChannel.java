package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/**
 * Two channels that go one way each as one that goes both ways: reads from one and writes to the other. Once one of them is
 * seen to have ended, both have: writes fail, and reads give what is there and do not wait.
 */
final class TiedChannel implements PipeChannel {
    /** After the writing half has ended: a read that still waits then has nothing to wait for, whatever was on its way. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final String path;
    private final PipeChannel in;
    private final PipeChannel out;
    private final Runnable released;

    /** A half was seen to have ended without having been closed here. */
    private volatile boolean ended;

    private volatile boolean closed;

    /** Counts when a read that may wait begins and when it ends: odd while there is one. */
    private final AtomicLong reads = new AtomicLong();

    /** Who is to be told of news by callback. */
    private final AtomicReference<@Nullable Runnable> news = new AtomicReference<>();

    /** Of a half that was closed before the whole. */
    private final AtomicReference<@Nullable IOException> closeFailure = new AtomicReference<>();

    /**
     * Ties two channels.
     *
     * @param path what messages of exceptions name
     * @param released called when this is closed, maybe more than once
     */
    TiedChannel(String path, PipeChannel in, PipeChannel out, Runnable released) {
        this.path = path;
        this.in = in;
        this.out = out;
        this.released = released;
    }

    PipeChannel in() {
        return in;
    }

    PipeChannel out() {
        return out;
    }

    @Override
    public boolean isMessageType() {
        return in.isMessageType();
    }

    @Override
    public boolean endsOnInterrupt() {
        return in.endsOnInterrupt() && out.endsOnInterrupt();
    }

    @Override
    public ByteBuffer read(long deadline) throws IOException {
        reads.incrementAndGet();
        try {
            // After the count: whoever ends a half sees this read, or is seen by it.
            return ended ? readRest() : in.read(deadline);
        } catch (PeerClosedException e) {
            inEnded();
            throw e;
        } catch (MessageTooLargeException e) {
            // That half has closed itself.
            closeAfter(e);
            throw e;
        } catch (ClosedChannelException e) {
            throw ended && !closed ? peerGone("read", WinError.ERROR_BROKEN_PIPE) : e;
        } finally {
            reads.incrementAndGet();
        }
    }

    private ByteBuffer readRest() throws IOException {
        try {
            return in.read(Deadline.after(Duration.ZERO));
        } catch (PipeTimeoutException e) {
            throw peerGone("read", WinError.ERROR_BROKEN_PIPE);
        }
    }

    private void closeAfter(IOException cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void write(ByteBuffer message, long deadline) throws IOException {
        step("write", () -> {
            out.write(message, deadline);
            return true;
        });
    }

    @Override
    public boolean beginWrite(ByteBuffer message, Runnable callback) throws IOException {
        return step("write", () -> out.beginWrite(message, callback));
    }

    @Override
    public boolean endWrite() throws IOException {
        return run("write", out::endWrite);
    }

    @Override
    public boolean cancelWrite() throws IOException {
        return run("write", out::cancelWrite);
    }

    @Override
    public boolean drain(long deadline) throws IOException {
        return step("close", () -> out.drain(deadline));
    }

    /** Something that the writing half is to do. */
    private interface Step {
        boolean run() throws IOException;
    }

    private boolean step(String operation, Step step) throws IOException {
        if (ended && !closed) {
            outEnded();
            throw peerGone(operation, WinError.ERROR_NO_DATA);
        }
        return run(operation, step);
    }

    /** This alone for a write that has begun: its half holds memory for it until it is ended, whatever else has ended. */
    private boolean run(String operation, Step step) throws IOException {
        try {
            return step.run();
        } catch (PeerClosedException e) {
            outEnded();
            throw e;
        } catch (ClosedChannelException e) {
            throw ended && !closed ? peerGone(operation, WinError.ERROR_NO_DATA) : e;
        }
    }

    private PeerClosedException peerGone(String operation, int code) {
        return new PeerClosedException(operation, path, code, WinError.text(code));
    }

    @Override
    public Peer peer() throws IOException {
        return in.peer();
    }

    @Override
    public void impersonate(Runnable action) throws IOException {
        in.impersonate(action);
    }

    @Override
    public Readiness poll() throws IOException {
        return polled(in.poll());
    }

    @Override
    public Readiness poll(Runnable callback) throws IOException {
        news.set(callback);
        return polled(in.poll(() -> tell(callback)));
    }

    /** Once, whoever brings the news: the half that reads, or the end of the other one. */
    private void tell(Runnable callback) {
        if (news.compareAndSet(callback, null)) {
            callback.run();
        }
    }

    private Readiness polled(Readiness first) throws IOException {
        Readiness readiness = first;
        if (readiness == Readiness.NOTHING && (ended || out.poll() == Readiness.ENDED)) {
            outEnded();
            // Another look, after the end: what was written before it is never missed.
            readiness = in.poll() == Readiness.MESSAGE ? Readiness.MESSAGE : Readiness.ENDED;
        }
        if (readiness == Readiness.ENDED) {
            inEnded();
        }
        return readiness;
    }

    /** Nothing comes any more, so nothing is to go. What was written can still be read by the peer. */
    private void inEnded() {
        ended = true;
        closeEarly(out);
    }

    /** Nothing goes any more, so nothing is to come, but for what is there. */
    void outEnded() {
        ended = true;
        long read = reads.get();
        if (read % 2 == 1) {
            // It waits, or is about to come back with the last message: a little later it waits for nothing.
            CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        if (reads.get() == read) {
                            closeEarly(in);
                        }
                    });
        }
        Runnable callback = news.get();
        if (callback != null) {
            tell(callback);
        }
    }

    private void closeEarly(PipeChannel half) {
        try {
            half.close();
        } catch (IOException e) {
            closeFailure.accumulateAndGet(e, PipeErrors::also);
        }
    }

    /** The half that writes has read nothing since the two were tied. */
    @Override
    public void recycle() {
        in.recycle();
        out.recycle();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        // First the half whose end the peer sees behind all that was written.
        closeEarly(out);
        closeEarly(in);
        released.run();
        IOException failure = closeFailure.getAndSet(null);
        if (failure != null) {
            throw failure;
        }
    }
}
