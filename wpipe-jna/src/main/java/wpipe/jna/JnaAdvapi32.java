package wpipe.jna;

import static wpipe.jna.JnaKernel32.*;

import com.sun.jna.Native;
import wpipe.win32.Advapi32;

/** The port over {@link Advapi32Dll}, and what of it is in {@link Kernel32Dll} and {@link NtDll}; as {@link JnaKernel32} is made. */
@SuppressWarnings("MemberName") // Win32's names are its own
final class JnaAdvapi32 implements Advapi32 {
    static {
        Advapi32Dll.link();
        NtDll.link();
    }

    @Override
    public int ConvertStringSecurityDescriptorToSecurityDescriptor(
            long sddl, int revision, long descriptor, long size) {
        return errorCode(
                Advapi32Dll.ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl, revision, descriptor, size));
    }

    @Override
    public int LocalFree(long memory) {
        return Kernel32Dll.LocalFree(memory) == NULL ? 0 : Native.getLastError();
    }

    @Override
    public void RtlMoveMemory(long destination, long source, int length) {
        Kernel32Dll.RtlMoveMemory(destination, source, length);
    }

    @Override
    public int GetKernelObjectSecurity(long handle, int requested, long descriptor, int length, long needed) {
        return errorCode(Advapi32Dll.GetKernelObjectSecurity(handle, requested, descriptor, length, needed));
    }

    @Override
    public int NtQueryInformationFile(
            long file, long ioStatusBlock, long information, int length, int informationClass) {
        return NtDll.NtQueryInformationFile(file, ioStatusBlock, information, length, informationClass);
    }

    @Override
    public int NtFsControlFile(long file, long event, long ioStatusBlock, int fsControlCode, long output, int length) {
        return NtDll.NtFsControlFile(file, event, NULL, NULL, ioStatusBlock, fsControlCode, NULL, 0, output, length);
    }

    @Override
    public int OpenProcessToken(long process, int access, long token) {
        return errorCode(Advapi32Dll.OpenProcessToken(process, access, token));
    }

    @Override
    public int OpenThreadToken(long thread, int access, boolean openAsSelf, long token) {
        return errorCode(Advapi32Dll.OpenThreadToken(thread, access, openAsSelf ? TRUE : FALSE, token));
    }

    @Override
    public int GetTokenInformation(long token, int informationClass, long information, int length, long returnLength) {
        return errorCode(Advapi32Dll.GetTokenInformation(token, informationClass, information, length, returnLength));
    }

    @Override
    public int LookupAccountSid(long sid, long name, long nameLength, long domain, long domainLength, long use) {
        return errorCode(Advapi32Dll.LookupAccountSidW(NULL, sid, name, nameLength, domain, domainLength, use));
    }

    @Override
    public int ImpersonateNamedPipeClient(long pipe) {
        return errorCode(Advapi32Dll.ImpersonateNamedPipeClient(pipe));
    }

    @Override
    public int RevertToSelf() {
        return errorCode(Advapi32Dll.RevertToSelf());
    }

    @Override
    public int GetNamedPipeClientProcessId(long pipe, long id) {
        return errorCode(Kernel32Dll.GetNamedPipeClientProcessId(pipe, id));
    }

    @Override
    public int GetNamedPipeClientSessionId(long pipe, long id) {
        return errorCode(Kernel32Dll.GetNamedPipeClientSessionId(pipe, id));
    }

    @Override
    public int GetNamedPipeServerProcessId(long pipe, long id) {
        return errorCode(Kernel32Dll.GetNamedPipeServerProcessId(pipe, id));
    }

    @Override
    public int GetNamedPipeServerSessionId(long pipe, long id) {
        return errorCode(Kernel32Dll.GetNamedPipeServerSessionId(pipe, id));
    }
}
