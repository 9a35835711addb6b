package wpipe.win32;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import wpipe.api.Peer;
import wpipe.spi.Sids;
import wpipe.spi.WinError;

/** A security identifier in memory. */
record Sid(ByteBuffer memory, int at) {
    private static final System.Logger LOG = System.getLogger("wpipe.win32");
    private static final int ERROR_NONE_MAPPED = 1332;

    /** Over what a security descriptor with nothing but an owner takes. */
    private static final int DESCRIPTOR_SIZE = 256;

    /** Over what the names of users and of domains have. */
    private static final int NAME_CHARS = 512;

    /** The owner of a pipe; null if it has none. */
    static @Nullable Sid ofOwner(Engine engine, String path, long handle) throws IOException {
        ByteBuffer descriptor = Engine.memory(DESCRIPTOR_SIZE + Integer.BYTES);
        long address = engine.kernel32().address(descriptor);
        int code = engine.advapi32()
                .GetKernelObjectSecurity(
                        handle, Win32.OWNER_SECURITY_INFORMATION, address, DESCRIPTOR_SIZE, address + DESCRIPTOR_SIZE);
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("GetKernelObjectSecurity", path, code);
        }
        int owner = descriptor.getInt(Layout.SECURITY_DESCRIPTOR_RELATIVE.Owner);
        return owner == 0 ? null : new Sid(descriptor, owner);
    }

    /** Its usual form. */
    String text() {
        long authority = 0;
        for (int i = 0; i < 6; i++) { // the one number in Windows that has its highest byte first
            authority = (authority << 8) | (memory.get(at + Layout.SID.IdentifierAuthority + i) & 0xFF);
        }
        long[] subauthorities = new long[count()];
        for (int i = 0; i < subauthorities.length; i++) {
            subauthorities[i] = subauthority(i);
        }
        return Sids.text(authority, subauthorities);
    }

    /** The last number. */
    long rid() {
        return subauthority(count() - 1);
    }

    private int count() {
        return memory.get(at + Layout.SID.SubAuthorityCount);
    }

    private long subauthority(int index) {
        return Integer.toUnsignedLong(memory.getInt(at + Layout.SID.SubAuthority + index * Integer.BYTES));
    }

    /** The account, with its name if the system finds one. May block the thread. */
    Peer.User user(Engine engine) {
        return new Peer.User(Optional.of(text()), name(engine));
    }

    private Optional<String> name(Engine engine) {
        int domainAt = NAME_CHARS * Character.BYTES;
        int sizesAt = domainAt * 2;
        ByteBuffer names = Engine.memory(sizesAt + 3 * Integer.BYTES)
                .putInt(sizesAt, NAME_CHARS)
                .putInt(sizesAt + Integer.BYTES, NAME_CHARS);
        long address = engine.kernel32().address(names);
        int code;
        try {
            code = engine.advapi32()
                    .LookupAccountSid(
                            engine.kernel32().address(memory) + at,
                            address,
                            address + sizesAt,
                            address + domainAt,
                            address + sizesAt + Integer.BYTES,
                            address + sizesAt + 2 * Integer.BYTES);
        } finally {
            Reference.reachabilityFence(this);
        }
        if (code != WinError.ERROR_SUCCESS) {
            // Not every account has a name, and the machine that knows it may not be reached.
            System.Logger.Level level =
                    code == ERROR_NONE_MAPPED ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING;
            LOG.log(level, "no name was found for {0}: {1} (error {2})", text(), engine.text(code), code);
            return Optional.empty();
        }
        String name = text(names, 0, names.getInt(sizesAt));
        String domain = text(names, domainAt, names.getInt(sizesAt + Integer.BYTES));
        return Optional.of(domain.isEmpty() ? name : domain + "\\" + name);
    }

    private static String text(ByteBuffer memory, int at, int chars) {
        return StandardCharsets.UTF_16LE
                .decode(memory.slice(at, chars * Character.BYTES))
                .toString();
    }
}
