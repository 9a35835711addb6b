package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import wpipe.spi.Sids;
import wpipe.spi.WinError;

/** Who somebody is to Windows: the user of a token, the owner of a pipe. */
final class Account {
    /** The pseudo handle that GetCurrentProcess gives. */
    private static final long THIS_PROCESS = -1;

    /** Over what a SID and the structure in front of it take. */
    private static final int INFORMATION_SIZE = 256;

    private Account() {}

    /** The security identifier of the user whose process this is. */
    static String ofThisProcess(Engine engine, String path) throws IOException {
        return ofThisProcess(engine, path, Win32.TokenUser).get(0);
    }

    /** Those of the user whose process this is, and of the owner of what it makes: for an elevated one, the administrators. */
    static List<String> ownersOfThisProcess(Engine engine, String path) throws IOException {
        return ofThisProcess(engine, path, Win32.TokenUser, Win32.TokenOwner);
    }

    private static List<String> ofThisProcess(Engine engine, String path, int... informationClasses)
            throws IOException {
        ByteBuffer result = Engine.memory(Long.BYTES);
        int code = engine.advapi32()
                .OpenProcessToken(
                        THIS_PROCESS, Win32.TOKEN_QUERY, engine.kernel32().address(result));
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("OpenProcessToken", path, code);
        }
        long token = result.getLong(0);
        try {
            List<String> sids = new ArrayList<>();
            for (int informationClass : informationClasses) {
                sids.add(ofToken(engine, path, token, informationClass));
            }
            return sids;
        } finally {
            engine.close(token, path);
        }
    }

    private static String ofToken(Engine engine, String path, long token, int informationClass) throws IOException {
        ByteBuffer information = Engine.memory(INFORMATION_SIZE + Integer.BYTES);
        long address = engine.kernel32().address(information);
        int code = engine.advapi32()
                .GetTokenInformation(token, informationClass, address, INFORMATION_SIZE, address + INFORMATION_SIZE);
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("GetTokenInformation", path, code);
        }
        // A pointer to the SID comes first in each of the structures, and the SID is in the same memory.
        return sid(information, (int) (information.getLong(0) - address));
    }

    /** The security identifier of the owner of a pipe; empty if it has none. */
    static String ownerOfPipe(Engine engine, String path, long handle) throws IOException {
        ByteBuffer descriptor = Engine.memory(INFORMATION_SIZE + Integer.BYTES);
        long address = engine.kernel32().address(descriptor);
        int code = engine.advapi32()
                .GetKernelObjectSecurity(
                        handle,
                        Win32.OWNER_SECURITY_INFORMATION,
                        address,
                        INFORMATION_SIZE,
                        address + INFORMATION_SIZE);
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("GetKernelObjectSecurity", path, code);
        }
        int owner = descriptor.getInt(Layout.SECURITY_DESCRIPTOR_RELATIVE.Owner);
        return owner == 0 ? "" : sid(descriptor, owner);
    }

    /** A SID in memory, in its usual form. */
    private static String sid(ByteBuffer memory, int at) {
        long authority = 0;
        for (int i = 0; i < 6; i++) { // the one number in Windows that has its highest byte first
            authority = (authority << 8) | (memory.get(at + Layout.SID.IdentifierAuthority + i) & 0xFF);
        }
        long[] subauthorities = new long[memory.get(at + Layout.SID.SubAuthorityCount)];
        for (int i = 0; i < subauthorities.length; i++) {
            subauthorities[i] = Integer.toUnsignedLong(memory.getInt(at + Layout.SID.SubAuthority + i * Integer.BYTES));
        }
        return Sids.text(authority, subauthorities);
    }
}
