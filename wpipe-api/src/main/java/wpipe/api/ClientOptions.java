package wpipe.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Capability;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeProvider;

/**
 * How a {@link Client} is to connect. Immutable: each {@code with} method gives a changed copy, and refuses a value that
 * is out of range with {@link IllegalArgumentException}, naming the value and the range.
 *
 * @since 0.1
 */
public final class ClientOptions {
    /** The largest message in bytes unless told otherwise: 4096. */
    public static final int DEFAULT_MAX_MESSAGE_SIZE = ServerOptions.DEFAULT_MAX_MESSAGE_SIZE;

    /** The most that is read of a stream at once, unless told otherwise, in bytes: 65,536. */
    public static final int DEFAULT_CHUNK_SIZE = ServerOptions.DEFAULT_CHUNK_SIZE;

    /** A maxMessageSize that was not given. */
    private static final int BY_FRAMING = 0;

    /** How long a client waits for a busy server unless told otherwise: 100 ms. */
    public static final Duration DEFAULT_CONNECT_TIMEOUT = ServerOptions.DEFAULT_WAIT;

    /** The host that stands for this machine. */
    public static final String THIS_MACHINE = PipeAddress.THIS_MACHINE;

    private static final ClientOptions DEFAULTS = new ClientOptions(new Draft());

    private final String host;
    private final Duration connectTimeout;
    private final boolean waitForServer;
    private final int maxMessageSize;
    private final ImpersonationLevel impersonation;
    private final ServerOwner serverOwner;
    private final Framing framing;
    private final boolean bothRights;
    private final ProviderChoice provider;

    private ClientOptions(Draft draft) {
        this.host = draft.host;
        this.connectTimeout = draft.connectTimeout;
        this.waitForServer = draft.waitForServer;
        this.maxMessageSize = draft.maxMessageSize;
        this.impersonation = draft.impersonation;
        this.serverOwner = draft.serverOwner;
        this.framing = draft.framing;
        this.bothRights = draft.bothRights;
        this.provider = draft.provider;
    }

    /** The values while one of them is changed: so that a further option is no further argument everywhere. */
    private static final class Draft {
        private String host = THIS_MACHINE;
        private Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
        private boolean waitForServer;
        private ImpersonationLevel impersonation = ImpersonationLevel.IDENTIFICATION;
        private ServerOwner serverOwner = ServerOwner.anyone();
        private int maxMessageSize = BY_FRAMING;
        private Framing framing = Framing.MESSAGES;
        private boolean bothRights;
        private ProviderChoice provider = ProviderChoice.AUTOMATIC;
    }

    private ClientOptions with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.host = host;
        draft.connectTimeout = connectTimeout;
        draft.waitForServer = waitForServer;
        draft.maxMessageSize = maxMessageSize;
        draft.impersonation = impersonation;
        draft.serverOwner = serverOwner;
        draft.framing = framing;
        draft.bothRights = bothRights;
        draft.provider = provider;
        change.accept(draft);
        return new ClientOptions(draft);
    }

    /**
     * The options of a client that connects without any.
     *
     * @return PyWPipe's defaults
     */
    public static ClientOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The machine that the pipe is on.
     *
     * @return {@value #THIS_MACHINE} for this one
     */
    public String host() {
        return host;
    }

    /**
     * A copy with another machine.
     *
     * @param host {@value #THIS_MACHINE} for this one, else a name or an IPv4 address: letters, digits, '.', '-' and '_'
     * @return the copy
     */
    public ClientOptions withHost(String host) {
        PipeAddress.checkHost(host);
        return with(draft -> draft.host = host);
    }

    /**
     * How long to wait while all instances of the pipe are busy, or it is absent and {@link #waitForServer()}.
     *
     * @return zero or more
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * A copy with another time to wait.
     *
     * @param connectTimeout zero or more; zero: do not wait
     * @return the copy
     */
    public ClientOptions withConnectTimeout(Duration connectTimeout) {
        return with(draft -> draft.connectTimeout = Checks.notNegative("connectTimeout", connectTimeout));
    }

    /**
     * Whether to wait for a pipe that does not exist yet, as for one that is busy.
     *
     * @return false unless told otherwise: an absent pipe is an error at once
     */
    public boolean waitForServer() {
        return waitForServer;
    }

    /**
     * A copy that does or does not wait for a pipe that does not exist yet.
     *
     * @param waitForServer whether to wait for it, for at most {@link #connectTimeout()}
     * @return the copy
     */
    public ClientOptions withWaitForServer(boolean waitForServer) {
        return with(draft -> draft.waitForServer = waitForServer);
    }

    /**
     * What travels over the pipe.
     *
     * @return {@link Framing#MESSAGES} unless told otherwise
     */
    public Framing framing() {
        return framing;
    }

    /**
     * A copy with another framing, which must fit the type of the pipe. A stream of bytes takes no turns: it goes with the
     * modes DUPLEX, READER and WRITER.
     *
     * @param framing messages, or a stream of bytes
     * @return the copy
     */
    public ClientOptions withFraming(Framing framing) {
        Objects.requireNonNull(framing, "framing");
        return with(draft -> draft.framing = framing);
    }

    /**
     * The largest message that the client writes or reads. Of a stream of bytes, the most that one read gives; on pipes of
     * Windows that is never more than {@value #DEFAULT_CHUNK_SIZE}. What is written to a stream has no limit.
     *
     * @return bytes; unless told otherwise {@value #DEFAULT_MAX_MESSAGE_SIZE}, of a stream {@value #DEFAULT_CHUNK_SIZE}
     */
    public int maxMessageSize() {
        if (maxMessageSize != BY_FRAMING) {
            return maxMessageSize;
        }
        return framing.isStream() ? DEFAULT_CHUNK_SIZE : DEFAULT_MAX_MESSAGE_SIZE;
    }

    /**
     * A copy with another limit for messages, or for what is read of a stream at once.
     *
     * @param maxMessageSize bytes, 1 to {@value Checks#LARGEST_MESSAGE}; memory is taken as messages need it
     * @return the copy
     */
    public ClientOptions withMaxMessageSize(int maxMessageSize) {
        return with(draft -> draft.maxMessageSize = Checks.messageSize(maxMessageSize));
    }

    /**
     * What the server may do with the identity of the client.
     *
     * @return {@link ImpersonationLevel#IDENTIFICATION} unless told otherwise
     */
    public ImpersonationLevel impersonation() {
        return impersonation;
    }

    /**
     * A copy that lends the server more or less: SECURITY_SQOS_PRESENT and the flag of the level, of CreateFile. What is lent is the
     * identity of the moment of connecting.
     *
     * @param impersonation what the server may do
     * @return the copy
     */
    public ClientOptions withImpersonation(ImpersonationLevel impersonation) {
        Objects.requireNonNull(impersonation, "impersonation");
        return with(draft -> draft.impersonation = impersonation);
    }

    /**
     * Whose server the client insists on.
     *
     * @return {@link ServerOwner#anyone()} unless told otherwise
     */
    public ServerOwner serverOwner() {
        return serverOwner;
    }

    /**
     * A copy that connects to the server of a certain user only, and otherwise fails with {@link UntrustedServerException}: who owns
     * the pipe is asked when it is open, before anything is sent. What {@link #withImpersonation} lends beyond identification goes
     * along with what is written then, and not with connecting; a client that only reads lends nothing.
     *
     * @param serverOwner whose
     * @return the copy
     */
    public ClientOptions withServerOwner(ServerOwner serverOwner) {
        Objects.requireNonNull(serverOwner, "serverOwner");
        return with(draft -> draft.serverOwner = serverOwner);
    }

    /**
     * Whether the client asks for the rights to read and to write although its mode needs only one.
     *
     * @return false unless told otherwise
     */
    public boolean bothRights() {
        return bothRights;
    }

    /**
     * A copy that asks for both rights, or only for those that its mode needs. A pipe that goes one way refuses both, unless
     * its server gives them ({@link ServerOptions#withBothRights}).
     *
     * @param bothRights whether to ask for both
     * @return the copy
     */
    public ClientOptions withBothRights(boolean bothRights) {
        return with(draft -> draft.bothRights = bothRights);
    }

    /**
     * The backend that was asked for.
     *
     * @return its name; null to choose the best one that is available
     */
    public @Nullable String provider() {
        return provider.name();
    }

    /**
     * A copy with a certain backend.
     *
     * @param name the name of the backend, such as {@code ffm}; a null of type String (a plain null is ambiguous) to
     *     choose the best one that is available
     * @return the copy
     */
    public ClientOptions withProvider(@Nullable String name) {
        return with(draft -> draft.provider = ProviderChoice.named(name));
    }

    /**
     * A copy with a certain backend that need not be found by ServiceLoader.
     *
     * @param provider the backend itself
     * @return the copy
     */
    public ClientOptions withProvider(PipeProvider provider) {
        return with(draft -> draft.provider = ProviderChoice.given(provider));
    }

    ConnectSecurity security() {
        return new ConnectSecurity(impersonation, serverOwner, bothRights);
    }

    ProviderChoice providerChoice() {
        return provider.needing(
                serverOwner.needsAccounts()
                        ? List.of(new Need(Capability.ACCOUNTS, "serverOwner " + serverOwner))
                        : List.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientOptions that
                && host.equals(that.host)
                && connectTimeout.equals(that.connectTimeout)
                && waitForServer == that.waitForServer
                && maxMessageSize() == that.maxMessageSize()
                && framing == that.framing
                && security().equals(that.security())
                && provider.equals(that.provider);
    }

    @Override
    public int hashCode() {
        return Objects.hash(host, connectTimeout, waitForServer, maxMessageSize(), framing, security(), provider);
    }

    @Override
    public String toString() {
        return "ClientOptions[host=" + host + ", connectTimeout=" + connectTimeout + ", waitForServer=" + waitForServer
                + ", maxMessageSize=" + maxMessageSize() + ", framing=" + framing + ", impersonation=" + impersonation
                + ", serverOwner="
                + serverOwner + ", bothRights=" + bothRights + ", provider=" + provider + "]";
    }
}
