package wpipe.ffm;

import wpipe.spi.Availability;
import wpipe.win32.Bindings;
import wpipe.win32.Win32Provider;

/** The provider {@code ffm}: the engine of Windows over {@code java.lang.foreign}. */
public final class FfmProvider extends Win32Provider {
    /**
     * Without the flag Java warns today and will refuse tomorrow, so it is asked for at once. The answer is the first
     * one: on the class path it changes when others load native code, JNA for one, and the choice of a backend with it.
     */
    private static final Availability NATIVE_ACCESS = nativeAccess();

    /** Called by ServiceLoader, or by an application that gives its options a provider of its own. */
    public FfmProvider() {
        super("ffm", 200);
    }

    @Override
    protected Bindings bind() {
        return new Bindings(new FfmKernel32(), new FfmAdvapi32());
    }

    @Override
    protected Availability prerequisite() {
        return NATIVE_ACCESS;
    }

    private static Availability nativeAccess() {
        Module module = FfmProvider.class.getModule();
        if (module.isNativeAccessEnabled()) {
            return Availability.yes();
        }
        String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
        return Availability.no("it needs the flag --enable-native-access=" + name);
    }
}
