package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.Readiness;

/**
 * A stream over a backend's channel: gives bytes in chunks, writes them in pieces, knows both ends of the stream, and closes
 * the connection when a write has left it in doubt how much of the stream has gone out.
 */
final class StreamChannel implements PipeChannel {
    /** What is written at once: half of a pipe's quota, so that a piece is read while the next one is written. */
    private static final int PIECE = 65536;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final PipeChannel channel;
    private final String path;
    private final int chunkSize;
    private final InterruptibleGate gate;

    /** What is left of a piece that was larger than a chunk, between its position and {@link #pieceEnd}. The reader's own. */
    private @Nullable ByteBuffer piece;

    private int pieceEnd;

    /** The peer has ended its stream. The reader's own. */
    private boolean inputEnded;

    /** This end has ended its stream. The writer's own. */
    private boolean outputEnded;

    /** What is to be written after what the channel has, by a writer that does not wait; the writer's own. */
    private ByteBuffer rest = NOTHING;

    private Runnable news = () -> {};

    StreamChannel(PipeChannel channel, String path, int chunkSize, InterruptibleGate gate) {
        this.channel = channel;
        this.path = path;
        this.chunkSize = chunkSize;
        this.gate = gate;
    }

    @Override
    public boolean isMessageType() {
        return channel.isMessageType();
    }

    @Override
    public boolean endsOnInterrupt() {
        return channel.endsOnInterrupt();
    }

    @Override
    public ByteBuffer read(long deadline) throws IOException {
        ByteBuffer bytes = piece;
        if (bytes == null) {
            checkInput();
            bytes = channel.read(deadline);
            inputEnded = !bytes.hasRemaining();
            checkInput();
            pieceEnd = bytes.limit();
        } else {
            bytes.limit(pieceEnd);
        }
        boolean isLast = bytes.remaining() <= chunkSize;
        piece = isLast ? null : bytes;
        return isLast ? bytes : bytes.limit(bytes.position() + chunkSize);
    }

    private void checkInput() throws EndOfStreamException {
        if (inputEnded) {
            throw new EndOfStreamException("read", path);
        }
    }

    @Override
    public Readiness poll() throws IOException {
        if (piece != null) {
            return Readiness.MESSAGE;
        }
        Readiness readiness = channel.poll();
        while (isAfterEnd(readiness)) {
            readiness = channel.poll();
        }
        return readiness;
    }

    @Override
    public Readiness poll(Runnable news) throws IOException {
        // The end is told to every read, and this is one.
        return piece != null || inputEnded ? Readiness.MESSAGE : channel.poll(news);
    }

    @Override
    public boolean hasEnded() throws IOException {
        return piece == null && channel.hasEnded();
    }

    /** Passes over what a peer sends after its end, or whoever waits for data would be told of it again and again. */
    private boolean isAfterEnd(Readiness readiness) throws IOException {
        if (!inputEnded || readiness != Readiness.MESSAGE) {
            return false;
        }
        try {
            channel.read(Deadline.after(Duration.ZERO));
        } catch (PipeTimeoutException e) {
            // Its writer has taken it back.
        }
        return true;
    }

    @Override
    public void write(ByteBuffer bytes, long deadline) throws IOException {
        checkOutput();
        int start = bytes.position();
        int end = bytes.limit();
        try {
            while (bytes.position() < end) {
                nextPiece(bytes, end);
                channel.write(bytes, deadline);
                bytes.position(bytes.limit());
            }
        } catch (IOException e) {
            throw broken(e);
        } finally {
            bytes.limit(end).position(start);
        }
    }

    private void checkOutput() throws IOException {
        if (outputEnded) {
            throw PipeErrors.outputShutDown("write", path);
        }
    }

    private static ByteBuffer nextPiece(ByteBuffer bytes, int end) {
        return bytes.limit(Math.min(end - bytes.position(), PIECE) + bytes.position());
    }

    /** After a write that failed: nobody can tell where the stream goes on, unless nobody is there to read it. */
    private IOException broken(IOException failure) {
        if (failure instanceof PeerClosedException || failure instanceof ClosedChannelException) {
            return failure;
        }
        IOException told = failure;
        if (failure instanceof PipeTimeoutException) {
            told = PipeErrors.timeoutOfStream("write", path);
            told.initCause(failure);
        }
        gate.closeAfter(told);
        return told;
    }

    @Override
    public boolean beginWrite(ByteBuffer bytes, Runnable news) throws IOException {
        checkOutput();
        this.news = news;
        rest = NOTHING;
        int start = bytes.position();
        int end = bytes.limit();
        try {
            while (bytes.position() < end) {
                nextPiece(bytes, end);
                boolean taken = channel.beginWrite(bytes, news);
                bytes.position(bytes.limit());
                if (!taken) {
                    bytes.limit(end);
                    rest = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw broken(e);
        } finally {
            bytes.limit(end).position(start);
        }
    }

    @Override
    public boolean endWrite() throws IOException {
        try {
            boolean taken = channel.endWrite();
            int end = rest.limit();
            while (taken && rest.position() < end) {
                nextPiece(rest, end);
                taken = channel.beginWrite(rest, news);
                rest.position(rest.limit()).limit(end);
            }
            if (taken) {
                rest = NOTHING;
            }
            return taken;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    @Override
    public boolean cancelWrite() throws IOException {
        if (!channel.cancelWrite() && !rest.hasRemaining()) {
            return false;
        }
        gate.close();
        return true;
    }

    /** Ends the stream of this end. The pipe must be of messages. */
    void endOutput(long deadline) throws IOException {
        if (!outputEnded) {
            channel.write(NOTHING, deadline);
            outputEnded = true;
        }
    }

    @Override
    public boolean drain(long deadline) throws IOException {
        return channel.drain(deadline);
    }

    @Override
    public void recycle() {
        piece = null;
        channel.recycle();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
