package wpipe.win32;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import wpipe.spi.WinError;

/**
 * Watches the other half of a binding as {@link CheckedKernel32} does the first: handles of pipes and tokens, memory that is passed,
 * and what Windows allocates, which is given back once and used no more after that.
 */
@SuppressWarnings("MemberName") // Win32's names are its own
final class CheckedAdvapi32 implements Advapi32 {
    private final Advapi32 advapi32;
    private final Misuses misuses;
    private final HandleChecks handles;
    private final MemoryChecks memory;

    /** What Windows has allocated and not got back, with its size. */
    private final Map<Long, Integer> allocated = new ConcurrentHashMap<>();

    CheckedAdvapi32(Advapi32 advapi32, Misuses misuses, HandleChecks handles, MemoryChecks memory) {
        this.advapi32 = advapi32;
        this.misuses = misuses;
        this.handles = handles;
        this.memory = memory;
    }

    @Override
    public int ConvertStringSecurityDescriptorToSecurityDescriptor(
            long sddl, int revision, long descriptor, long size) {
        String function = "ConvertStringSecurityDescriptorToSecurityDescriptor";
        memory.require(function, sddl, Character.BYTES);
        MemoryChecks.Block result = memory.require(function, descriptor, Long.BYTES);
        MemoryChecks.Block resultSize = memory.require(function, size, Integer.BYTES);
        int code = advapi32.ConvertStringSecurityDescriptorToSecurityDescriptor(sddl, revision, descriptor, size);
        if (code == WinError.ERROR_SUCCESS) {
            allocated.put(result.longAt(descriptor), resultSize.intAt(size));
        }
        return code;
    }

    @Override
    public int LocalFree(long address) {
        if (allocated.remove(address) == null) {
            throw misuses.found("LocalFree of memory at " + address + ", which is not allocated");
        }
        return advapi32.LocalFree(address);
    }

    @Override
    public void RtlMoveMemory(long destination, long source, int length) {
        memory.require("RtlMoveMemory", destination, length);
        Integer size = allocated.get(source);
        if (size == null || length > size) {
            throw misuses.found("RtlMoveMemory of " + length + " bytes at " + source + ", of which there are " + size);
        }
        advapi32.RtlMoveMemory(destination, source, length);
    }

    @Override
    public int GetKernelObjectSecurity(long handle, int requested, long descriptor, int length, long needed) {
        memory.require("GetKernelObjectSecurity", descriptor, length);
        return withPipe(
                "GetKernelObjectSecurity",
                handle,
                needed,
                () -> advapi32.GetKernelObjectSecurity(handle, requested, descriptor, length, needed));
    }

    @Override
    public int NtQueryInformationFile(
            long file, long ioStatusBlock, long information, int length, int informationClass) {
        memory.require("NtQueryInformationFile", information, length);
        memory.require("NtQueryInformationFile", ioStatusBlock, Layout.IO_STATUS_BLOCK.SIZE);
        return withPipe(
                "NtQueryInformationFile",
                file,
                ioStatusBlock,
                () -> advapi32.NtQueryInformationFile(file, ioStatusBlock, information, length, informationClass));
    }

    @Override
    public int NtFsControlFile(long file, long event, long ioStatusBlock, int fsControlCode, long output, int length) {
        memory.require("NtFsControlFile", output, length);
        memory.require("NtFsControlFile", ioStatusBlock, Layout.IO_STATUS_BLOCK.SIZE);
        HandleChecks.Open open = handles.enter("NtFsControlFile", event, HandleChecks.Kind.EVENT);
        try {
            return withPipe(
                    "NtFsControlFile",
                    file,
                    ioStatusBlock,
                    () -> advapi32.NtFsControlFile(file, event, ioStatusBlock, fsControlCode, output, length));
        } finally {
            open.exit();
        }
    }

    @Override
    public int OpenProcessToken(long process, int access, long token) {
        return opened("OpenProcessToken", token, () -> advapi32.OpenProcessToken(process, access, token));
    }

    @Override
    public int OpenThreadToken(long thread, int access, boolean openAsSelf, long token) {
        return opened("OpenThreadToken", token, () -> advapi32.OpenThreadToken(thread, access, openAsSelf, token));
    }

    private int opened(String function, long token, IntSupplier call) {
        MemoryChecks.Block result = memory.require(function, token, Long.BYTES);
        int code = call.getAsInt();
        if (code == WinError.ERROR_SUCCESS) {
            handles.created(HandleChecks.Kind.TOKEN, result.longAt(token));
        }
        return code;
    }

    @Override
    public int GetTokenInformation(long token, int informationClass, long information, int length, long returnLength) {
        String function = "GetTokenInformation";
        memory.require(function, information, length);
        memory.require(function, returnLength, Integer.BYTES);
        HandleChecks.Open open = handles.enter(function, token, HandleChecks.Kind.TOKEN);
        try {
            return advapi32.GetTokenInformation(token, informationClass, information, length, returnLength);
        } finally {
            open.exit();
        }
    }

    @Override
    public int LookupAccountSid(long sid, long name, long nameLength, long domain, long domainLength, long use) {
        String function = "LookupAccountSid";
        memory.require(function, sid, Layout.SID.SubAuthority);
        requireText(function, name, nameLength);
        requireText(function, domain, domainLength);
        memory.require(function, use, Integer.BYTES);
        return advapi32.LookupAccountSid(sid, name, nameLength, domain, domainLength, use);
    }

    private void requireText(String function, long text, long length) {
        MemoryChecks.Block block = memory.require(function, length, Integer.BYTES);
        memory.require(function, text, block.intAt(length) * Character.BYTES);
    }

    @Override
    public int ImpersonateNamedPipeClient(long pipe) {
        HandleChecks.Open open = handles.enter("ImpersonateNamedPipeClient", pipe, HandleChecks.Kind.PIPE);
        try {
            return advapi32.ImpersonateNamedPipeClient(pipe);
        } finally {
            open.exit();
        }
    }

    @Override
    public int RevertToSelf() {
        return advapi32.RevertToSelf();
    }

    @Override
    public int GetNamedPipeClientProcessId(long pipe, long id) {
        return withPipe("GetNamedPipeClientProcessId", pipe, id, () -> advapi32.GetNamedPipeClientProcessId(pipe, id));
    }

    @Override
    public int GetNamedPipeClientSessionId(long pipe, long id) {
        return withPipe("GetNamedPipeClientSessionId", pipe, id, () -> advapi32.GetNamedPipeClientSessionId(pipe, id));
    }

    @Override
    public int GetNamedPipeServerProcessId(long pipe, long id) {
        return withPipe("GetNamedPipeServerProcessId", pipe, id, () -> advapi32.GetNamedPipeServerProcessId(pipe, id));
    }

    @Override
    public int GetNamedPipeServerSessionId(long pipe, long id) {
        return withPipe("GetNamedPipeServerSessionId", pipe, id, () -> advapi32.GetNamedPipeServerSessionId(pipe, id));
    }

    /** A call with a pipe that gives a DWORD back. */
    private int withPipe(String function, long pipe, long result, IntSupplier call) {
        memory.require(function, result, Integer.BYTES);
        HandleChecks.Open open = handles.enter(function, pipe, HandleChecks.Kind.PIPE);
        try {
            return call.getAsInt();
        } finally {
            open.exit();
        }
    }
}
