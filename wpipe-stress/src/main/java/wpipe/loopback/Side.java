package wpipe.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.spi.Deadline;

/** What the actors do with a queue, and what came of it in a word. */
final class Side {
    /** Fits into the queue of {@link #queue} once; the writer of a second one waits. */
    static final int QUOTA = 16;

    static final int SMALL = 4;
    static final int LARGE = 64;

    private static final long LATE = Duration.ofSeconds(25).toNanos();

    private static volatile boolean lateSeen;

    private Side() {}

    static MessageQueue queue(Runnable readyListener) {
        return new MessageQueue("stress", QUOTA, true, readyListener);
    }

    /** For what must not wait. */
    static long now() {
        return Deadline.after(Duration.ZERO);
    }

    /**
     * For what must not wait for ever: nothing here takes as long, unless a wake-up is lost. Once that has been seen the
     * test has failed, and nothing waits any more, or it would not end.
     */
    static long guard() {
        return lateSeen ? now() : Deadline.after(Duration.ofSeconds(30));
    }

    /** Writes a message of one letter, again and again. */
    static String write(MessageQueue queue, char letter, int size, long deadline) {
        ByteBuffer message = ByteBuffer.allocate(size);
        while (message.hasRemaining()) {
            message.put((byte) letter);
        }
        long begin = System.nanoTime();
        try {
            queue.write(message.flip(), deadline);
            return isLate(begin) ? "late" : "written";
        } catch (IOException e) {
            return word(e);
        }
    }

    /** The letter of the next message, or why there is none. */
    static String read(MessageQueue queue, long deadline) {
        long begin = System.nanoTime();
        try {
            int size = queue.awaitMessage(deadline);
            ByteBuffer message = queue.take();
            byte letter = message.get(message.position());
            if (message.remaining() != size || size != SMALL && size != LARGE) {
                return "torn";
            }
            while (message.hasRemaining()) {
                if (message.get() != letter) {
                    return "torn";
                }
            }
            return isLate(begin) ? "late" : String.valueOf((char) letter);
        } catch (IOException e) {
            return word(e);
        }
    }

    /** The letters of all messages up to the end, in a row; after the queue's writer was closed. */
    static String rest(MessageQueue queue) {
        StringBuilder letters = new StringBuilder();
        while (true) {
            String letter = read(queue, now());
            if (letter.equals("end")) {
                return letters.toString();
            }
            letters.append(letter);
            if (letters.length() > 10) {
                return letters.append("...").toString();
            }
        }
    }

    /** Whether a call has come back by its deadline only, as one does whose wake-up was lost. */
    static boolean isLate(long begin) {
        boolean late = System.nanoTime() - begin > LATE;
        if (late) {
            lateSeen = true;
        }
        return late;
    }

    private static String word(IOException failure) {
        if (failure instanceof ClosedChannelException) {
            return "closed";
        }
        if (failure instanceof PeerClosedException e) {
            return e.code() == 109 ? "end" : "gone";
        }
        return failure instanceof PipeTimeoutException ? "timeout" : failure.toString();
    }
}
