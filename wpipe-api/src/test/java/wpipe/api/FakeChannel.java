package wpipe.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** A channel whose messages and failures are written by the test. It never blocks: what would wait times out. */
final class FakeChannel implements PipeChannel {
    static final String PATH = "\\\\.\\pipe\\fake";

    final Queue<String> inbox = new ConcurrentLinkedQueue<>();
    final List<String> outbox = new ArrayList<>();
    boolean peerGone;

    @Nullable
    IOException pollFailure;

    @Nullable
    IOException glanceFailure;

    @Nullable
    IOException readFailure;

    @Nullable
    IOException writeFailure;

    @Nullable
    IOException drainFailure;

    @Nullable
    IOException closeFailure;

    /** Who is at the other end, or why nobody knows. */
    Peer peer = Peer.unknown();

    int peerAsked;

    @Nullable
    Throwable refusal;

    /** After the action: the thread cannot be given back. */
    @Nullable
    IOException revertFailure;

    /** Those of all reads and writes. */
    final List<Long> deadlines = new ArrayList<>();

    /** Comes in between, in a read or write that has begun. */
    Runnable between = () -> {};

    /** What happens in the midst of every look. */
    Runnable whenPolled = () -> {};

    /** How many polls fail, if any does. */
    int pollFailures = Integer.MAX_VALUE;

    final AtomicInteger polls = new AtomicInteger();

    /** Looks that leave nothing behind. */
    final AtomicInteger glances = new AtomicInteger();

    int closes;
    int recycled;

    static FakeChannel with(String... messages) {
        FakeChannel channel = new FakeChannel();
        channel.inbox.addAll(List.of(messages));
        return channel;
    }

    @Override
    public ByteBuffer read(long deadline) throws IOException {
        deadlines.add(deadline);
        between.run();
        if (readFailure != null) {
            throw readFailure;
        }
        String message = inbox.poll();
        if (message != null) {
            return UTF_8.encode(message);
        }
        throw peerGone ? PipeErrors.of("ReadFile", PATH, WinError.ERROR_BROKEN_PIPE) : PipeErrors.timeout("read", PATH);
    }

    @Override
    public void write(ByteBuffer message, long deadline) throws IOException {
        deadlines.add(deadline);
        if (writeFailure != null) {
            throw writeFailure;
        }
        between.run();
        if (peerGone) {
            throw PipeErrors.of("WriteFile", PATH, WinError.ERROR_NO_DATA);
        }
        outbox.add(UTF_8.decode(message.duplicate()).toString());
    }

    @Override
    public Readiness poll() throws IOException {
        int poll = polls.incrementAndGet();
        whenPolled.run();
        if (pollFailure != null && poll <= pollFailures) {
            throw pollFailure;
        }
        return look();
    }

    private Readiness look() {
        if (!inbox.isEmpty()) {
            return Readiness.MESSAGE;
        }
        return peerGone || closes > 0 ? Readiness.ENDED : Readiness.NOTHING;
    }

    @Override
    public Readiness poll(Runnable news) throws IOException {
        return poll();
    }

    @Override
    public boolean hasEnded() throws IOException {
        glances.incrementAndGet();
        if (glanceFailure != null) {
            throw glanceFailure;
        }
        return look() == Readiness.ENDED;
    }

    @Override
    public boolean beginWrite(ByteBuffer message, Runnable news) throws IOException {
        write(message, Deadline.NEVER);
        return true;
    }

    @Override
    public boolean endWrite() {
        throw new IllegalStateException("nothing is on its way");
    }

    @Override
    public boolean cancelWrite() {
        throw new IllegalStateException("nothing is on its way");
    }

    @Override
    public boolean drain(long deadline) throws IOException {
        if (drainFailure != null) {
            throw drainFailure;
        }
        return true;
    }

    @Override
    public Peer peer() throws IOException {
        peerAsked++;
        refuse();
        return peer;
    }

    @Override
    public void impersonate(Runnable action) throws IOException {
        refuse();
        action.run();
        if (revertFailure != null) {
            throw revertFailure;
        }
    }

    private void refuse() throws IOException {
        if (refusal instanceof IOException failure) {
            throw failure;
        }
        if (refusal instanceof Error failure) {
            throw failure;
        }
    }

    @Override
    public void recycle() {
        if (closes == 0) {
            throw new IllegalStateException("still open");
        }
        recycled++;
    }

    @Override
    public void close() throws IOException {
        closes++;
        if (closeFailure != null) {
            throw closeFailure;
        }
    }
}
