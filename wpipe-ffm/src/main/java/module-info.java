import org.jspecify.annotations.NullMarked;

/**
 * The provider {@code ffm}: Windows' pipes bound with {@code java.lang.foreign}, for Java 22 and newer.
 *
 * <p>An application does not require this module: it requires {@code wpipe.api} and finds the provider when this jar is
 * on its module path. Java 24 and newer want its native access allowed with {@code --enable-native-access=wpipe.ffm}. On
 * a Java older than 22 the jar is harmless: the provider is passed over.
 */
@NullMarked
module wpipe.ffm {
    requires wpipe.win32;
    requires static org.jspecify;

    provides wpipe.spi.PipeProvider with
            wpipe.ffm.FfmProvider;
}
