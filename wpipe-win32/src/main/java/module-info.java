import org.jspecify.annotations.NullMarked;

/**
 * The engine of the Windows providers, over a port to kernel32 that {@code wpipe.jna} and {@code wpipe.ffm} bind.
 *
 * <p>It is for those two modules alone, and on its own it provides nothing.
 */
@NullMarked
@SuppressWarnings("module") // The modules it is exported to are built after it, so javac does not find them.
module wpipe.win32 {
    requires transitive wpipe.api;
    requires static transitive org.jspecify;

    exports wpipe.win32 to
            wpipe.jna,
            wpipe.ffm;
}
