package wpipe.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/**
 * One direction of a connection: one thread writes and one reads at a time, and either end is closed from anywhere.
 *
 * <p>Messages up to the quota go through a ring, larger ones through a {@link Handover}. No locks: what one side tells
 * the other is a volatile field that only one side writes, and each looks at the other's after it has written its own.
 */
final class MessageQueue {
    /** What a message counts at least, or empty ones could be queued without end. */
    static final int LEAST_CHARGE = 16;

    /** Keeps the ring within what one array can hold. */
    static final int LARGEST_QUOTA = 1 << 26;

    private final String path;
    private final int quota;
    private final @Nullable Runnable readyListener;
    private final MessageRing ring = new MessageRing();
    private final Handover handover = new Handover();

    private final WaitPoint reader = new WaitPoint();
    private final WaitPoint writer = new WaitPoint();
    private final BooleanSupplier news = this::isNews;
    private final BooleanSupplier room = this::isRoom;
    private final BooleanSupplier handedOver = this::isHandedOver;

    private volatile boolean readerClosed;
    private volatile boolean writerClosed;

    /** The last poll found nothing, and the listener is to be told when that changes. */
    private final AtomicBoolean armed = new AtomicBoolean();

    /** The charges of all messages that were taken out of the ring. Written by the reader. */
    private volatile long taken;

    /** What {@link #taken} must have reached before the writer that waits has room. Written by the writer. */
    private volatile long takenNeeded;

    /** The charges of all messages that were put into the ring. The writer's own. */
    private long charged;

    /** The last {@link #taken} that the writer has seen: while it will do, the reader's field is left alone. */
    private long takenSeen;

    /** The end was seen and stays the end, even if a write that overlapped with the close comes later. The reader's. */
    private boolean ended;

    /** A message that was taken from the handover and not given to the caller yet. The reader's own. */
    private @Nullable ByteBuffer ahead;

    /**
     * Makes an empty queue.
     *
     * @param path the pipe, for messages of exceptions
     * @param quota the bytes to buffer
     * @param readyListener called by the writing side, once for each poll that found nothing; null if nobody asks
     */
    MessageQueue(String path, int quota, @Nullable Runnable readyListener) {
        this.path = path;
        this.quota = Math.min(Math.max(quota, LEAST_CHARGE), LARGEST_QUOTA);
        this.readyListener = readyListener;
    }

    void write(ByteBuffer message, long deadline) throws IOException {
        if (writerClosed) {
            throw PipeErrors.closed("write", path);
        }
        if (readerClosed) {
            throw peerGone();
        }
        int size = message.remaining();
        if (size > quota) {
            handOver(message, deadline);
            return;
        }
        int charge = charge(size);
        long needed = charged + charge - quota;
        if (takenSeen < needed) {
            takenSeen = awaitTaken(needed, deadline);
        }
        ring.put(message);
        charged += charge;
        tellReader();
        if (writerClosed) {
            // The reader may have seen the end before the message: nobody is told that it arrived.
            throw PipeErrors.asynchronousClose("write", path);
        }
    }

    private long awaitTaken(long needed, long deadline) throws IOException {
        if (taken < needed) {
            takenNeeded = needed;
            boolean inTime = writer.await(room, deadline);
            checkStillOpen();
            if (!inTime) {
                throw PipeErrors.timeout("write", path);
            }
        }
        return taken;
    }

    private void handOver(ByteBuffer message, long deadline) throws IOException {
        boolean nothingBefore = taken == charged;
        handover.offer(message);
        boolean readerComes = tellReader() && nothingBefore;
        // A reader that waits takes it at once, so a deadline that has passed does not matter then.
        boolean inTime = writer.await(handedOver, readerComes ? Deadline.NEVER : deadline);
        if (handover.withdraw()) {
            checkStillOpen();
            if (!inTime) {
                throw PipeErrors.timeout("write", path);
            }
        }
    }

    /**
     * Waits until the reader has taken everything, on the writing side.
     *
     * @return false if the deadline came first, or the reader is gone and has left something
     */
    boolean drain(long deadline) throws IOException {
        if (writerClosed) {
            throw PipeErrors.closed("close", path);
        }
        takenNeeded = charged;
        writer.await(room, deadline);
        if (writerClosed) {
            throw PipeErrors.asynchronousClose("close", path);
        }
        return taken >= charged;
    }

    private void checkStillOpen() throws IOException {
        if (writerClosed) {
            throw PipeErrors.asynchronousClose("write", path);
        }
        if (readerClosed) {
            throw peerGone();
        }
    }

    private IOException peerGone() {
        return PipeErrors.of("write", path, WinError.ERROR_NO_DATA);
    }

    /** There is a message, or the end. Says whether a reader was waiting for it. */
    private boolean tellReader() {
        boolean waited = reader.wake();
        if (readyListener != null && armed.get() && armed.compareAndSet(true, false)) {
            readyListener.run();
        }
        return waited;
    }

    /**
     * Waits for the next message. What {@link #take} gave before is no longer valid.
     *
     * @return its size; {@link #take} gives it
     */
    int awaitMessage(long deadline) throws IOException {
        if (readerClosed) {
            throw PipeErrors.closed("read", path);
        }
        release();
        while (!isMessage()) {
            if (isEnd()) {
                throw PipeErrors.of("read", path, WinError.ERROR_BROKEN_PIPE);
            }
            boolean inTime = reader.await(news, deadline);
            if (readerClosed) {
                throw PipeErrors.asynchronousClose("read", path);
            }
            if (!inTime) {
                throw PipeErrors.timeout("read", path);
            }
        }
        return ahead != null ? ahead.remaining() : ring.nextSize();
    }

    private void release() {
        ring.release();
        if (ahead == null) {
            handover.release();
        }
    }

    /** The message that {@link #awaitMessage} has found; valid until the next call of that or {@link #poll}. */
    ByteBuffer take() {
        ByteBuffer message = ahead;
        if (message != null) {
            ahead = null;
            return message;
        }
        message = ring.next();
        long total = taken + charge(message.remaining());
        taken = total;
        // One that would still not fit is left asleep.
        if (writer.isWaiting() && total >= takenNeeded) {
            writer.wake();
        }
        return message;
    }

    Readiness poll() {
        if (readerClosed) {
            return Readiness.ENDED;
        }
        release();
        Readiness readiness = look();
        if (readiness != Readiness.NOTHING || readyListener == null) {
            return readiness;
        }
        boolean armedHere = armed.compareAndSet(false, true);
        readiness = look();
        if (readiness == Readiness.NOTHING || !armedHere) {
            // Armed before: the listener is told for that earlier answer, whatever this one is.
            return readiness;
        }
        // It came in between. If the listener was told already, that belongs to the answer that there is nothing.
        return armed.compareAndSet(true, false) ? readiness : Readiness.NOTHING;
    }

    private Readiness look() {
        if (isMessage()) {
            return Readiness.MESSAGE;
        }
        return isEnd() ? Readiness.ENDED : Readiness.NOTHING;
    }

    private boolean isMessage() {
        return !ended && (ahead != null || ring.hasNext() || takeOffer());
    }

    /** Takes a large message for good, so that an answer that there is one stays true. */
    private boolean takeOffer() {
        if (!handover.isOffered()) {
            return false;
        }
        if (ring.hasNext()) {
            // It was written before the offer, and after the look that found the ring empty.
            return true;
        }
        ahead = handover.take();
        if (ahead == null) {
            return false;
        }
        writer.wake();
        return true;
    }

    private boolean isEnd() {
        if (!ended && writerClosed) {
            // Another look, after the flag: what was written before the close is never missed.
            ended = !isMessage();
        }
        return ended;
    }

    private boolean isNews() {
        return ring.hasNext() || handover.isOffered() || writerClosed || readerClosed;
    }

    private boolean isRoom() {
        return taken >= takenNeeded || writerClosed || readerClosed;
    }

    private boolean isHandedOver() {
        return !handover.isOffered() || writerClosed || readerClosed;
    }

    /** The writing end is closed: what is in the queue can still be read. */
    void closeByWriter() {
        writerClosed = true;
        writer.wake();
        tellReader();
    }

    /** The reading end is closed: what is in the queue is lost. */
    void closeByReader() {
        readerClosed = true;
        armed.set(false);
        reader.wake();
        writer.wake();
    }

    private static int charge(int size) {
        return Math.max(size, LEAST_CHARGE);
    }
}
