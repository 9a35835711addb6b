package wpipe.api;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import wpipe.spi.PipeListener;

/**
 * The JDK's own protocol of interrupts around a wait that stays usable afterwards, which is a selector's: a thread that
 * is interrupted while it waits wakes the listener. The JDK offers that protocol only to subclasses of its selector, so
 * this is one; it selects nothing.
 */
final class InterruptibleWait extends AbstractSelector {
    private final PipeListener listener;

    InterruptibleWait(PipeListener listener) {
        super(null);
        this.listener = listener;
    }

    boolean await(long ticket, long deadline) throws IOException {
        begin();
        try {
            return listener.await(ticket, deadline);
        } finally {
            end();
        }
    }

    @Override
    public Selector wakeup() {
        listener.wakeup();
        return this;
    }

    @Override
    protected void implCloseSelector() {
        // Holds nothing.
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> keys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int selectNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select(long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select() {
        throw new UnsupportedOperationException();
    }
}
