package wpipe.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message ahead in a thread of its own, so that the end of the input is known before anybody asks for the
 * next message.
 */
final class ReadAhead implements MessageSource {
    /** Told once the last message has been taken, or when there is a failure instead of a next message. */
    interface End {
        void reached(@Nullable Exception failure);
    }

    private final MessageSource source;
    private final End end;
    private byte @Nullable [] ahead;
    private boolean ended;
    private @Nullable Exception failure;

    private ReadAhead(MessageSource source, End end) {
        this.source = source;
        this.end = end;
    }

    static ReadAhead start(MessageSource source, End end) {
        ReadAhead readAhead = new ReadAhead(source, end);
        Daemon.start("wpipe-input", readAhead::run);
        return readAhead;
    }

    private void run() {
        Exception failed = null;
        try {
            byte[] message = source.next();
            while (message != null) {
                put(message);
                message = source.next();
            }
        } catch (IOException | CommandFailure | InterruptedException | RuntimeException e) {
            failed = e;
        }
        synchronized (this) {
            ended = true;
            failure = failed;
            notifyAll();
        }
        end.reached(failed);
    }

    /** Returns when the message has been taken: the next one is not even read before, so no more than one is held. */
    private synchronized void put(byte[] message) throws InterruptedException {
        ahead = message;
        notifyAll();
        while (ahead != null) {
            wait();
        }
    }

    @Override
    public synchronized byte @Nullable [] next() throws IOException, CommandFailure {
        while (ahead == null && !ended) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("waiting for input: the thread was interrupted");
            }
        }
        byte[] message = ahead;
        ahead = null;
        notifyAll();
        if (message == null && failure instanceof CommandFailure e) {
            throw e;
        }
        if (message == null && failure != null) {
            throw new IOException(Failures.text(failure), failure);
        }
        return message;
    }

    @Override
    public synchronized boolean isReady() {
        return ahead != null;
    }
}
