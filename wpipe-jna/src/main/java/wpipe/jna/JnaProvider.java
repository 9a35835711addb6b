package wpipe.jna;

import wpipe.win32.Bindings;
import wpipe.win32.Win32Provider;

/** The provider {@code jna}: the engine of Windows over JNA. */
public final class JnaProvider extends Win32Provider {
    /** Called by ServiceLoader, or by an application that gives its options a provider of its own. */
    public JnaProvider() {
        super("jna", 100);
    }

    @Override
    protected Bindings bind() {
        return new Bindings(new JnaKernel32(), new JnaAdvapi32());
    }
}
