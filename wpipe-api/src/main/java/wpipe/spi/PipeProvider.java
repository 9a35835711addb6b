package wpipe.spi;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import wpipe.api.PipeException;
import wpipe.api.PipeInfo;

/**
 * A backend: makes pipes on some system. Found by {@link java.util.ServiceLoader}, so it has a public constructor
 * without parameters, which does next to nothing and must not load native code.
 *
 * <p>The methods are safe to call from any thread. A backend moves whole messages; modes, turns and lists of clients are
 * the library's. What a backend must do is written here and on {@link PipeListener} and {@link PipeChannel}; the suites
 * of {@code wpipe.tck} check it.
 *
 * @since 0.1
 */
public interface PipeProvider {
    /**
     * The short name that the options, the system property {@code wpipe.provider} and messages use.
     *
     * @return lower-case letters and digits, such as {@code ffm}; the same on every call
     */
    String name();

    /**
     * Which of the available backends is preferred when the application names none: the one with the highest number.
     *
     * @return any number; FFM has 200, JNA 100, loopback 0
     */
    int priority();

    /**
     * How far its pipes reach.
     *
     * @return {@link Reach#MACHINE} for pipes of the operating system
     */
    Reach reach();

    /**
     * What it can do of that which not every backend can.
     *
     * @return the capabilities, the same on every call
     */
    Set<Capability> capabilities();

    /**
     * Whether it works on this system, in this JVM. Called often; it never throws, and answers without loading what
     * would fail (a binding that does not exist on another system).
     *
     * @return available, or the reason why not and what to do about it
     */
    Availability availability();

    /**
     * How many handles of the system this process has open, pipes or not: for tests and reports that look for leaks.
     *
     * @return the count; empty where the system has none, or the backend is not available
     */
    default OptionalLong openHandles() {
        return OptionalLong.empty();
    }

    /**
     * Lists the pipes that there are, those of other programs and backends included as far as its own reach.
     *
     * @return the pipes of the moment, each once, in any order
     * @throws wpipe.api.PipeException if the system refuses, with its code and text, or the backend does not declare
     *     {@link Capability#LIST}
     * @throws IOException for whatever else goes wrong
     */
    default List<PipeInfo> list() throws IOException {
        throw new PipeException(
                "list", PipeAddress.LOCAL_PREFIX, PipeException.NO_CODE, "backend " + name() + " cannot list pipes");
    }

    /**
     * Creates a pipe and starts to listen: when it returns, clients can connect.
     *
     * @param request what to listen on, and how
     * @return the listener
     * @throws wpipe.api.PipeNameInUseException if a pipe of this name exists already
     * @throws wpipe.api.PipeException if the system refuses, with its code and text
     * @throws IOException for whatever else goes wrong
     */
    PipeListener listen(ListenRequest request) throws IOException;

    /**
     * Connects to a pipe. While the pipe is busy, or absent and {@link ConnectRequest#waitForServer()}, it waits until
     * the deadline of the request.
     *
     * @param request what to connect to, how, and until when
     * @return the connected channel
     * @throws wpipe.api.PipeNotFoundException if there is no such pipe
     * @throws wpipe.api.PipeBusyException if no instance was free until the deadline
     * @throws wpipe.api.UntrustedServerException if it is not the pipe of whom the request insists on
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits; its interrupt status is set
     * @throws wpipe.api.PipeException if the system refuses, with its code and text
     * @throws IOException for whatever else goes wrong
     */
    PipeChannel connect(ConnectRequest request) throws IOException;
}
