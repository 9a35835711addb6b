package wpipe.jna;

import org.jspecify.annotations.NullMarked;
import wpipe.win32.Kernel32;

/** Gives the benchmarks what the module keeps to itself. */
@NullMarked
public final class JnaBinding {
    private JnaBinding() {}

    /** Links the functions, on Windows. */
    public static Kernel32 kernel32() {
        return new JnaProvider().bind().kernel32();
    }
}
