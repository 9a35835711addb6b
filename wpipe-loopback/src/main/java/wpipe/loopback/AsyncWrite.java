package wpipe.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A write to a queue whose writer is a callback and no thread: what {@link MessageQueue#write} does, in steps. */
final class AsyncWrite {
    private final MessageQueue queue;
    private final Handover handover;
    private final WaitPoint writer;

    /** The message, while it waits for room; null for one that was offered. */
    private @Nullable ByteBuffer waiting;

    private Runnable news = () -> {};

    AsyncWrite(MessageQueue queue, Handover handover, WaitPoint writer) {
        this.queue = queue;
        this.handover = handover;
        this.writer = writer;
    }

    /** Whether the message was taken. If not, {@link #end} and {@link #cancel} are to follow. */
    boolean begin(ByteBuffer message, Runnable news) throws IOException {
        queue.begin();
        if (queue.isLarge(message)) {
            handover.offer(message);
            queue.tellReader();
        } else if (queue.tryPut(message)) {
            return true;
        } else {
            waiting = ByteBuffer.allocate(message.remaining()).put(0, message, message.position(), message.remaining());
        }
        this.news = news;
        return end();
    }

    /** Whether the message was taken meanwhile. If not, the news will come. */
    boolean end() throws IOException {
        while (true) {
            ByteBuffer message = waiting;
            writer.announce(news);
            boolean ready = message == null ? queue.isHandedOver() : queue.isRoomOrEnd();
            // If it was told in between, it will be back.
            if (!ready || !writer.withdraw(news)) {
                return false;
            }
            if (message == null) {
                if (handover.withdraw()) {
                    queue.checkStillOpen();
                }
                return true;
            }
            waiting = null;
            queue.checkStillOpen();
            if (queue.tryPut(message)) {
                return true;
            }
            // Of bytes, there may have been room for some only.
            waiting = message;
        }
    }

    /** Whether the message is not going to be taken. */
    boolean cancel() throws IOException {
        writer.withdraw(news);
        if (waiting == null && !handover.withdraw()) {
            return false;
        }
        waiting = null;
        queue.checkStillOpen();
        return true;
    }
}
