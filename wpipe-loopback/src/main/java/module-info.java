import org.jspecify.annotations.NullMarked;

/**
 * Pipes inside one JVM, with the rules of Windows' own.
 *
 * <p>An application does not require this module: it requires {@code wpipe.api} and finds the provider when this jar is
 * on its module path. Its tests may, for {@link wpipe.loopback.Faults}.
 */
@NullMarked
module wpipe.loopback {
    requires transitive wpipe.api;
    requires static org.jspecify;

    exports wpipe.loopback;

    provides wpipe.spi.PipeProvider with
            wpipe.loopback.LoopbackProvider;
}
