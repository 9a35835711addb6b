package wpipe.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import wpipe.api.ClientOptions;
import wpipe.api.ServerOptions;
import wpipe.spi.Capability;
import wpipe.spi.PipeProvider;
import wpipe.spi.Reach;

/**
 * What the rules are checked on: the backend of the servers and that of the clients, which may be another one.
 *
 * @since 0.1
 */
public final class TckSubject {
    /** The system property that names the capabilities which this platform lacks, separated by commas. */
    public static final String WITHOUT = "wpipe.tck.without";

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Backend server;
    private final Backend client;

    private TckSubject(Backend server, Backend client) {
        this.server = server;
        this.client = client;
    }

    /**
     * One backend for both ends.
     *
     * @param name its name, such as {@code ffm}; it must be found by ServiceLoader
     * @return the subject
     */
    public static TckSubject of(String name) {
        return of(name, name);
    }

    /**
     * One backend for servers and one for clients.
     *
     * @param server the name of the servers' backend; it must be found by ServiceLoader
     * @param client the name of the clients' backend; it must be found by ServiceLoader
     * @return the subject
     */
    public static TckSubject of(String server, String client) {
        return new TckSubject(new Backend(server, null), new Backend(client, null));
    }

    /**
     * One backend for both ends.
     *
     * @param provider the backend itself, which ServiceLoader need not find
     * @return the subject
     */
    public static TckSubject of(PipeProvider provider) {
        return of(provider, provider);
    }

    /**
     * One backend for servers and one for clients.
     *
     * @param server the servers' backend, which ServiceLoader need not find
     * @param client the clients' backend, which ServiceLoader need not find
     * @return the subject
     */
    public static TckSubject of(PipeProvider server, PipeProvider client) {
        return new TckSubject(new Backend(server.name(), server), new Backend(client.name(), client));
    }

    /**
     * The default options of a server, with the backend set.
     *
     * @return the options
     */
    public ServerOptions serverOptions() {
        return serverOptions(server);
    }

    /** The options of a server that has the clients' backend. */
    ServerOptions otherServerOptions() {
        return serverOptions(client);
    }

    private static ServerOptions serverOptions(Backend backend) {
        PipeProvider given = backend.given;
        ServerOptions options = ServerOptions.defaults();
        return given == null ? options.withProvider(backend.name) : options.withProvider(given);
    }

    /**
     * The options of a client with the backend set, and a connect timeout that a slow machine does not exceed.
     *
     * @return the options
     */
    public ClientOptions clientOptions() {
        PipeProvider given = client.given;
        ClientOptions options = ClientOptions.defaults().withConnectTimeout(Duration.ofSeconds(30));
        return given == null ? options.withProvider(client.name) : options.withProvider(given);
    }

    /**
     * A name that no other pipe of this machine has.
     *
     * @return the name, without prefix
     */
    public String newName() {
        // Not a random UUID: seeding random numbers is what some systems fail at first.
        return "wpipe-tck-" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36) + "-"
                + NAMES.incrementAndGet();
    }

    /** How many backends take part. */
    int backends() {
        return server.name.equals(client.name) ? 1 : 2;
    }

    PipeProvider clientProvider() {
        return client.provider();
    }

    /** Whether the servers' backend declares a capability. */
    boolean serverCan(Capability capability) {
        return server.provider().capabilities().contains(capability);
    }

    /** Whether a backend of that name takes part. */
    boolean takesPart(String name) {
        return server.name.equalsIgnoreCase(name) || client.name.equalsIgnoreCase(name);
    }

    /** How far the pipes reach. */
    Reach reach() {
        return server.provider().reach();
    }

    /** The handles of the system that this process has open, where that can be told. */
    OptionalLong openHandles() {
        OptionalLong counted = HandleCounter.count();
        if (counted.isPresent()) {
            return counted;
        }
        OptionalLong handles = server.provider().openHandles();
        // Every process has some: where the answer is none, the system does not count.
        return handles.isPresent() && handles.getAsLong() == 0 ? OptionalLong.empty() : handles;
    }

    /** Ends the test as aborted, which a launcher counts and shows, where a rule does not apply. */
    void require(Capability capability, String rule) {
        for (Backend backend : List.of(server, client)) {
            PipeProvider provider = backend.provider();
            String why = null;
            if (!provider.capabilities().contains(capability)) {
                why = "backend " + backend.name + " does not declare " + capability;
            } else if (provider.reach() == Reach.MACHINE && lackedByPlatform().contains(capability)) {
                why = "this platform lacks " + capability + " (system property " + WITHOUT + ")";
            }
            if (why != null) {
                Assumptions.abort("rule " + rule + " does not apply: " + why);
            }
        }
    }

    /** What pipes of the operating system cannot do here, whatever the backend; not those inside the JVM. */
    private static Set<Capability> lackedByPlatform() {
        Set<Capability> lacked = EnumSet.noneOf(Capability.class);
        for (String name : System.getProperty(WITHOUT, "").split(",", -1)) {
            if (!name.isBlank()) {
                // A name that does not exist is an error, or a mistyped one would have no effect and nobody would know.
                lacked.add(Capability.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            }
        }
        return lacked;
    }

    /** Names the backends, for reports. */
    @Override
    public String toString() {
        return "server " + server.name + ", client " + client.name;
    }

    private record Backend(String name, @Nullable PipeProvider given) {
        PipeProvider provider() {
            return given != null ? given : find(name);
        }

        private static PipeProvider find(String name) {
            List<String> others = new ArrayList<>();
            // Two loaders, as the library has them: the context loader's backends, and those that are beside the TCK.
            for (ServiceLoader<PipeProvider> loader : List.of(
                    ServiceLoader.load(PipeProvider.class),
                    ServiceLoader.load(PipeProvider.class, TckSubject.class.getClassLoader()))) {
                try {
                    for (PipeProvider provider : loader) {
                        if (provider.name().equalsIgnoreCase(name)) {
                            return provider;
                        }
                        others.add(provider.name());
                    }
                } catch (ServiceConfigurationError | LinkageError e) {
                    others.add(String.valueOf(e.getMessage()));
                }
            }
            throw new IllegalArgumentException("no backend " + name + " is found by ServiceLoader; it finds " + others);
        }
    }
}
