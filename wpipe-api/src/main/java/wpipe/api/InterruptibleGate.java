package wpipe.api;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeErrors;

/**
 * The JDK's own protocol of interrupt and close around a channel: a thread that is interrupted between {@link #enter}
 * and {@link #leave} closes the channel, as with every NIO channel.
 */
final class InterruptibleGate extends AbstractInterruptibleChannel {
    private final PipeChannel channel;
    private final String path;

    InterruptibleGate(PipeChannel channel, String path) {
        this.channel = channel;
        this.path = path;
    }

    /** Called before a call that may block; {@link #leave} must follow whatever happens. */
    void enter() {
        begin();
    }

    /** Called after it; the exceptions of close and interrupt come before whatever the call itself threw. */
    void leave(String operation, boolean completed) throws AsynchronousCloseException {
        try {
            end(completed);
        } catch (ClosedByInterruptException e) {
            throw PipeErrors.closedByInterrupt(operation, path);
        } catch (AsynchronousCloseException e) {
            throw PipeErrors.asynchronousClose(operation, path);
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }
}
