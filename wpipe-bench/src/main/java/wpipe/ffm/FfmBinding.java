package wpipe.ffm;

import org.jspecify.annotations.NullMarked;
import wpipe.win32.Kernel32;

/** Gives the benchmarks what the module keeps to itself. */
@NullMarked
public final class FfmBinding {
    private FfmBinding() {}

    /** Links the functions, on Windows. */
    public static Kernel32 kernel32() {
        return new FfmProvider().bind().kernel32();
    }
}
