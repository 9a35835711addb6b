package wpipe.win32;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeException;
import wpipe.api.PipeNameInUseException;
import wpipe.spi.ListenRequest;
import wpipe.spi.WinError;

/** Creates the instances of one pipe. */
final class InstanceFactory {
    private final Engine engine;
    private final ListenRequest request;
    private final String path;
    private final ByteBuffer name;
    private final ByteBuffer attributes;

    InstanceFactory(Engine engine, ListenRequest request) throws IOException {
        this.engine = engine;
        this.request = request;
        this.path = request.address().path();
        this.name = Engine.wideString(path);
        this.attributes =
                SecurityAttributes.of(engine, path, request.security().access().toSddl(user()));
    }

    /** Whether the name must be free. */
    private boolean claims(boolean first) {
        return first && !request.security().sharedName();
    }

    /** Whose process this is. */
    private String user() throws IOException {
        try (Token process = Token.ofThisProcess(engine, path)) {
            return process.sid(Win32.TokenUser);
        }
    }

    /** So Windows answers FILE_FLAG_FIRST_PIPE_INSTANCE where the name has an instance. */
    private static PipeException nameInUse(PipeException e) {
        if (!(e instanceof PipeAccessDeniedException || e instanceof PipeBusyException)) {
            return e;
        }
        PipeNameInUseException inUse = new PipeNameInUseException(
                e.operation(), e.pipe(), e.code(), "a pipe of this name exists, or this user may not create it");
        inUse.initCause(e);
        return inUse;
    }

    /**
     * Creates an instance.
     *
     * @param first whether it is the first one of this server
     * @return its handle
     */
    long create(boolean first) throws IOException {
        return Impersonation.asOneself(() -> createNow(first));
    }

    private long createNow(boolean first) throws IOException {
        int access = switch (request.pipeDirection()) {
            case IN -> Win32.PIPE_ACCESS_INBOUND;
            case OUT -> Win32.PIPE_ACCESS_OUTBOUND;
            case BOTH -> Win32.PIPE_ACCESS_DUPLEX;
        };
        int type = request.framing().isMessageType()
                ? Win32.PIPE_TYPE_MESSAGE | Win32.PIPE_READMODE_MESSAGE
                : Win32.PIPE_TYPE_BYTE | Win32.PIPE_READMODE_BYTE;
        Kernel32 kernel32 = engine.kernel32();
        long handle;
        try {
            handle = kernel32.CreateNamedPipe(
                    kernel32.address(name),
                    access | Win32.FILE_FLAG_OVERLAPPED | (claims(first) ? Win32.FILE_FLAG_FIRST_PIPE_INSTANCE : 0),
                    type
                            | Win32.PIPE_WAIT
                            | (request.security().remoteClients() ? 0 : Win32.PIPE_REJECT_REMOTE_CLIENTS),
                    // The limit is kept here: the system's own ends at 254, and the next instance is made before
                    // the one that it replaces is closed.
                    Win32.PIPE_UNLIMITED_INSTANCES,
                    request.quota(),
                    request.quota(),
                    (int) request.defaultWait().toMillis(),
                    kernel32.address(attributes));
        } finally {
            Reference.reachabilityFence(this);
        }
        if (handle == -WinError.ERROR_ACCESS_DENIED && !claims(first)) {
            throw new PipeAccessDeniedException(
                    "CreateNamedPipe",
                    path,
                    WinError.ERROR_ACCESS_DENIED,
                    engine.text(WinError.ERROR_ACCESS_DENIED)
                            + " The access list of the pipe must let this server's user add instances"
                            + " (FILE_CREATE_PIPE_INSTANCE, 0x4), and where servers share a name they must be of one kind");
        }
        if (handle <= 0) {
            PipeException failure = engine.failure("CreateNamedPipe", path, (int) -handle);
            throw claims(first) ? nameInUse(failure) : failure;
        }
        return handle;
    }
}
