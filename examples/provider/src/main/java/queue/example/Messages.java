package queue.example;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a connection. What does not fit the quota is queued as well, but its writer waits: it can take the
 * message back until the reader has taken it, or has made room. Guarded by the lock of {@link Waits}.
 */
final class Messages {
    /** What a message counts at least, or empty ones could be queued without end. */
    private static final int LEAST = 16;

    /** A message, and what its writer is told by when it need not wait any more. */
    static final class Message {
        private final byte[] content;
        private boolean accepted;
        Runnable news = () -> {};

        private Message(ByteBuffer source) {
            content = new byte[source.remaining()];
            source.get(source.position(), content);
        }

        boolean isAccepted() {
            return accepted;
        }

        private int charge() {
            return Math.max(content.length, LEAST);
        }
    }

    private final Deque<Message> queue = new ArrayDeque<>();
    private final int quota;
    private int charged; // those that were accepted and not taken
    private Message ahead; // was taken by a look, not by a read
    private boolean leftUnread;
    private boolean writerClosed;
    private boolean readerClosed;
    private Runnable readerNews = () -> {};

    Messages(int quota) {
        this.quota = quota;
    }

    boolean isWriterClosed() {
        return writerClosed;
    }

    boolean isReaderClosed() {
        return readerClosed;
    }

    /** Whether all that was written was taken by the reader's end, which may be gone by now. */
    boolean isDrained() {
        return queue.isEmpty() && !leftUnread;
    }

    Message put(ByteBuffer source) {
        Message message = new Message(source);
        queue.add(message);
        accept();
        tell(false);
        return message;
    }

    /** Lets the writer go on if its message, which is the last one, fits. */
    private void accept() {
        Message last = queue.peekLast();
        if (last != null && !last.accepted && charged + last.charge() <= quota) {
            last.accepted = true;
            charged += last.charge();
            last.news.run();
        }
    }

    /** The message is not going to be taken; false if it was, or was taken back before. */
    boolean takeBack(Message message) {
        return queue.remove(message);
    }

    /** Whether there is one, which is the reader's from now on. */
    boolean look() {
        if (ahead == null && !queue.isEmpty()) {
            ahead = queue.remove();
            if (ahead.accepted) {
                charged -= ahead.charge();
                accept();
            } else {
                ahead.accepted = true;
                ahead.news.run();
            }
            Waits.changed();
        }
        return ahead != null;
    }

    ByteBuffer take() {
        ByteBuffer content = ByteBuffer.wrap(ahead.content);
        ahead = null;
        return content;
    }

    /** Runs it once, when there is a message or an end. */
    void onNews(Runnable news) {
        readerNews = news;
    }

    private void tell(boolean writerToo) {
        Runnable news = readerNews;
        readerNews = () -> {};
        news.run();
        Message last = queue.peekLast();
        if (writerToo && last != null && !last.accepted) {
            last.news.run();
        }
        Waits.changed();
    }

    void closeByWriter() {
        writerClosed = true;
        tell(true);
    }

    void closeByReader() {
        readerClosed = true;
        leftUnread = !queue.isEmpty();
        tell(true);
    }
}
