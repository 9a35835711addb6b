/**
 * Windows named pipes for Java: {@link wpipe.api.Server} and {@link wpipe.api.Client} over message-mode pipes, with a
 * backend that is found on the module path by {@link java.util.ServiceLoader}.
 *
 * <p>An application says {@code requires wpipe.api} and nothing of a backend; {@code wpipe.ffm}, {@code wpipe.jna} and
 * {@code wpipe.loopback} are backends that can be swapped without a change to it.
 */
module wpipe.api {
    requires static jdk.jfr;
    requires static org.jspecify;

    exports wpipe.api;
    exports wpipe.spi;

    uses wpipe.spi.PipeProvider;
}
