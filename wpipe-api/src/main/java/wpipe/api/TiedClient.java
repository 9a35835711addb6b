package wpipe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import wpipe.spi.ConnectRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;
import wpipe.spi.PipeProvider;

/** Connects a client over two pipes: takes the server's token from the one and sends it back on the other. */
final class TiedClient {
    private TiedClient() {}

    /** A step that blocks on a channel. */
    private interface Step<T> {
        T run() throws IOException;
    }

    static PipeChannel connect(PipeProvider provider, ConnectRequest reader, ConnectRequest writer) throws IOException {
        String path = reader.address().path();
        PipeChannel in = provider.connect(reader);
        try {
            TieToken token = interruptibly(in, path, () -> token(in, reader));
            PipeChannel out = provider.connect(writer);
            try {
                interruptibly(out, writer.address().path(), () -> {
                    out.write(token.message(), writer.deadline());
                    return token;
                });
                return new TiedChannel(path, in, out, () -> {});
            } catch (IOException | RuntimeException | Error e) {
                closeAfter(e, out);
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            closeAfter(e, in);
            throw e;
        }
    }

    private static TieToken token(PipeChannel in, ConnectRequest request) throws IOException {
        String path = request.address().path();
        ByteBuffer message;
        try {
            message = in.read(request.deadline());
        } catch (PipeTimeoutException e) {
            throw new PipeTimeoutException(
                    "connect", path, PipeException.NO_CODE, "the server has not sent its token in time");
        }
        int size = message.remaining();
        TieToken token = TieToken.of(message);
        if (token == null) {
            throw new PipeException(
                    "connect",
                    path,
                    PipeException.NO_CODE,
                    "what the server has sent first, a message of " + size
                            + " bytes, is no token: it is not the server of an association");
        }
        return token;
    }

    /** The end of the server, and an interrupt, are told as those of a connect. */
    private static <T> T interruptibly(PipeChannel channel, String path, Step<T> step) throws IOException {
        InterruptibleGate gate = new InterruptibleGate(channel, path);
        try {
            gate.enter("connect");
            boolean completed = true;
            try {
                return step.run();
            } catch (ClosedChannelException e) {
                completed = false;
                throw e;
            } finally {
                gate.leave("connect", completed);
            }
        } catch (ClosedByInterruptException e) {
            throw PipeErrors.interrupted("connect", path);
        } catch (PeerClosedException e) {
            throw new PeerClosedException(
                    "connect", path, e.code(), "the server has let the client go before the two pipes were tied");
        }
    }

    private static void closeAfter(Throwable cause, PipeChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
