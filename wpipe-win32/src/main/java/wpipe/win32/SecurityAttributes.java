package wpipe.win32;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import wpipe.api.InvalidSddlException;
import wpipe.spi.Sddl;
import wpipe.spi.WinError;

/**
 * The SECURITY_ATTRIBUTES that the instances of a pipe are made with, and the security descriptor they lead to, in memory of
 * our own: what Windows has allocated for the descriptor is given back before.
 */
final class SecurityAttributes {
    private SecurityAttributes() {}

    /**
     * Makes them of a descriptor in SDDL.
     *
     * @throws InvalidSddlException if Windows does not understand it
     */
    static ByteBuffer of(Engine engine, String path, String sddl) throws IOException {
        Descriptor descriptor = Descriptor.of(engine, sddl);
        if (descriptor.code != WinError.ERROR_SUCCESS) {
            throw refused(engine, path, sddl, descriptor.code);
        }
        try {
            ByteBuffer memory = Engine.memory(Layout.SECURITY_ATTRIBUTES.SIZE + descriptor.size);
            long address = engine.kernel32().address(memory);
            long copy = address + Layout.SECURITY_ATTRIBUTES.SIZE;
            engine.advapi32().RtlMoveMemory(copy, descriptor.address, descriptor.size);
            memory.putInt(Layout.SECURITY_ATTRIBUTES.nLength, Layout.SECURITY_ATTRIBUTES.SIZE)
                    .putLong(Layout.SECURITY_ATTRIBUTES.lpSecurityDescriptor, copy)
                    .putInt(Layout.SECURITY_ATTRIBUTES.bInheritHandle, 0);
            return memory;
        } finally {
            descriptor.free(engine, path);
        }
    }

    /** Windows does not say what it does not understand, so it is asked for each part by itself. */
    private static InvalidSddlException refused(Engine engine, String path, String sddl, int code) throws IOException {
        String where = ", though each part of it is understood by itself: '" + sddl + "'";
        int index = -1;
        for (Sddl.Part part : Sddl.parts(sddl)) {
            Descriptor alone = Descriptor.of(engine, part.alone());
            if (alone.code != WinError.ERROR_SUCCESS) {
                where = ": '" + part.text() + "' at index " + part.index() + " of '" + sddl + "'";
                index = part.index();
                break;
            }
            alone.free(engine, path);
        }
        return new InvalidSddlException(
                "ConvertStringSecurityDescriptorToSecurityDescriptor",
                path,
                code,
                engine.text(code) + " The security descriptor is not understood" + where,
                index);
    }

    /** What Windows has made of a text, in memory that must be given back; or why it has not. */
    private record Descriptor(int code, long address, int size) {
        static Descriptor of(Engine engine, String sddl) {
            ByteBuffer text = Engine.wideString(sddl);
            ByteBuffer results = Engine.memory(Long.BYTES + Integer.BYTES);
            long result = engine.kernel32().address(results);
            try {
                int code = engine.advapi32()
                        .ConvertStringSecurityDescriptorToSecurityDescriptor(
                                engine.kernel32().address(text), Win32.SDDL_REVISION_1, result, result + Long.BYTES);
                return new Descriptor(code, results.getLong(0), results.getInt(Long.BYTES));
            } finally {
                Reference.reachabilityFence(text);
            }
        }

        void free(Engine engine, String path) throws IOException {
            int code = engine.advapi32().LocalFree(address);
            if (code != WinError.ERROR_SUCCESS) {
                throw engine.failure("LocalFree", path, code);
            }
        }
    }
}
