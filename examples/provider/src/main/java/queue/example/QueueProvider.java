package queue.example;

import java.io.IOException;
import java.util.Set;
import wpipe.spi.Availability;
import wpipe.spi.Capability;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;
import wpipe.spi.PipeProvider;
import wpipe.spi.Reach;

/** What ServiceLoader finds. Its constructor does nothing, and everything that can fail fails later. */
public final class QueueProvider implements PipeProvider {
    /** For ServiceLoader. */
    public QueueProvider() {}

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public int priority() {
        return -1; // chosen by nobody who does not ask for it
    }

    @Override
    public Reach reach() {
        return Reach.JVM;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.EXCLUSIVE_NAME);
    }

    @Override
    public Availability availability() {
        return Availability.yes();
    }

    @Override
    public PipeListener listen(ListenRequest request) throws IOException {
        return Pipe.listen(request);
    }

    @Override
    public PipeChannel connect(ConnectRequest request) throws IOException {
        return Pipe.connect(request);
    }
}
