package wpipe.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The functions of advapi32.dll, as {@link Kernel32Dll} has those of kernel32.dll. */
@SuppressWarnings("MemberName") // Win32's names are its own
final class Advapi32Dll {
    private Advapi32Dll() {}

    /** Links all of them, or throws UnsatisfiedLinkError; after {@link Kernel32Dll#link}. */
    static void link() {
        Native.register(Advapi32Dll.class, NativeLibrary.getInstance("advapi32"));
    }

    static native int ConvertStringSecurityDescriptorToSecurityDescriptorW(
            long sddl, int revision, long descriptor, long size);

    static native int GetKernelObjectSecurity(long handle, int requested, long descriptor, int length, long needed);

    static native int OpenProcessToken(long process, int access, long token);

    static native int OpenThreadToken(long thread, int access, int openAsSelf, long token);

    static native int GetTokenInformation(
            long token, int informationClass, long information, int length, long returnLength);

    static native int LookupAccountSidW(
            long systemName, long sid, long name, long nameLength, long domain, long domainLength, long use);

    static native int ImpersonateNamedPipeClient(long pipe);

    static native int RevertToSelf();
}
