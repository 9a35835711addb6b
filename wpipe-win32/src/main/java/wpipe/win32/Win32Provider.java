package wpipe.win32;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import wpipe.api.PipeInfo;
import wpipe.spi.Availability;
import wpipe.spi.Capability;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;
import wpipe.spi.PipeProvider;
import wpipe.spi.Reach;

/**
 * What the backends of Windows share: all but the binding. A subclass is a public class with a public constructor
 * without parameters that gives its name and priority, and {@link #bind()}; that method is called on Windows only, once
 * for each class, so the binding may be a class whose initializer links native code.
 */
public abstract class Win32Provider implements PipeProvider {
    private static final Map<Class<?>, Binding> BINDINGS = new ConcurrentHashMap<>();

    private final String name;
    private final int priority;

    /**
     * For subclasses; does nothing but remember.
     *
     * @param name see {@link PipeProvider#name()}
     * @param priority see {@link PipeProvider#priority()}
     */
    protected Win32Provider(String name, int priority) {
        this.name = name;
        this.priority = priority;
    }

    /**
     * Links the functions. Called on Windows only, and once however many instances there are.
     *
     * @return the binding
     */
    protected abstract Bindings bind();

    /**
     * What else this backend needs in this JVM, asked on Windows only and before anything is bound.
     *
     * @return available unless overridden
     */
    protected Availability prerequisite() {
        return Availability.yes();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int priority() {
        return priority;
    }

    @Override
    public final Reach reach() {
        return Reach.MACHINE;
    }

    @Override
    public final Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public final Availability availability() {
        String os = System.getProperty("os.name", "");
        if (!os.toLowerCase(Locale.ROOT).startsWith("windows")) {
            return Availability.no("it needs Windows, and this is " + os);
        }
        if (!"64".equals(System.getProperty("sun.arch.data.model", "64"))) {
            return Availability.no("it needs a 64-bit JVM");
        }
        Availability prerequisite = prerequisite();
        if (!prerequisite.available()) {
            return prerequisite;
        }
        Throwable failure = binding().failure;
        return failure == null
                ? Availability.yes()
                : Availability.no("its binding cannot be linked: " + rootOf(failure));
    }

    @Override
    public final OptionalLong openHandles() {
        return availability().available() ? engine().openHandles() : OptionalLong.empty();
    }

    @Override
    public final List<PipeInfo> list() throws IOException {
        return PipeFolder.list(engine());
    }

    @Override
    public final PipeListener listen(ListenRequest request) throws IOException {
        return Win32Listener.open(engine(), request);
    }

    @Override
    public final PipeChannel connect(ConnectRequest request) throws IOException {
        return new Connector(engine(), request).connect();
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private Engine engine() {
        Binding binding = binding();
        if (binding.engine == null) {
            throw new IllegalStateException("backend " + name + " is not available", binding.failure);
        }
        return binding.engine;
    }

    private Binding binding() {
        // One engine for each binding, however many instances of the provider ServiceLoader makes.
        return BINDINGS.computeIfAbsent(getClass(), unused -> Binding.of(this));
    }

    private static final class Binding {
        private final @Nullable Engine engine;
        private final @Nullable Throwable failure;

        private Binding(@Nullable Engine engine, @Nullable Throwable failure) {
            this.engine = engine;
            this.failure = failure;
        }

        static Binding of(Win32Provider provider) {
            try {
                return new Binding(new Engine(provider.name, CheckedKernel32.ifAsked(provider.bind())), null);
            } catch (RuntimeException | LinkageError | IOException e) {
                return new Binding(null, e);
            }
        }
    }
}
