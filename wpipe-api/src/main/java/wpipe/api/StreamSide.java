package wpipe.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has where its framing is a stream, and refuses where it has messages: the JDK's streams and channel,
 * and an end of the output that leaves it open.
 */
final class StreamSide {
    private final String path;
    private final Mode mode;
    private final Framing framing;

    /** Where the framing is a stream; else null, both of them. */
    private final @Nullable StreamChannel channel;

    private final @Nullable ByteStreams views;

    /**
     * Makes that of a connection.
     *
     * @param channel the stream; null if the framing has messages
     */
    StreamSide(PipeConnection connection, String path, Mode mode, Framing framing, @Nullable StreamChannel channel) {
        this.path = path;
        this.mode = mode;
        this.framing = framing;
        this.channel = channel;
        this.views = channel != null ? ByteStreams.of(connection) : null;
    }

    InputStream input() {
        ByteStreams of = views("inputStream");
        if (!mode.canRead()) {
            throw new TurnException("inputStream", path, "mode " + mode + " never reads");
        }
        return of.input();
    }

    OutputStream output() {
        ByteStreams of = views("outputStream");
        if (!mode.canWrite()) {
            throw new TurnException("outputStream", path, "mode " + mode + " never writes");
        }
        return of.output();
    }

    ByteChannel byteChannel() {
        return views("byteChannel").channel();
    }

    private ByteStreams views(String operation) {
        if (views == null) {
            throw new IllegalStateException(operation + " on " + path + ": framing " + framing
                    + " has messages, and no stream of bytes: that is framing " + Framing.BYTES);
        }
        return views;
    }

    boolean canShutdownOutput() {
        return noShutdown() == null;
    }

    void shutdownOutput(WriteHalf writing, long deadline) throws IOException {
        String reason = noShutdown();
        if (channel == null || reason != null) {
            throw new UnsupportedOperationException("shutdownOutput on " + path + ": " + reason);
        }
        writing.end(channel, deadline);
    }

    /** Why the output cannot be ended by itself; null if it can. */
    private @Nullable String noShutdown() {
        if (channel == null) {
            return "framing " + framing + " has messages, none of which is the end of all";
        }
        if (!mode.canWrite()) {
            return "mode " + mode + " never writes";
        }
        return channel.isMessageType()
                ? null
                : "the pipe is one of bytes, on which only a close ends a stream; framing " + Framing.BYTES_IN_MESSAGES
                        + " at the server has such an end";
    }
}
