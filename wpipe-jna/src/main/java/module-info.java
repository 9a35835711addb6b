import org.jspecify.annotations.NullMarked;

/**
 * The provider {@code jna}: Windows' pipes bound with JNA, for Java 17 and newer.
 *
 * <p>An application does not require this module: it requires {@code wpipe.api} and finds the provider when this jar is
 * on its module path. JNA loads a native library, which Java 24 and newer want allowed with
 * {@code --enable-native-access=com.sun.jna}.
 */
@NullMarked
module wpipe.jna {
    requires wpipe.win32;
    requires com.sun.jna;
    requires com.sun.jna.platform;
    requires static org.jspecify;

    provides wpipe.spi.PipeProvider with
            wpipe.jna.JnaProvider;
}
