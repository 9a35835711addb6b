package wpipe.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/**
 * One direction of a connection: one thread writes and one reads at a time, and either end is closed from anywhere.
 *
 * <p>Messages up to the quota go through a ring, larger ones through a {@link Handover}. On a pipe of type byte each write
 * puts as many bytes into the ring as there is room for, and then the next ones. No locks: what one side tells
 * the other is a volatile field that only one side writes, and each looks at the other's after it has written its own.
 */
final class MessageQueue {
    private final String path;
    private final Quota quota;
    private final boolean messageType;
    private final Ring ring;
    private final Handover handover = new Handover();

    private final Notice notice;
    private final AsyncWrite asyncWrite;

    private final WaitPoint reader = new WaitPoint();
    private final WaitPoint writer = new WaitPoint();
    private final BooleanSupplier news = this::isNews;
    private final BooleanSupplier room = this::isRoomOrEnd;
    private final BooleanSupplier handedOver = this::isHandedOver;

    private volatile boolean readerClosed;
    private volatile boolean writerClosed;

    /** How many bytes of what is written were put into the ring. The writer's own. */
    private int put;

    /** The end was seen and stays the end, even if a write that overlapped with the close comes later. The reader's. */
    private boolean ended;

    /** The reader's own. */
    private boolean neverRead;

    /** A message that was taken from the handover and not given to the caller yet. The reader's own. */
    private @Nullable ByteBuffer ahead;

    /**
     * Makes an empty queue.
     *
     * @param path the pipe, for messages of exceptions
     * @param quota the bytes to buffer
     * @param messageType whether it is one of messages, and not of bytes
     * @param readyListener called by the writing side, once for each poll that found nothing; null if nobody asks
     */
    MessageQueue(String path, int quota, boolean messageType, @Nullable Runnable readyListener) {
        this.path = path;
        this.messageType = messageType;
        this.quota = messageType ? Quota.ofMessages(quota) : Quota.ofBytes(quota);
        this.ring = messageType ? new MessageRing() : new ByteRing();
        this.notice = new Notice(readyListener);
        this.asyncWrite = new AsyncWrite(this, handover, writer);
    }

    /** Its reader never reads: of what is in it nothing is seen but the end. Before anybody looks. */
    void isNeverRead() {
        neverRead = true;
    }

    void write(ByteBuffer message, long deadline) throws IOException {
        begin();
        if (isLarge(message)) {
            handOver(message, deadline);
            return;
        }
        while (!tryPut(message)) {
            boolean inTime = writer.await(room, deadline);
            checkStillOpen();
            if (!inTime) {
                throw notInTime("write");
            }
        }
    }

    /** Why a wait has ended that nothing else has ended. */
    private IOException notInTime(String operation) {
        return Thread.currentThread().isInterrupted()
                ? PipeErrors.interrupted(operation, path)
                : PipeErrors.timeout(operation, path);
    }

    /** Writes of a writer that is a callback. */
    AsyncWrite asyncWrite() {
        return asyncWrite;
    }

    /** Before all else that writes. */
    void begin() throws IOException {
        put = 0;
        if (writerClosed) {
            throw PipeErrors.closed("write", path);
        }
        if (readerClosed) {
            throw peerGone();
        }
    }

    /** Whether a message is handed over, since it never fits. */
    boolean isLarge(ByteBuffer message) {
        return messageType && quota.isExceededBy(message.remaining());
    }

    /** Puts a message that is not large, if there is room; bytes, as far as there is. False if it is not all in. */
    boolean tryPut(ByteBuffer message) throws IOException {
        int rest = message.remaining() - put;
        if (messageType) {
            return quota.hasRoomFor(rest) && put(message, rest);
        }
        int size = quota.roomFor(rest);
        return (size == 0 || put(message, size)) && size == rest;
    }

    private boolean put(ByteBuffer message, int size) throws IOException {
        ring.put(message, message.position() + put, size);
        quota.charge(size);
        put += size;
        tellReader();
        if (writerClosed && !quota.isAllTaken()) {
            // The reader may have seen the end before the message: unless it has read it, nobody is told that it
            // arrived.
            throw PipeErrors.asynchronousClose("write", path);
        }
        return true;
    }

    private void handOver(ByteBuffer message, long deadline) throws IOException {
        boolean nothingBefore = quota.isAllTaken();
        handover.offer(message);
        boolean readerComes = tellReader() && nothingBefore;
        // A reader that waits takes it at once, so a deadline that has passed does not matter then.
        boolean inTime = writer.await(handedOver, readerComes ? Deadline.NEVER : deadline);
        if (handover.withdraw()) {
            checkStillOpen();
            if (!inTime) {
                throw notInTime("write");
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
        quota.needAll();
        boolean inTime = writer.await(room, deadline);
        if (writerClosed) {
            throw PipeErrors.asynchronousClose("close", path);
        }
        if (!inTime && Thread.currentThread().isInterrupted()) {
            throw PipeErrors.interrupted("close", path);
        }
        return quota.isAllTaken();
    }

    void checkStillOpen() throws IOException {
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
    boolean tellReader() {
        boolean waited = reader.wake();
        notice.give();
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
                throw notInTime("read");
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
        quota.take(message.remaining());
        // One that would still not fit is left asleep.
        if (writer.isWaiting() && quota.isRoom()) {
            writer.wake();
        }
        return message;
    }

    /** What {@link #awaitMessage} would meet now; if that is nothing, the listener is told when it changes. */
    Readiness poll() {
        if (readerClosed) {
            return Readiness.ENDED;
        }
        release();
        Readiness readiness = look();
        if (readiness != Readiness.NOTHING || !notice.isWanted()) {
            return readiness;
        }
        boolean armedHere = notice.arm();
        readiness = look();
        if (readiness == Readiness.NOTHING || !armedHere) {
            // Armed before: the listener is told for that earlier answer, whatever this one is.
            return readiness;
        }
        // It came in between. If the listener was told already, that belongs to the answer that there is nothing.
        return notice.disarm() ? readiness : Readiness.NOTHING;
    }

    /** The same for a reader that is a callback, which is run once if there is nothing. */
    Readiness poll(Runnable news) {
        if (readerClosed) {
            return Readiness.ENDED;
        }
        release();
        Readiness readiness = look();
        if (readiness != Readiness.NOTHING) {
            return readiness;
        }
        reader.announce(news);
        readiness = readerClosed ? Readiness.ENDED : look();
        return readiness == Readiness.NOTHING || reader.withdraw(news) ? readiness : Readiness.NOTHING;
    }

    /** Whether {@link #awaitMessage} would meet the end; nobody is told when that changes. */
    boolean hasEnded() {
        if (readerClosed) {
            return true;
        }
        release();
        return look() == Readiness.ENDED;
    }

    private Readiness look() {
        if (isMessage()) {
            return Readiness.MESSAGE;
        }
        return isEnd() ? Readiness.ENDED : Readiness.NOTHING;
    }

    private boolean isMessage() {
        return !ended && !neverRead && (ahead != null || ring.hasNext() || takeOffer());
    }

    /** Takes a large message for good, so that an answer that there is one stays true. */
    private boolean takeOffer() {
        long number = handover.number();
        if (!Handover.isOffer(number)) {
            return false;
        }
        if (ring.hasNext()) {
            // It was written before the offer, and after the look that found the ring empty.
            return true;
        }
        ahead = handover.take(number);
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

    boolean isRoomOrEnd() {
        return quota.isRoom() || writerClosed || readerClosed;
    }

    boolean isHandedOver() {
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
        notice.disarm();
        reader.wake();
        writer.wake();
    }
}
