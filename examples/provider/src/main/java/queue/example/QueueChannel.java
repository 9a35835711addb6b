package queue.example;

import static queue.example.Waits.LOCK;

import java.io.IOException;
import java.nio.ByteBuffer;
import queue.example.Messages.Message;
import wpipe.api.MessageTooLargeException;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;
import wpipe.spi.WinError;

/** One end of a connection. */
final class QueueChannel implements PipeChannel {
    private final String path;
    private final boolean reads;
    private final int largestMessage;
    private final Messages in;
    private final Messages out;
    private final Pipe pipe; // null at the client's end
    private Message writing;
    private boolean closed;

    QueueChannel(String path, boolean reads, int largestMessage, Messages in, Messages out, Pipe pipe) {
        this.path = path;
        this.reads = reads;
        this.largestMessage = largestMessage;
        this.in = in;
        this.out = out;
        this.pipe = pipe;
    }

    @Override
    public ByteBuffer read(long deadline) throws IOException {
        LOCK.lock();
        try {
            checkOpen("read");
            boolean inTime = Waits.await(() -> closed || in.look() || in.isWriterClosed(), deadline);
            checkStillOpen("read");
            if (!inTime) {
                throw PipeErrors.timeout("read", path);
            }
            if (!in.look()) {
                throw PipeErrors.of("read", path, WinError.ERROR_BROKEN_PIPE);
            }
            ByteBuffer message = in.take();
            if (message.remaining() > largestMessage) {
                close();
                throw new MessageTooLargeException("read", path, message.remaining(), largestMessage);
            }
            return message;
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public Readiness poll() {
        LOCK.lock();
        try {
            return poll(pipe == null ? () -> {} : () -> pipe.becameReady(this));
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public Readiness poll(Runnable news) {
        LOCK.lock();
        try {
            if (closed) {
                return Readiness.ENDED;
            } else if (reads && in.look()) {
                return Readiness.MESSAGE;
            } else if (in.isWriterClosed()) {
                return Readiness.ENDED;
            }
            in.onNews(news);
            return Readiness.NOTHING;
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public void write(ByteBuffer message, long deadline) throws IOException {
        LOCK.lock();
        try {
            if (beginWrite(message, () -> {})) {
                return;
            }
            Message written = writing;
            boolean inTime = Waits.await(() -> closed || written.isAccepted() || out.isReaderClosed(), deadline);
            if (cancelWrite() && !inTime) {
                throw PipeErrors.timeout("write", path);
            }
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public boolean beginWrite(ByteBuffer message, Runnable news) throws IOException {
        LOCK.lock();
        try {
            checkOpen("write");
            if (out.isReaderClosed()) {
                throw PipeErrors.of("write", path, WinError.ERROR_NO_DATA);
            }
            writing = out.put(message);
            writing.news = news;
            return writing.isAccepted();
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public boolean endWrite() throws IOException {
        LOCK.lock();
        try {
            return writing.isAccepted() || (closed || out.isReaderClosed()) && !cancelWrite();
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public boolean cancelWrite() throws IOException {
        LOCK.lock();
        try {
            if (writing.isAccepted()) {
                return false;
            }
            out.takeBack(writing);
            checkStillOpen("write");
            if (out.isReaderClosed()) {
                throw PipeErrors.of("write", path, WinError.ERROR_NO_DATA);
            }
            return true;
        } finally {
            LOCK.unlock();
        }
    }

    @Override
    public boolean drain(long deadline) throws IOException {
        LOCK.lock();
        try {
            checkOpen("close");
            Waits.await(() -> closed || out.isDrained() || out.isReaderClosed(), deadline);
            checkStillOpen("close");
            return out.isDrained();
        } finally {
            LOCK.unlock();
        }
    }

    private void checkOpen(String operation) throws IOException {
        if (closed) {
            throw PipeErrors.closed(operation, path);
        }
    }

    private void checkStillOpen(String operation) throws IOException {
        if (closed) {
            throw PipeErrors.asynchronousClose(operation, path);
        }
    }

    @Override
    public void close() {
        LOCK.lock();
        try {
            if (!closed) {
                closed = true;
                if (writing != null && !writing.isAccepted() && out.takeBack(writing)) {
                    writing.news.run(); // which finds it closed
                }
                out.closeByWriter();
                in.closeByReader();
                if (pipe != null) {
                    pipe.released(this);
                }
            }
        } finally {
            LOCK.unlock();
        }
    }
}
