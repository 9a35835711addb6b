package wpipe.win32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wpipe.api.IntegrityLevel;
import wpipe.api.Peer;
import wpipe.spi.PipeErrors;
import wpipe.spi.WinError;

/**
 * Who is at the other end of a pipe. To learn who a client is, the thread becomes that client for a moment, so all of this is
 * for threads that do nothing else: whatever goes wrong ends with the thread.
 */
final class Peers {
    private static final int ERROR_INVALID_FUNCTION = 1;
    private static final int ERROR_NOT_SUPPORTED = 50;
    private static final int ERROR_CANNOT_IMPERSONATE = 1368;

    /** What the system answers where it does not know: of a peer on another machine. */
    private static final Set<Integer> NOT_KNOWN =
            Set.of(ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, WinError.ERROR_NOT_FOUND);

    private final PipeEnd end;
    private final Engine engine;
    private final Advapi32 advapi32;

    Peers(PipeEnd end) {
        this.end = end;
        this.engine = end.engine();
        this.advapi32 = engine.advapi32();
    }

    /** The server of a client's end. The user is the owner of the pipe. */
    Peer server() throws IOException {
        OptionalLong process = id("GetNamedPipeServerProcessId", advapi32::GetNamedPipeServerProcessId);
        OptionalLong session = id("GetNamedPipeServerSessionId", advapi32::GetNamedPipeServerSessionId);
        Sid owner = withHandle("peer", handle -> Sid.ofOwner(engine, end.path(), handle));
        return new Peer(
                process,
                asInt(session),
                owner == null ? Optional.empty() : Optional.of(owner.user(engine)),
                Optional.empty(),
                Optional.empty());
    }

    /** The client of a server's end. */
    Peer client() throws IOException {
        OptionalLong process = id("GetNamedPipeClientProcessId", advapi32::GetNamedPipeClientProcessId);
        OptionalLong session = id("GetNamedPipeClientSessionId", advapi32::GetNamedPipeClientSessionId);
        try (Token token = tokenOfClient()) {
            if (token == null) {
                return new Peer(process, asInt(session), Optional.empty(), Optional.empty(), Optional.empty());
            }
            return new Peer(
                    process,
                    asInt(session),
                    Optional.of(token.user()),
                    Optional.of(token.isElevated()),
                    Optional.of(IntegrityLevel.ofRid(token.integrityRid())));
        }
    }

    /** Null if it is anonymous, or if it lends its identity message by message and none was read yet. */
    private @Nullable Token tokenOfClient() throws IOException {
        Token.Attempt opening = new Token.Attempt(engine);
        int code = becomeClient("peer");
        if (code == ERROR_CANNOT_IMPERSONATE) {
            return null;
        }
        checkImpersonated(code);
        // As the client the thread makes this one call: a failure is put into words by whoever this process is.
        try {
            opening.open();
        } catch (RuntimeException | Error e) {
            revertAfter(e);
            throw e;
        }
        try {
            revert();
        } catch (IOException | RuntimeException | Error e) {
            closeAfter(e, opening);
            throw e;
        }
        return opening.token(end.path());
    }

    /** Runs something as the client. */
    void impersonate(Runnable action) throws IOException {
        checkImpersonated(becomeClient("impersonate"));
        try {
            checkLevel();
            Impersonation.run(action);
        } catch (IOException | RuntimeException | Error e) {
            revertAfter(e);
            throw e;
        }
        revert();
    }

    /** Windows itself would let the action begin, and refuse whatever it does. */
    private void checkLevel() throws IOException {
        try (Token token = Token.ofThisThread(engine, end.path())) {
            if (token == null || !token.impersonates()) {
                throw end.failure("ImpersonateNamedPipeClient", WinError.ERROR_BAD_IMPERSONATION_LEVEL);
            }
        }
    }

    private int becomeClient(String operation) throws IOException {
        return withHandle(operation, advapi32::ImpersonateNamedPipeClient);
    }

    private void checkImpersonated(int code) throws IOException {
        if (code != WinError.ERROR_SUCCESS) {
            throw end.failure("ImpersonateNamedPipeClient", code);
        }
    }

    private void revert() throws IOException {
        int code = advapi32.RevertToSelf();
        if (code != WinError.ERROR_SUCCESS) {
            throw end.failure("RevertToSelf", code);
        }
    }

    private void revertAfter(Throwable cause) {
        try {
            revert();
        } catch (IOException | RuntimeException | Error e) {
            cause.addSuppressed(e);
        }
    }

    private void closeAfter(Throwable cause, Token.Attempt opening) {
        try {
            Token token = opening.token(end.path());
            if (token != null) {
                token.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** One of the four functions that give a number of a process or session. */
    private interface IdFunction {
        int call(long pipe, long id);
    }

    private OptionalLong id(String name, IdFunction function) throws IOException {
        ByteBuffer result = Engine.memory(Integer.BYTES);
        int code = withHandle(
                "peer", handle -> function.call(handle, engine.kernel32().address(result)));
        if (NOT_KNOWN.contains(code)) {
            return OptionalLong.empty();
        }
        if (code != WinError.ERROR_SUCCESS) {
            throw end.failure(name, code);
        }
        return OptionalLong.of(Integer.toUnsignedLong(result.getInt(0)));
    }

    private static OptionalInt asInt(OptionalLong id) {
        return id.isPresent() ? OptionalInt.of((int) id.getAsLong()) : OptionalInt.empty();
    }

    /** A call of the system with the handle. */
    private interface HandleCall<R extends @Nullable Object> {
        R call(long handle) throws IOException;
    }

    private <R extends @Nullable Object> R withHandle(String operation, HandleCall<R> call) throws IOException {
        if (!end.handle().enter()) {
            throw PipeErrors.closed(operation, end.path());
        }
        try {
            return call.call(end.handle().value());
        } finally {
            end.handle().exit();
        }
    }
}
