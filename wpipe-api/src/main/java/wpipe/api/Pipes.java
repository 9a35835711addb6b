package wpipe.api;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeProvider;

/**
 * The pipes that there are. All methods are safe to call from any thread.
 *
 * @since 0.1
 */
public final class Pipes {
    private static final Comparator<PipeInfo> BY_NAME =
            Comparator.comparing(PipeInfo::name, String.CASE_INSENSITIVE_ORDER).thenComparing(PipeInfo::name);

    private Pipes() {}

    /**
     * Lists the pipes of the best backend that is available; see {@link #list(PipeProvider)}.
     *
     * @return the pipes of the moment, ordered by name
     * @throws NoProviderException if no backend can be used
     * @throws PipeException if the backend or the system cannot list pipes
     * @throws IOException if the system reports another failure
     */
    public static List<PipeInfo> list() throws IOException {
        return list(ProviderChoice.AUTOMATIC);
    }

    /**
     * Lists the pipes of a certain backend; see {@link #list(PipeProvider)}.
     *
     * @param provider the name of the backend, such as {@code ffm}; a null of type String (a plain null is ambiguous) to
     *     choose the best one that is available
     * @return the pipes of the moment, ordered by name
     * @throws NoProviderException if that backend cannot be used
     * @throws PipeException if the backend or the system cannot list pipes
     * @throws IOException if the system reports another failure
     */
    public static List<PipeInfo> list(@Nullable String provider) throws IOException {
        return list(ProviderChoice.named(provider));
    }

    /**
     * Lists the pipes of a certain backend, those of other programs included: on Windows all that this machine has, with
     * {@code loopback} those inside the JVM. What comes and goes meanwhile may be in it or not. Does not block. Follows
     * GetFileInformationByHandleEx on the folder {@code \\.\pipe\}.
     *
     * @param provider the backend itself
     * @return the pipes of the moment, ordered by name
     * @throws NoProviderException if that backend cannot be used
     * @throws PipeException if the backend or the system cannot list pipes
     * @throws IOException if the system reports another failure
     */
    public static List<PipeInfo> list(PipeProvider provider) throws IOException {
        return list(ProviderChoice.given(provider));
    }

    private static List<PipeInfo> list(ProviderChoice choice) throws IOException {
        PipeProvider provider = Providers.select("list", PipeAddress.LOCAL_PREFIX, choice);
        return provider.list().stream().sorted(BY_NAME).toList();
    }
}
