package wpipe.bench;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** GetCurrentProcessId by JNA's direct mapping. */
final class ProcessIdByJna {
    static {
        Native.register(ProcessIdByJna.class, NativeLibrary.getInstance("kernel32"));
    }

    private ProcessIdByJna() {}

    @SuppressWarnings("MemberName") // Win32's names are its own
    static native int GetCurrentProcessId();
}
