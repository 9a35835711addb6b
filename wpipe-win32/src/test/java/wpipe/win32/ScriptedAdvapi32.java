package wpipe.win32;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import wpipe.spi.WinError;

/**
 * The other half of {@link ScriptedKernel32}, with the same script, log, handles and memory. Where nothing is scripted, the user
 * is {@link #USER} for every token, a security descriptor is the text it was made of, and all else succeeds.
 */
@SuppressWarnings("MemberName") // Win32's names are its own
final class ScriptedAdvapi32 implements Advapi32 {
    static final String USER = "S-1-5-21-1-22-4294967295-1001";
    private static final byte[] USER_SID = sid(1, 5, 21, 1, 22, 0xFFFF_FFFF, 1001);

    private static final byte[] MEDIUM = sid(1, 16, 0x2000);
    private static final int FULL_DUPLEX = 2;

    private static final int ERROR_INSUFFICIENT_BUFFER = 122;

    private final KernelScript kernel;

    ScriptedAdvapi32(KernelScript kernel) {
        this.kernel = kernel;
    }

    /** A SID as it is in memory. */
    static byte[] sid(int revision, int authority, int... subauthorities) {
        ByteBuffer sid = ByteBuffer.allocate(8 + subauthorities.length * Integer.BYTES)
                .put((byte) revision)
                .put((byte) subauthorities.length)
                .putShort((short) 0)
                .putInt(authority)
                .order(ByteOrder.nativeOrder());
        for (int each : subauthorities) {
            sid.putInt(each);
        }
        return sid.array();
    }

    @Override
    public int ConvertStringSecurityDescriptorToSecurityDescriptor(
            long sddl, int revision, long descriptor, long size) {
        String text = kernel.memory().string(sddl);
        Call call = kernel.call(
                "ConvertStringSecurityDescriptorToSecurityDescriptor", text, sddl, revision, descriptor, size);
        return kernel.react(call, unused -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
            kernel.memory().putLong(descriptor, kernel.memory().allocate(bytes));
            kernel.memory().putInt(size, bytes.length);
            return WinError.ERROR_SUCCESS;
        });
    }

    @Override
    public int LocalFree(long memory) {
        Call call = kernel.call("LocalFree", "", memory);
        kernel.memory().free(memory);
        return kernel.react(call, unused -> WinError.ERROR_SUCCESS);
    }

    @Override
    public void RtlMoveMemory(long destination, long source, int length) {
        kernel.call("RtlMoveMemory", "", destination, source, length);
        kernel.memory().at(destination, length).put(0, kernel.memory().bytes(source, length));
    }

    @Override
    public int GetKernelObjectSecurity(long handle, int requested, long descriptor, int length, long needed) {
        Call call = kernel.call("GetKernelObjectSecurity", "", handle, requested, descriptor, length, needed);
        return kernel.on(handle, FakeHandles.Kind.PIPE, call, owner(USER_SID));
    }

    /** For GetKernelObjectSecurity: a self-relative descriptor with an owner, who is nobody if he is empty. */
    Reaction owner(byte[] sid) {
        return call -> {
            int header = 20;
            kernel.memory().putInt(call.arg(4), header + sid.length);
            if (call.arg(3) < header + sid.length) {
                return ERROR_INSUFFICIENT_BUFFER;
            }
            long descriptor = call.arg(2);
            kernel.memory()
                    .putInt(descriptor + Layout.SECURITY_DESCRIPTOR_RELATIVE.Owner, sid.length == 0 ? 0 : header);
            kernel.memory().at(descriptor + header, sid.length).put(0, sid);
            return WinError.ERROR_SUCCESS;
        };
    }

    @Override
    public int NtQueryInformationFile(
            long file, long ioStatusBlock, long information, int length, int informationClass) {
        Call call =
                kernel.call("NtQueryInformationFile", "", file, ioStatusBlock, information, length, informationClass);
        return kernel.on(file, FakeHandles.Kind.PIPE, call, ofType(Win32.PIPE_TYPE_MESSAGE));
    }

    /** For NtQueryInformationFile: which way the pipe goes; it is of type message. */
    Reaction configuration(int configuration) {
        return local(Reached.FILE_PIPE_MESSAGE_TYPE, configuration);
    }

    /** For NtQueryInformationFile: the type of the pipe, as CreateNamedPipe takes it. */
    Reaction ofType(int type) {
        return local(type == Win32.PIPE_TYPE_MESSAGE ? Reached.FILE_PIPE_MESSAGE_TYPE : 0, FULL_DUPLEX);
    }

    private Reaction local(int type, int configuration) {
        return call -> {
            long information = call.arg(2);
            kernel.memory().putInt(information + Layout.FILE_PIPE_LOCAL_INFORMATION.NamedPipeType, type);
            kernel.memory()
                    .putInt(information + Layout.FILE_PIPE_LOCAL_INFORMATION.NamedPipeConfiguration, configuration);
            return Win32.STATUS_SUCCESS;
        };
    }

    @Override
    public int NtFsControlFile(long file, long event, long ioStatusBlock, int fsControlCode, long output, int length) {
        Call call = kernel.call("NtFsControlFile", "", file, event, ioStatusBlock, fsControlCode, output, length);
        return kernel.on(file, FakeHandles.Kind.PIPE, call, left(0));
    }

    /** For NtFsControlFile: so many bytes are left of the message. */
    Reaction left(int bytes) {
        return call -> {
            kernel.memory().putInt(call.arg(4) + Peek.MESSAGE_LENGTH, bytes);
            return bytes > 0 ? Win32.STATUS_BUFFER_OVERFLOW : Win32.STATUS_SUCCESS;
        };
    }

    /** For NtFsControlFile: what another answer comes to that is there a moment later, as Windows has it. */
    Reaction later(Reaction answer) {
        return call -> {
            kernel.memory().putInt(call.arg(2) + Layout.IO_STATUS_BLOCK.Status, answer.react(call));
            kernel.handles().signal(call.arg(1), true);
            return Win32.STATUS_PENDING;
        };
    }

    @Override
    public int OpenProcessToken(long process, int access, long token) {
        return opened(kernel.call("OpenProcessToken", "", process, access, token), token);
    }

    @Override
    public int OpenThreadToken(long thread, int access, boolean openAsSelf, long token) {
        return opened(kernel.call("OpenThreadToken", "", thread, access, openAsSelf ? 1 : 0, token), token);
    }

    private int opened(Call call, long token) {
        return kernel.react(call, unused -> {
            kernel.memory().putLong(token, kernel.handles().create(FakeHandles.Kind.TOKEN));
            return WinError.ERROR_SUCCESS;
        });
    }

    @Override
    public int GetTokenInformation(long token, int informationClass, long information, int length, long returnLength) {
        Call call = kernel.call("GetTokenInformation", "", token, informationClass, information, length, returnLength);
        return kernel.on(
                token,
                FakeHandles.Kind.TOKEN,
                call,
                switch (informationClass) {
                    case Win32.TokenElevation -> tokenNumber(0);
                    case Win32.TokenImpersonationLevel -> tokenNumber(Win32.SecurityImpersonation);
                    case Win32.TokenIntegrityLevel -> tokenSid(MEDIUM);
                    default -> tokenSid(USER_SID);
                });
    }

    /** For GetTokenInformation: a structure that is a DWORD. */
    Reaction tokenNumber(int number) {
        return call -> {
            kernel.memory().putInt(call.arg(2), number);
            kernel.memory().putInt(call.arg(4), Integer.BYTES);
            return WinError.ERROR_SUCCESS;
        };
    }

    /** For GetTokenInformation: a structure that has a SID first, and the SID behind it. */
    Reaction tokenSid(byte[] sid) {
        return call -> {
            int pointer = 16;
            long information = call.arg(2);
            kernel.memory().putInt(call.arg(4), pointer + sid.length);
            if (call.arg(3) < pointer + sid.length) {
                return ERROR_INSUFFICIENT_BUFFER;
            }
            kernel.memory().putLong(information, information + pointer);
            kernel.memory().at(information + pointer, sid.length).put(0, sid);
            return WinError.ERROR_SUCCESS;
        };
    }

    @Override
    public int LookupAccountSid(long sid, long name, long nameLength, long domain, long domainLength, long use) {
        Call call = kernel.call("LookupAccountSid", "", sid, name, nameLength, domain, domainLength, use);
        return kernel.react(call, account("HOST", "user"));
    }

    /** For LookupAccountSid: the name of the account. */
    Reaction account(String domain, String name) {
        return call -> {
            put(name, call.arg(1), call.arg(2));
            put(domain, call.arg(3), call.arg(4));
            return WinError.ERROR_SUCCESS;
        };
    }

    private void put(String text, long address, long length) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_16LE);
        int room = kernel.memory().at(length, Integer.BYTES).getInt(0);
        kernel.memory().at(address, room * Character.BYTES).put(0, bytes);
        kernel.memory().putInt(length, text.length());
    }

    @Override
    public int ImpersonateNamedPipeClient(long pipe) {
        Call call =
                kernel.call("ImpersonateNamedPipeClient", Thread.currentThread().getName(), pipe);
        int code = kernel.on(pipe, FakeHandles.Kind.PIPE, call, unused -> WinError.ERROR_SUCCESS);
        kernel.impersonated(code == WinError.ERROR_SUCCESS ? 1 : 0);
        return code;
    }

    @Override
    public int RevertToSelf() {
        int code = kernel.react(
                kernel.call("RevertToSelf", Thread.currentThread().getName()), unused -> WinError.ERROR_SUCCESS);
        kernel.impersonated(code == WinError.ERROR_SUCCESS ? -1 : 0);
        return code;
    }

    @Override
    public int GetNamedPipeClientProcessId(long pipe, long id) {
        return id("GetNamedPipeClientProcessId", pipe, id, 0xFFFF_FFF0);
    }

    @Override
    public int GetNamedPipeClientSessionId(long pipe, long id) {
        return id("GetNamedPipeClientSessionId", pipe, id, 1);
    }

    @Override
    public int GetNamedPipeServerProcessId(long pipe, long id) {
        return id("GetNamedPipeServerProcessId", pipe, id, 4711);
    }

    @Override
    public int GetNamedPipeServerSessionId(long pipe, long id) {
        return id("GetNamedPipeServerSessionId", pipe, id, 0);
    }

    private int id(String function, long pipe, long address, int id) {
        return kernel.on(pipe, FakeHandles.Kind.PIPE, kernel.call(function, "", pipe, address), unused -> {
            kernel.memory().putInt(address, id);
            return WinError.ERROR_SUCCESS;
        });
    }
}
