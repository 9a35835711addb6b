package wpipe.loopback;

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

/** The backend whose pipes end at this JVM. Works everywhere; all instances of it share the same pipes. */
public final class LoopbackProvider implements PipeProvider {
    /** Not of an instance: ServiceLoader makes one for every loader, and a server must be found from all of them. */
    private static final Namespace PIPES_OF_THIS_JVM = new Namespace();

    private static final Set<Capability> CAPABILITIES = Set.of(Capability.EXCLUSIVE_NAME);

    /** Makes a provider; needs nothing and holds nothing. */
    public LoopbackProvider() {}

    @Override
    public String name() {
        return "loopback";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Reach reach() {
        return Reach.JVM;
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Availability availability() {
        return Availability.yes();
    }

    @Override
    public PipeListener listen(ListenRequest request) throws IOException {
        return PIPES_OF_THIS_JVM.listen(request);
    }

    @Override
    public PipeChannel connect(ConnectRequest request) throws IOException {
        return PIPES_OF_THIS_JVM.connect(request);
    }
}
