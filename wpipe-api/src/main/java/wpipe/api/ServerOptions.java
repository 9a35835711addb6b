package wpipe.api;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import wpipe.spi.PipeProvider;

/**
 * How a {@link Server} is to be opened. Immutable: each {@code with} method gives a changed copy, and refuses a value
 * that is out of range with {@link IllegalArgumentException}, naming the value and the range.
 */
public final class ServerOptions {
    /** How many clients a server has at once unless told otherwise: 5. */
    public static final int DEFAULT_MAX_CLIENTS = 5;

    /** The largest message in bytes unless told otherwise: 4096. */
    public static final int DEFAULT_MAX_MESSAGE_SIZE = 4096;

    /** How long clients that name no time wait for a busy server unless told otherwise: 100 ms. */
    public static final Duration DEFAULT_WAIT = Duration.ofMillis(100);

    /** How many instances wait for clients at a time unless told otherwise: 1. */
    public static final int DEFAULT_WAITING_INSTANCES = 1;

    private static final ServerOptions DEFAULTS = new ServerOptions(new Draft());

    private final int maxClients;
    private final int waitingInstances;
    private final int maxMessageSize;
    private final Duration defaultWait;
    private final ProviderChoice provider;

    private ServerOptions(Draft draft) {
        this.maxClients = draft.maxClients;
        this.waitingInstances = draft.waitingInstances;
        this.maxMessageSize = draft.maxMessageSize;
        this.defaultWait = draft.defaultWait;
        this.provider = draft.provider;
    }

    /** The values while one of them is changed: so that a further option is no further argument everywhere. */
    private static final class Draft {
        private int maxClients = DEFAULT_MAX_CLIENTS;
        private int waitingInstances = DEFAULT_WAITING_INSTANCES;
        private int maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE;
        private Duration defaultWait = DEFAULT_WAIT;
        private ProviderChoice provider = ProviderChoice.AUTOMATIC;
    }

    private ServerOptions with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.maxClients = maxClients;
        draft.waitingInstances = waitingInstances;
        draft.maxMessageSize = maxMessageSize;
        draft.defaultWait = defaultWait;
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
     * The largest message that the server writes or reads.
     *
     * @return bytes
     */
    public int maxMessageSize() {
        return maxMessageSize;
    }

    /**
     * A copy with another limit for messages.
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
     * @param name the name of the backend, such as {@code ffm}; null to choose the best one that is available
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

    ProviderChoice providerChoice() {
        return provider;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerOptions that
                && maxClients == that.maxClients
                && waitingInstances == that.waitingInstances
                && maxMessageSize == that.maxMessageSize
                && defaultWait.equals(that.defaultWait)
                && provider.equals(that.provider);
    }

    @Override
    public int hashCode() {
        return Objects.hash(maxClients, waitingInstances, maxMessageSize, defaultWait, provider);
    }

    @Override
    public String toString() {
        return "ServerOptions[maxClients=" + maxClients + ", waitingInstances=" + waitingInstances + ", maxMessageSize="
                + maxMessageSize + ", defaultWait=" + defaultWait + ", provider=" + provider + "]";
    }
}
