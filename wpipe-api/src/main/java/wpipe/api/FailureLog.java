package wpipe.api;

import java.util.function.Consumer;

/** The listener of a service whose user has set none: failures go to the log. */
enum FailureLog implements Consumer<ServeFailure> {
    INSTANCE;

    private static final System.Logger LOG = System.getLogger("wpipe.api");

    @Override
    public void accept(ServeFailure failure) {
        // Clients go when they like to, and in the midst of a request as well.
        boolean harmless = failure.cause() instanceof PeerClosedException;
        System.Logger.Level level = harmless ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
        Connection client = failure.client();
        String whose = client == null ? "a service" : "a client of " + client.name();
        LOG.log(level, whose + ": failure in phase " + failure.phase(), failure.cause());
    }

    @Override
    public String toString() {
        return "log";
    }
}
