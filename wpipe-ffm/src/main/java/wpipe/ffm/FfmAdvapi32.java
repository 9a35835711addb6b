package wpipe.ffm;

import static wpipe.ffm.Downcalls.*;

import java.lang.invoke.MethodHandle;
import wpipe.win32.Advapi32;

/** What the port has of users, access lists and peers, bound as {@link FfmKernel32} is. */
@SuppressWarnings("MemberName") // Win32's names are its own
final class FfmAdvapi32 implements Advapi32 {

    private static final MethodHandle ConvertStringSecurityDescriptorToSecurityDescriptorW =
            function("ConvertStringSecurityDescriptorToSecurityDescriptorW", BOOL, POINTER, DWORD, POINTER, POINTER);

    @Override
    public int ConvertStringSecurityDescriptorToSecurityDescriptor(
            long sddl, int revision, long descriptor, long size) {
        try {
            return errorCode((int) ConvertStringSecurityDescriptorToSecurityDescriptorW.invokeExact(
                    state(), sddl, revision, descriptor, size));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle LocalFree = function("LocalFree", POINTER, POINTER);

    @Override
    public int LocalFree(long memory) {
        try {
            return freed((long) LocalFree.invokeExact(state(), memory));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle RtlMoveMemory = procedure("RtlMoveMemory", POINTER, POINTER, ULONG_PTR);

    @Override
    public void RtlMoveMemory(long destination, long source, int length) {
        try {
            RtlMoveMemory.invokeExact(destination, source, (long) length);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetKernelObjectSecurity =
            function("GetKernelObjectSecurity", BOOL, HANDLE, DWORD, POINTER, DWORD, POINTER);

    @Override
    public int GetKernelObjectSecurity(long handle, int requested, long descriptor, int length, long needed) {
        try {
            return errorCode(
                    (int) GetKernelObjectSecurity.invokeExact(state(), handle, requested, descriptor, length, needed));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle NtQueryInformationFile =
            plainFunction("NtQueryInformationFile", DWORD, HANDLE, POINTER, POINTER, DWORD, DWORD);

    @Override
    public int NtQueryInformationFile(
            long file, long ioStatusBlock, long information, int length, int informationClass) {
        try {
            return (int) NtQueryInformationFile.invokeExact(file, ioStatusBlock, information, length, informationClass);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle NtFsControlFile = plainFunction(
            "NtFsControlFile", DWORD, HANDLE, HANDLE, POINTER, POINTER, POINTER, DWORD, POINTER, DWORD, POINTER, DWORD);

    @Override
    public int NtFsControlFile(long file, long event, long ioStatusBlock, int fsControlCode, long output, int length) {
        try {
            return (int) NtFsControlFile.invokeExact(
                    file, event, NULL, NULL, ioStatusBlock, fsControlCode, NULL, 0, output, length);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle OpenProcessToken = function("OpenProcessToken", BOOL, HANDLE, DWORD, POINTER);

    @Override
    public int OpenProcessToken(long process, int access, long token) {
        try {
            return errorCode((int) OpenProcessToken.invokeExact(state(), process, access, token));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle OpenThreadToken = function("OpenThreadToken", BOOL, HANDLE, DWORD, BOOL, POINTER);

    @Override
    public int OpenThreadToken(long thread, int access, boolean openAsSelf, long token) {
        try {
            return errorCode(
                    (int) OpenThreadToken.invokeExact(state(), thread, access, openAsSelf ? TRUE : FALSE, token));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetTokenInformation =
            function("GetTokenInformation", BOOL, HANDLE, DWORD, POINTER, DWORD, POINTER);

    @Override
    public int GetTokenInformation(long token, int informationClass, long information, int length, long returnLength) {
        try {
            return errorCode((int) GetTokenInformation.invokeExact(
                    state(), token, informationClass, information, length, returnLength));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle LookupAccountSidW =
            function("LookupAccountSidW", BOOL, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER);

    @Override
    public int LookupAccountSid(long sid, long name, long nameLength, long domain, long domainLength, long use) {
        try {
            return errorCode((int)
                    LookupAccountSidW.invokeExact(state(), NULL, sid, name, nameLength, domain, domainLength, use));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle ImpersonateNamedPipeClient = function("ImpersonateNamedPipeClient", BOOL, HANDLE);

    @Override
    public int ImpersonateNamedPipeClient(long pipe) {
        try {
            return errorCode((int) ImpersonateNamedPipeClient.invokeExact(state(), pipe));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle RevertToSelf = function("RevertToSelf", BOOL);

    @Override
    public int RevertToSelf() {
        try {
            return errorCode((int) RevertToSelf.invokeExact(state()));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetNamedPipeClientProcessId =
            function("GetNamedPipeClientProcessId", BOOL, HANDLE, POINTER);

    @Override
    public int GetNamedPipeClientProcessId(long pipe, long id) {
        try {
            return errorCode((int) GetNamedPipeClientProcessId.invokeExact(state(), pipe, id));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetNamedPipeClientSessionId =
            function("GetNamedPipeClientSessionId", BOOL, HANDLE, POINTER);

    @Override
    public int GetNamedPipeClientSessionId(long pipe, long id) {
        try {
            return errorCode((int) GetNamedPipeClientSessionId.invokeExact(state(), pipe, id));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetNamedPipeServerProcessId =
            function("GetNamedPipeServerProcessId", BOOL, HANDLE, POINTER);

    @Override
    public int GetNamedPipeServerProcessId(long pipe, long id) {
        try {
            return errorCode((int) GetNamedPipeServerProcessId.invokeExact(state(), pipe, id));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static final MethodHandle GetNamedPipeServerSessionId =
            function("GetNamedPipeServerSessionId", BOOL, HANDLE, POINTER);

    @Override
    public int GetNamedPipeServerSessionId(long pipe, long id) {
        try {
            return errorCode((int) GetNamedPipeServerSessionId.invokeExact(state(), pipe, id));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }
}
