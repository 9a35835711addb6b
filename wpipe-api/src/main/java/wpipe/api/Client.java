package wpipe.api;

import java.io.IOException;

/**
 * The end of a pipe that went to a server: a {@link Connection} that was made by {@link #connect}.
 *
 * <pre>{@code
 * try (Client client = Client.connect("echo", Mode.MASTER)) {
 *     client.write("hello".getBytes(UTF_8));
 *     System.out.println(new String(client.read(), UTF_8));
 * }
 * }</pre>
 */
public interface Client extends Connection {
    /**
     * Connects to a server on this machine with the default options; see {@link #connect(String, Mode, ClientOptions)}.
     *
     * @param name the name of the pipe, without prefix
     * @param mode the mode of this end, the complement of the server's
     * @return the connected client
     * @throws PipeNotFoundException if there is no pipe of that name
     * @throws PipeBusyException if all its instances stayed busy for {@link ClientOptions#DEFAULT_CONNECT_TIMEOUT}
     * @throws IOException if the system reports a failure, or no backend can be used
     * @throws IllegalArgumentException if the name breaks a rule
     */
    static Client connect(String name, Mode mode) throws IOException {
        return connect(name, mode, ClientOptions.defaults());
    }

    /**
     * Connects to a server. Blocks while the pipe is busy, or absent where the options ask to wait for it, for at most
     * {@link ClientOptions#connectTimeout()}. Follows CreateFile and WaitNamedPipe.
     *
     * @param name the name of the pipe, without prefix: 1 to 247 characters, no backslash, slash or control character, no
     *     dot or space at the end; case is ignored
     * @param mode the mode of this end, the complement of the server's
     * @param options the options
     * @return the connected client
     * @throws PipeNotFoundException if there is no pipe of that name
     * @throws PipeBusyException if all its instances stayed busy
     * @throws PipeAccessDeniedException if this user may not open it, or it goes the other way
     * @throws NoProviderException if no backend can be used
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits; its interrupt status is set
     * @throws IOException if the system reports another failure
     * @throws IllegalArgumentException if the name breaks a rule
     */
    static Client connect(String name, Mode mode, ClientOptions options) throws IOException {
        return ClientConnection.connect(name, mode, options);
    }
}
