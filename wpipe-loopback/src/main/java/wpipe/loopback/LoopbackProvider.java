package wpipe.loopback;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import wpipe.api.PipeInfo;
import wpipe.spi.Availability;
import wpipe.spi.Capability;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;
import wpipe.spi.PipeProvider;
import wpipe.spi.Reach;

/**
 * The backend whose pipes end at this JVM. Works everywhere. All instances of it share the same pipes, but for those that
 * were given {@link Faults}, each of which has pipes of its own.
 *
 * @since 0.1
 */
public final class LoopbackProvider implements PipeProvider {
    /** Not of an instance: ServiceLoader makes one for every loader, and a server must be found from all of them. */
    private static final Namespace PIPES_OF_THIS_JVM = new Namespace();

    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.EXCLUSIVE_NAME,
            Capability.SHARED_NAME,
            Capability.ENFORCED_ACCESS,
            Capability.PEERS,
            Capability.BYTE_PIPES,
            Capability.LIST);

    private final Namespace pipes;

    /** Makes a provider of the pipes of this JVM; needs nothing and holds nothing. */
    public LoopbackProvider() {
        pipes = PIPES_OF_THIS_JVM;
    }

    /**
     * Makes a provider for tests, to be given to {@code withProvider} of the options of servers and clients. It has a set of
     * names of its own: its servers are found by clients that were given the same provider, and by no others, so tests side
     * by side do not meet.
     *
     * @param faults what goes wrong; {@code new Faults()} for nothing
     */
    public LoopbackProvider(Faults faults) {
        pipes = new Namespace(Objects.requireNonNull(faults, "faults"));
    }

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
    public List<PipeInfo> list() {
        return pipes.list();
    }

    @Override
    public PipeListener listen(ListenRequest request) throws IOException {
        return pipes.listen(request);
    }

    @Override
    public PipeChannel connect(ConnectRequest request) throws IOException {
        return pipes.connect(request);
    }
}
