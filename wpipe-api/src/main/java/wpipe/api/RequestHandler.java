package wpipe.api;

import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of a {@linkplain Server#serve(RequestHandler, ServeOptions) server that serves}.
 *
 * <p>It is called by many threads at once: for one client at a time one request, for several clients as many. It may take
 * as long as it likes; only its own client waits for it.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RequestHandler {
    /**
     * Answers one request.
     *
     * @param client the connection to the client that asks, for what can be asked of it. Reading and writing are the
     *     service's; in mode {@link Mode#DUPLEX} this may write messages to it as well
     * @param request the request, of length 0 for an empty one; the handler's to keep or change
     * @return the reply, empty for an empty one. In mode {@link Mode#DUPLEX} null is for no reply; in another mode it is an
     *     error, since the client waits for one
     * @throws InterruptedException if the thread was interrupted, which the end of the service does
     * @throws Exception for whatever goes wrong: the error listener is told, and this client's connection is closed
     */
    byte @Nullable [] handle(Connection client, byte[] request) throws Exception;
}
