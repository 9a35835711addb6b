package wpipe.loopback;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import wpipe.api.FramingMismatchException;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeException;
import wpipe.api.PipeInfo;
import wpipe.api.PipeNameInUseException;
import wpipe.api.PipeNotFoundException;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ListenRequest;
import wpipe.spi.PipeAddress;
import wpipe.spi.WinError;

/**
 * All pipes that see each other. Its lock guards the names, who waits for them and how many instances are in use; a
 * listener's own lock may be taken inside it, never the other way round.
 */
final class Namespace {
    private final @Nullable Faults faults;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PipeName> names = new HashMap<>();

    /** Pipes without faults. */
    Namespace() {
        this(null);
    }

    /** Pipes whose clients meet what a script says; null for nothing. */
    Namespace(@Nullable Faults faults) {
        this.faults = faults;
    }

    LoopbackListener listen(ListenRequest request) throws IOException {
        PipeAddress address = request.address();
        checkHost("open", address);
        lock.lock();
        try {
            PipeName name = names.computeIfAbsent(address.key(), key -> new PipeName(faults));
            if (name.exists()) {
                checkJoins(name, request);
            }
            LoopbackListener listener = new LoopbackListener(this, request);
            name.open(listener);
            return listener;
        } finally {
            lock.unlock();
        }
    }

    private static void checkJoins(PipeName name, ListenRequest request) throws PipeException {
        String path = request.address().path();
        if (!request.security().sharedName()) {
            throw new PipeNameInUseException(
                    "open", path, WinError.ERROR_ACCESS_DENIED, "a pipe of that name exists already");
        }
        if (!name.isLike(request)) {
            throw new PipeAccessDeniedException(
                    "open",
                    path,
                    WinError.ERROR_ACCESS_DENIED,
                    "the pipe of that name goes another way, or is of another type");
        }
    }

    LoopbackChannel connect(ConnectRequest request) throws IOException {
        LoopbackChannel channel = connectWhateverType(request);
        try {
            request.checkType(channel.isMessageType());
            return channel;
        } catch (FramingMismatchException e) {
            channel.close();
            throw e;
        }
    }

    private LoopbackChannel connectWhateverType(ConnectRequest request) throws IOException {
        PipeAddress address = request.address();
        checkHost("connect", address);
        lock.lock();
        try {
            PipeName name = names.computeIfAbsent(address.key(), key -> new PipeName(faults));
            try {
                return name.connect(new PendingConnect(request, lock.newCondition()));
            } finally {
                forgetIfUnused(address, name);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The listener takes no more clients. */
    void stopListening(LoopbackListener listener) {
        PipeAddress address = listener.request().address();
        lock.lock();
        try {
            PipeName name = existing(address);
            name.stopListening(listener);
            forgetIfUnused(address, name);
        } finally {
            lock.unlock();
        }
    }

    /** A channel of the listener was closed. */
    void release(LoopbackListener listener) {
        PipeAddress address = listener.request().address();
        lock.lock();
        try {
            PipeName name = existing(address);
            name.release(listener);
            forgetIfUnused(address, name);
        } finally {
            lock.unlock();
        }
    }

    /** The pipes that there are, in any order. */
    List<PipeInfo> list() {
        lock.lock();
        try {
            return names.values().stream().flatMap(name -> name.info().stream()).toList();
        } finally {
            lock.unlock();
        }
    }

    /** How many names are known, those included that clients only wait for. */
    int size() {
        lock.lock();
        try {
            return names.size();
        } finally {
            lock.unlock();
        }
    }

    private PipeName existing(PipeAddress address) {
        PipeName name = names.get(address.key());
        if (name == null) {
            throw new IllegalStateException(address + " was released more often than it was used");
        }
        return name;
    }

    private void forgetIfUnused(PipeAddress address, PipeName name) {
        if (name.isUnused()) {
            // Only this very one: while a client waited its turn to leave, another may have begun anew under the name.
            names.remove(address.key(), name);
        }
    }

    private static void checkHost(String operation, PipeAddress address) throws PipeNotFoundException {
        if (!address.host().equals(PipeAddress.THIS_MACHINE)) {
            throw new PipeNotFoundException(
                    operation,
                    address.path(),
                    WinError.ERROR_BAD_NETPATH,
                    "loopback has no pipes of other machines, only those inside this JVM, host '"
                            + PipeAddress.THIS_MACHINE + "'");
        }
    }
}
