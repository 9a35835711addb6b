package wpipe.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The one function of ntdll.dll, as {@link Kernel32Dll} has those of kernel32.dll. */
@SuppressWarnings("MemberName") // Windows' names are its own
final class NtDll {
    private NtDll() {}

    /** Links it, or throws UnsatisfiedLinkError; after {@link Kernel32Dll#link}. */
    static void link() {
        Native.register(NtDll.class, NativeLibrary.getInstance("ntdll"));
    }

    static native int NtQueryInformationFile(
            long file, long ioStatusBlock, long information, int length, int informationClass);

    static native int NtFsControlFile(
            long file,
            long event,
            long apcRoutine,
            long apcContext,
            long ioStatusBlock,
            int fsControlCode,
            long input,
            int inputLength,
            long output,
            int outputLength);
}
