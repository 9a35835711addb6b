package wpipe.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** GetCurrentProcessId by java.lang.foreign. */
final class ProcessIdByFfm {
    @SuppressWarnings("restricted") // what the benchmark is about
    private static final MethodHandle GET_CURRENT_PROCESS_ID = Linker.nativeLinker()
            .downcallHandle(
                    SymbolLookup.libraryLookup("kernel32", Arena.global())
                            .find("GetCurrentProcessId")
                            .orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT));

    private ProcessIdByFfm() {}

    static int get() {
        try {
            return (int) GET_CURRENT_PROCESS_ID.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
