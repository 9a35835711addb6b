package wpipe.win32;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import wpipe.api.Peer;
import wpipe.spi.WinError;

/** An access token: who a process is, or a client. Owns its handle. */
final class Token implements Closeable {
    /** What GetCurrentProcess and GetCurrentThread give. */
    private static final long THIS_PROCESS = -1;

    private static final long THIS_THREAD = -2;

    private static final int ERROR_CANT_OPEN_ANONYMOUS = 1347;

    /** Over what a SID and the structure in front of it take. */
    private static final int INFORMATION_SIZE = 256;

    private final Engine engine;
    private final String path;
    private final long handle;

    private Token(Engine engine, String path, long handle) {
        this.engine = engine;
        this.path = path;
        this.handle = handle;
    }

    static Token ofThisProcess(Engine engine, String path) throws IOException {
        ByteBuffer result = Engine.memory(Long.BYTES);
        int code = engine.advapi32()
                .OpenProcessToken(
                        THIS_PROCESS, Win32.TOKEN_QUERY, engine.kernel32().address(result));
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("OpenProcessToken", path, code);
        }
        return new Token(engine, path, result.getLong(0));
    }

    /** Of whom the calling thread impersonates; null if he is anonymous. */
    static @Nullable Token ofThisThread(Engine engine, String path) throws IOException {
        Attempt attempt = new Attempt(engine);
        attempt.open();
        return attempt.token(path);
    }

    /** The opening of the calling thread's token apart from what comes of it, for a thread that is somebody else in between. */
    static final class Attempt {
        private final Engine engine;
        private final ByteBuffer result = Engine.memory(Long.BYTES);
        private final long address;
        private int code;

        Attempt(Engine engine) {
            this.engine = engine;
            this.address = engine.kernel32().address(result);
        }

        void open() {
            // As this process: a client that lends only identification could not open it, and the server need not be
            // let.
            code = engine.advapi32().OpenThreadToken(THIS_THREAD, Win32.TOKEN_QUERY, true, address);
        }

        /** Null if the client is anonymous. */
        @Nullable
        Token token(String path) throws IOException {
            if (code == ERROR_CANT_OPEN_ANONYMOUS) {
                return null;
            }
            if (code != WinError.ERROR_SUCCESS) {
                throw engine.failure("OpenThreadToken", path, code);
            }
            return new Token(engine, path, result.getLong(0));
        }
    }

    /** The account of TokenUser or TokenOwner. */
    String sid(int informationClass) throws IOException {
        return information(informationClass).text();
    }

    Peer.User user() throws IOException {
        return information(Win32.TokenUser).user(engine);
    }

    /** The last number of the label that says how far the system trusts it. */
    long integrityRid() throws IOException {
        return information(Win32.TokenIntegrityLevel).rid();
    }

    private Sid information(int informationClass) throws IOException {
        ByteBuffer information = query(informationClass);
        // A pointer to the SID comes first in each of the structures, and the SID is in the same memory.
        return new Sid(
                information, (int) (information.getLong(0) - engine.kernel32().address(information)));
    }

    boolean isElevated() throws IOException {
        return query(Win32.TokenElevation).getInt(0) != 0;
    }

    /** Whether who has it may act as him whose it is. */
    boolean impersonates() throws IOException {
        return query(Win32.TokenImpersonationLevel).getInt(0) >= Win32.SecurityImpersonation;
    }

    private ByteBuffer query(int informationClass) throws IOException {
        ByteBuffer information = Engine.memory(INFORMATION_SIZE + Integer.BYTES);
        long address = engine.kernel32().address(information);
        int code = engine.advapi32()
                .GetTokenInformation(handle, informationClass, address, INFORMATION_SIZE, address + INFORMATION_SIZE);
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("GetTokenInformation", path, code);
        }
        return information;
    }

    @Override
    public void close() throws IOException {
        int code = engine.kernel32().CloseHandle(handle);
        if (code != WinError.ERROR_SUCCESS) {
            throw engine.failure("CloseHandle", path, code);
        }
    }
}
