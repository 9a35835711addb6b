package wpipe.api;

/**
 * What a server does in the name of its client: {@link Connection#impersonate}.
 *
 * @param <R> what it gives
 * @param <X> what it may throw
 * @since 0.1
 */
@FunctionalInterface
public interface ImpersonatedAction<R, X extends Exception> {
    /**
     * Does it.
     *
     * @return what {@link Connection#impersonate} is to return
     * @throws X what that is to throw
     */
    R run() throws X;
}
