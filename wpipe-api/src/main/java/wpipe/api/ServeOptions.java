package wpipe.api;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Server} is to {@linkplain Server#serve(RequestHandler, ServeOptions) serve}. Immutable: each {@code with}
 * method gives a changed copy, and refuses a value that is out of range with {@link IllegalArgumentException}, naming the
 * value and the range.
 *
 * @since 0.1
 */
public final class ServeOptions {
    /** How many handlers run at once unless told otherwise: as many as there are clients. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** How long a client may take to make room for its reply unless told otherwise: 30 s. */
    public static final Duration DEFAULT_REPLY_TIMEOUT = Duration.ofSeconds(30);

    private static final ServeOptions DEFAULTS = new ServeOptions(new Draft());

    private final @Nullable Executor executor;
    private final int maxConcurrent;
    private final Duration replyTimeout;
    private final Consumer<? super ServeFailure> errorListener;

    private ServeOptions(Draft draft) {
        this.executor = draft.executor;
        this.maxConcurrent = draft.maxConcurrent;
        this.replyTimeout = draft.replyTimeout;
        this.errorListener = draft.errorListener;
    }

    /** The values while one of them is changed: so that a further option is no further argument everywhere. */
    private static final class Draft {
        private @Nullable Executor executor;
        private int maxConcurrent = UNLIMITED;
        private Duration replyTimeout = DEFAULT_REPLY_TIMEOUT;
        private Consumer<? super ServeFailure> errorListener = FailureLog.INSTANCE;
    }

    private ServeOptions with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.executor = executor;
        draft.maxConcurrent = maxConcurrent;
        draft.replyTimeout = replyTimeout;
        draft.errorListener = errorListener;
        change.accept(draft);
        return new ServeOptions(draft);
    }

    /**
     * The options of a server that serves without any.
     *
     * @return a virtual thread for each client that has asked, where there are any, no limit, failures to the log
     */
    public static ServeOptions defaults() {
        return DEFAULTS;
    }

    /**
     * What runs the handlers.
     *
     * @return the executor; null for a virtual thread for each client that has asked (for each request, if
     *     {@link #maxConcurrent()} is set), or on a Java before 21 a pool of the service's own
     */
    public @Nullable Executor executor() {
        return executor;
    }

    /**
     * A copy with another executor for the handlers. It is given one task for each request that has come, and none for
     * clients that are idle, and it stays open when the service is closed. One that refuses a task ends the connection of
     * that client; to have requests wait instead, let {@link #withMaxConcurrent} be what it can take.
     *
     * @param executor the executor; null for a virtual thread for each client that has asked (for each request, if
     *     {@link #maxConcurrent()} is set). A Java before 21 has none, and takes a pool of daemon threads: as many as there
     *     are requests, but never more than 200, since beyond that platform threads cost more than waiting for one does; they
     *     end after a minute without work
     * @return the copy
     */
    public ServeOptions withExecutor(@Nullable Executor executor) {
        return with(draft -> draft.executor = executor);
    }

    /**
     * How many handlers may run, or wait for the executor, at once.
     *
     * @return at least 1; {@link #UNLIMITED} for one for each client
     */
    public int maxConcurrent() {
        return maxConcurrent;
    }

    /**
     * A copy with another limit for handlers that run at once. The requests of further clients wait, unread, in the order
     * in which they came.
     *
     * @param maxConcurrent at least 1
     * @return the copy
     */
    public ServeOptions withMaxConcurrent(int maxConcurrent) {
        return with(draft -> draft.maxConcurrent = Checks.range("maxConcurrent", maxConcurrent, 1, UNLIMITED));
    }

    /**
     * How long a client may take to make room for its reply.
     *
     * @return zero or more
     */
    public Duration replyTimeout() {
        return replyTimeout;
    }

    /**
     * A copy with another time for writing a reply. It matters for replies that the system does not buffer, and for
     * clients that have not read those before: a client that does not read would keep a handler's thread for ever.
     *
     * @param replyTimeout zero or more; zero: what the system takes at once. When it has passed, the listener is told and
     *     the connection closed
     * @return the copy
     */
    public ServeOptions withReplyTimeout(Duration replyTimeout) {
        return with(draft -> draft.replyTimeout = Checks.notNegative("replyTimeout", replyTimeout));
    }

    /**
     * What is told of failures.
     *
     * @return the listener; unless told otherwise one that logs them to the {@link System.Logger} {@code wpipe.api}, with a
     *     warning, or for debugging where nothing happened but that a client has gone
     */
    public Consumer<? super ServeFailure> errorListener() {
        return errorListener;
    }

    /**
     * A copy with another listener for failures. It is called once for each, on the thread that met it, before the
     * connection is closed; what it throws is logged. A client that goes while it waits for nothing is no failure.
     *
     * @param errorListener is told of failures, by several threads at once
     * @return the copy
     */
    public ServeOptions withErrorListener(Consumer<? super ServeFailure> errorListener) {
        Objects.requireNonNull(errorListener, "errorListener");
        return with(draft -> draft.errorListener = errorListener);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServeOptions that
                && Objects.equals(executor, that.executor)
                && maxConcurrent == that.maxConcurrent
                && replyTimeout.equals(that.replyTimeout)
                && errorListener.equals(that.errorListener);
    }

    @Override
    public int hashCode() {
        return Objects.hash(executor, maxConcurrent, replyTimeout, errorListener);
    }

    @Override
    public String toString() {
        return "ServeOptions[executor=" + (executor == null ? "automatic" : executor) + ", maxConcurrent="
                + (maxConcurrent == UNLIMITED ? "unlimited" : maxConcurrent) + ", replyTimeout=" + replyTimeout
                + ", errorListener=" + errorListener + "]";
    }
}
