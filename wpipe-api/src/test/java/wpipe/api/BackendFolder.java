package wpipe.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import wpipe.spi.PipeProvider;

/**
 * A folder of backends that ServiceLoader finds through the context class loader, as it finds those of an application.
 * The classes of {@link FoundBackends} are loaded from there and not from the module of the tests: ServiceLoader passes
 * over entries of a folder whose classes are in a module.
 */
final class BackendFolder implements AutoCloseable {
    private static final int MAJOR_VERSION_OFFSET = 6;
    private static final int JAVA_1_MAJOR_VERSION = 44;

    private final Path folder;
    private final URLClassLoader loader;
    private final ClassLoader loaderBefore = Thread.currentThread().getContextClassLoader();
    private final @Nullable String nameBefore = System.getProperty(Providers.PROPERTY);
    private final @Nullable String systemBefore = System.getProperty("os.name");

    BackendFolder(Path folder) throws IOException {
        this.folder = folder;
        copy(FoundBackends.Backend.class, Runtime.version().feature());
        Files.createDirectories(services().getParent());
        loader = new Loader(folder.toUri().toURL());
        Thread.currentThread().setContextClassLoader(loader);
        System.clearProperty(Providers.PROPERTY);
        onWindows(false);
        reload();
    }

    /** What a test finds must not depend on where it runs. */
    void onWindows(boolean windows) {
        System.setProperty("os.name", windows ? "Windows 11" : "Linux");
    }

    @SafeVarargs
    final BackendFolder with(Class<? extends PipeProvider>... backends) throws IOException {
        for (Class<? extends PipeProvider> backend : backends) {
            copy(backend, Runtime.version().feature());
            line(backend.getName());
        }
        reload();
        return this;
    }

    /** Adds a backend that looks as if it had been compiled for the Java after this one. */
    BackendFolder withNewer(Class<? extends PipeProvider> backend) throws IOException {
        copy(backend, Runtime.version().feature() + 1);
        line(backend.getName());
        reload();
        return this;
    }

    /** Adds something to the list of backends, whether or not there is such a class. */
    BackendFolder withLine(String line) throws IOException {
        line(line);
        reload();
        return this;
    }

    /** Adds a backend behind the back of those who have looked already. */
    void addLater(Class<? extends PipeProvider> backend) throws IOException {
        copy(backend, Runtime.version().feature());
        line(backend.getName());
    }

    private void copy(Class<?> type, int javaVersion) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        byte[] bytes;
        try (InputStream in = type.getModule().getResourceAsStream(file)) {
            bytes = in.readAllBytes();
        }
        if (javaVersion > Runtime.version().feature()) {
            int major = JAVA_1_MAJOR_VERSION + javaVersion;
            bytes[MAJOR_VERSION_OFFSET] = (byte) (major >> 8);
            bytes[MAJOR_VERSION_OFFSET + 1] = (byte) major;
        }
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        Files.write(target, bytes);
    }

    private void line(String line) throws IOException {
        Files.writeString(services(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path services() {
        return folder.resolve("META-INF/services/" + PipeProvider.class.getName());
    }

    /** What was found in another folder is kept until somebody asks for the list. */
    private static void reload() {
        try {
            Providers.list();
        } catch (RuntimeException | Error e) {
            // A test that looks for this meets it again.
        }
    }

    @Override
    public void close() {
        restore(Providers.PROPERTY, nameBefore);
        restore("os.name", systemBefore);
        Thread.currentThread().setContextClassLoader(loaderBefore);
        Providers.list();
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void restore(String property, @Nullable String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    /** Takes the backends from the folder, although its parent has classes of the same names. */
    private static final class Loader extends URLClassLoader {
        Loader(URL folder) {
            super(new URL[] {folder}, BackendFolder.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(FoundBackends.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
    }
}
