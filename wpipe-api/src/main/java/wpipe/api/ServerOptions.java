package wpipe.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Capability;
import wpipe.spi.ListenSecurity;
import wpipe.spi.PipeProvider;

/**
 * How a {@link Server} is to be opened. Immutable: each {@code with} method gives a changed copy, and refuses a value
 * that is out of range with {@link IllegalArgumentException}, naming the value and the range.
 *
 * @since 0.1
 */
public final class ServerOptions {
    /** How many clients a server has at once unless told otherwise: 5. */
    public static final int DEFAULT_MAX_CLIENTS = 5;

    /** The largest message in bytes unless told otherwise: 4096. */
    public static final int DEFAULT_MAX_MESSAGE_SIZE = 4096;

    /** The most that is read of a stream at once, unless told otherwise, in bytes: 65,536. */
    public static final int DEFAULT_CHUNK_SIZE = 65536;

    /** A maxMessageSize that was not given. */
    private static final int BY_FRAMING = 0;

    /** How long clients that name no time wait for a busy server unless told otherwise: 100 ms. */
    public static final Duration DEFAULT_WAIT = Duration.ofMillis(100);

    /** How many instances wait for clients at a time unless told otherwise: 1. */
    public static final int DEFAULT_WAITING_INSTANCES = 1;

    private static final ServerOptions DEFAULTS = new ServerOptions(new Draft());

    private final int maxClients;
    private final int waitingInstances;
    private final int maxMessageSize;
    private final Framing framing;
    private final Duration defaultWait;
    private final Access access;
    private final boolean remoteClients;
    private final boolean sharedName;
    private final boolean bothRights;
    private final ProviderChoice provider;

    private ServerOptions(Draft draft) {
        this.maxClients = draft.maxClients;
        this.waitingInstances = draft.waitingInstances;
        this.maxMessageSize = draft.maxMessageSize;
        this.framing = draft.framing;
        this.defaultWait = draft.defaultWait;
        this.access = draft.access;
        this.remoteClients = draft.remoteClients;
        this.sharedName = draft.sharedName;
        this.bothRights = draft.bothRights;
        this.provider = draft.provider;
    }

    /** The values while one of them is changed: so that a further option is no further argument everywhere. */
    private static final class Draft {
        private int maxClients = DEFAULT_MAX_CLIENTS;
        private int waitingInstances = DEFAULT_WAITING_INSTANCES;
        private int maxMessageSize = BY_FRAMING;
        private Framing framing = Framing.MESSAGES;
        private Duration defaultWait = DEFAULT_WAIT;
        private Access access = Access.ownerOnly();
        private boolean remoteClients;
        private boolean sharedName;
        private boolean bothRights;
        private ProviderChoice provider = ProviderChoice.AUTOMATIC;
    }

    private ServerOptions with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.maxClients = maxClients;
        draft.waitingInstances = waitingInstances;
        draft.maxMessageSize = maxMessageSize;
        draft.framing = framing;
        draft.defaultWait = defaultWait;
        draft.access = access;
        draft.remoteClients = remoteClients;
        draft.sharedName = sharedName;
        draft.bothRights = bothRights;
        draft.provider = provider;
        change.accept(draft);
        return new ServerOptions(draft);
    }

    /**
     * The options of a server that is opened without any.
     *
     * @return PyWPipe's defaults
     */
    public static ServerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * How many clients the server has at once. One more is kept busy until another has gone.
     *
     * @return at least 1
     */
    public int maxClients() {
        return maxClients;
    }

    /**
     * A copy with another number of clients.
     *
     * @param maxClients at least 1; there is no upper limit, whatever the system's own is
     * @return the copy
     */
    public ServerOptions withMaxClients(int maxClients) {
        return with(draft -> draft.maxClients = Checks.range("maxClients", maxClients, 1, Integer.MAX_VALUE));
    }

    /**
     * How many instances of the pipe wait for clients at a time, as long as there is room for that many clients. Where more
     * clients connect at the same moment, the others find the pipe busy until the next instance is made, which happens at
     * once.
     *
     * @return at least 1
     */
    public int waitingInstances() {
        return waitingInstances;
    }

    /**
     * A copy with another number of instances that wait.
     *
     * @param waitingInstances 1 to 1000
     * @return the copy
     */
    public ServerOptions withWaitingInstances(int waitingInstances) {
        return with(draft -> draft.waitingInstances = Checks.range("waitingInstances", waitingInstances, 1, 1000));
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
     * A copy with another framing, and so a pipe of the type that goes with it: PIPE_TYPE_MESSAGE or PIPE_TYPE_BYTE of
     * CreateNamedPipe. A stream of bytes takes no turns: it goes with the modes DUPLEX, READER and WRITER.
     *
     * @param framing messages, or a stream of bytes
     * @return the copy
     */
    public ServerOptions withFraming(Framing framing) {
        Objects.requireNonNull(framing, "framing");
        return with(draft -> draft.framing = framing);
    }

    /**
     * The largest message that the server writes or reads. Of a stream of bytes, the most that one read gives; on pipes of
     * Windows that is never more than {@value #DEFAULT_CHUNK_SIZE}. What is written to a stream has no limit. This does not
     * change what the system buffers, which is asked to hold 128 KiB in each direction of a connection before a writer has to
     * wait.
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
    public ServerOptions withMaxMessageSize(int maxMessageSize) {
        return with(draft -> draft.maxMessageSize = Checks.messageSize(maxMessageSize));
    }

    /**
     * How long clients that name no time of their own wait for a busy server: nDefaultTimeOut of CreateNamedPipe. Clients
     * of this library always name one.
     *
     * @return at least 1 ms
     */
    public Duration defaultWait() {
        return defaultWait;
    }

    /**
     * A copy with another default wait.
     *
     * @param defaultWait 1 ms to 24 days, in whole milliseconds
     * @return the copy
     */
    public ServerOptions withDefaultWait(Duration defaultWait) {
        return with(draft -> draft.defaultWait = Checks.millis("defaultWait", defaultWait));
    }

    /**
     * Which users may connect.
     *
     * @return {@link Access#ownerOnly()} unless told otherwise
     */
    public Access access() {
        return access;
    }

    /**
     * A copy that other users may connect to.
     *
     * @param access who may
     * @return the copy
     */
    public ServerOptions withAccess(Access access) {
        Objects.requireNonNull(access, "access");
        return with(draft -> draft.access = access);
    }

    /**
     * Whether clients of other machines are admitted, as far as the access list admits their users.
     *
     * @return false unless told otherwise: PIPE_REJECT_REMOTE_CLIENTS of CreateNamedPipe
     */
    public boolean remoteClients() {
        return remoteClients;
    }

    /**
     * A copy that does or does not admit clients of other machines.
     *
     * @param remoteClients whether to admit them
     * @return the copy
     */
    public ServerOptions withRemoteClients(boolean remoteClients) {
        return with(draft -> draft.remoteClients = remoteClients);
    }

    /**
     * Whether the server joins the pipe of its name if there is one.
     *
     * @return false unless told otherwise: a name that is taken is refused with {@link PipeNameInUseException}, by
     *     FILE_FLAG_FIRST_PIPE_INSTANCE of CreateNamedPipe
     */
    public boolean sharedName() {
        return sharedName;
    }

    /**
     * A copy that joins the pipe of its name, or insists on being its only server. Where servers share a name, a client comes to
     * any of them that has room, so all must be of one kind: same direction, framing and default wait. The access list is that
     * of the first, which must let the others add instances, and so is {@link #remoteClients()}.
     *
     * @param sharedName whether to join
     * @return the copy
     */
    public ServerOptions withSharedName(boolean sharedName) {
        return with(draft -> draft.sharedName = sharedName);
    }

    /**
     * Whether clients may open a pipe that goes one way, of a reader or writer, for reading and writing all the same.
     *
     * @return false unless told otherwise: the system refuses the right that the direction does not need
     */
    public boolean bothRights() {
        return bothRights;
    }

    /**
     * A copy whose pipe gives clients both rights, or only those that its direction needs: for clients that always ask for
     * both, as PyWPipe's does. Messages still go one way; what such a client writes to a writer is never read.
     *
     * @param bothRights whether to give both: PIPE_ACCESS_DUPLEX of CreateNamedPipe
     * @return the copy
     */
    public ServerOptions withBothRights(boolean bothRights) {
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
    public ServerOptions withProvider(@Nullable String name) {
        return with(draft -> draft.provider = ProviderChoice.named(name));
    }

    /**
     * A copy with a certain backend that need not be found by ServiceLoader.
     *
     * @param provider the backend itself
     * @return the copy
     */
    public ServerOptions withProvider(PipeProvider provider) {
        return with(draft -> draft.provider = ProviderChoice.given(provider));
    }

    ListenSecurity security() {
        return new ListenSecurity(access, remoteClients, sharedName, bothRights);
    }

    ProviderChoice providerChoice() {
        List<Need> needs = new ArrayList<>();
        if (access.needsAccessLists()) {
            needs.add(new Need(Capability.ACCOUNTS, "access " + access));
        }
        if (!framing.isMessageType()) {
            needs.add(new Need(Capability.BYTE_PIPES, "framing " + framing));
        }
        if (sharedName) {
            needs.add(new Need(Capability.SHARED_NAME, "sharedName"));
        }
        return provider.needing(needs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerOptions that
                && maxClients == that.maxClients
                && waitingInstances == that.waitingInstances
                && maxMessageSize() == that.maxMessageSize()
                && framing == that.framing
                && defaultWait.equals(that.defaultWait)
                && security().equals(that.security())
                && provider.equals(that.provider);
    }

    @Override
    public int hashCode() {
        return Objects.hash(maxClients, waitingInstances, maxMessageSize(), framing, defaultWait, security(), provider);
    }

    @Override
    public String toString() {
        return "ServerOptions[maxClients=" + maxClients + ", waitingInstances=" + waitingInstances + ", maxMessageSize="
                + maxMessageSize() + ", framing=" + framing + ", defaultWait=" + defaultWait + ", access=" + access
                + ", remoteClients=" + remoteClients + ", sharedName=" + sharedName + ", bothRights=" + bothRights
                + ", provider=" + provider + "]";
    }
}
