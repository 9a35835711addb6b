package wpipe.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Availability;
import wpipe.spi.Capability;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;
import wpipe.spi.PipeProvider;
import wpipe.spi.Reach;

/** A backend in memory that gives one listener and one channel, and remembers what it was asked for. */
final class FakeProvider implements PipeProvider {
    final FakeListener listener = new FakeListener();
    final FakeChannel channel = new FakeChannel();
    final List<ListenRequest> listened = new ArrayList<>();
    final List<ConnectRequest> connected = new ArrayList<>();
    Set<Capability> capabilities = Set.of();
    Availability availability = Availability.yes();

    /** What it lists; null if it cannot. */
    @Nullable
    List<PipeInfo> pipes;

    private final String name;

    FakeProvider(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
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
        return capabilities;
    }

    @Override
    public Availability availability() {
        return availability;
    }

    @Override
    public List<PipeInfo> list() throws IOException {
        return pipes != null ? pipes : PipeProvider.super.list();
    }

    @Override
    public PipeListener listen(ListenRequest request) {
        listened.add(request);
        return listener;
    }

    @Override
    public PipeChannel connect(ConnectRequest request) {
        connected.add(request);
        return channel;
    }
}
