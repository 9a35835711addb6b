package wpipe.api;

import java.io.IOException;
import java.time.Duration;

/**
 * The end of a pipe that went to a server: a {@link Connection} that was made by {@link #connect}.
 *
 * {@snippet file="wpipe/api/JavadocSnippets.java" region="client" :
 * try (Client client = Client.connect("echo", Mode.MASTER)) {
 *     client.write("hello".getBytes(UTF_8));
 *     System.out.println(new String(client.read(), UTF_8));
 * }
 * }
 *
 * @since 0.1
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
     * @throws UntrustedServerException if it is not the server of whom the options insist on
     * @throws FramingMismatchException if the framing of the options cannot be had on a pipe of this type; nothing was sent
     * @throws NoProviderException if no backend can be used
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits; its interrupt status is set
     * @throws IOException if the system reports another failure
     * @throws IllegalArgumentException if the name breaks a rule, or the framing does not go with the mode
     */
    static Client connect(String name, Mode mode, ClientOptions options) throws IOException {
        return ClientConnection.connect(name, mode, options);
    }

    /**
     * Asks a server one thing: connects with the default options, writes a request, reads the reply, and closes. Waits for a
     * busy server for {@link ClientOptions#DEFAULT_CONNECT_TIMEOUT}, and for the reply without limit.
     *
     * {@snippet file="wpipe/api/JavadocSnippets.java" region="call" :
     * byte[] reply = Client.call("clock", "time".getBytes(UTF_8));
     * }
     *
     * @param name the name of the pipe, without prefix
     * @param request the message to write, empty for an empty one
     * @return the reply, of length 0 for an empty one
     * @throws PipeNotFoundException if there is no pipe of that name
     * @throws PipeBusyException if all its instances stayed busy
     * @throws MessageTooLargeException if the request or the reply is over {@link ClientOptions#DEFAULT_MAX_MESSAGE_SIZE}
     * @throws PeerClosedException if the server has closed its end without a reply
     * @throws IOException if the system reports a failure, or no backend can be used
     * @throws IllegalArgumentException if the name breaks a rule
     */
    static byte[] call(String name, byte[] request) throws IOException {
        return ClientConnection.call(name, request, ClientOptions.defaults());
    }

    /**
     * Asks a server one thing, within a given time; see {@link #call(String, byte[], Duration, ClientOptions)}.
     *
     * @param name the name of the pipe, without prefix
     * @param request the message to write, empty for an empty one
     * @param timeout how long to wait in all, for a busy server and for the reply together
     * @return the reply, of length 0 for an empty one
     * @throws PipeNotFoundException if there is no pipe of that name
     * @throws PipeBusyException if all its instances stayed busy until then
     * @throws PipeTimeoutException if the server has not replied until then
     * @throws MessageTooLargeException if the request or the reply is over {@link ClientOptions#DEFAULT_MAX_MESSAGE_SIZE}
     * @throws PeerClosedException if the server has closed its end without a reply
     * @throws IOException if the system reports a failure, or no backend can be used
     * @throws IllegalArgumentException if the name breaks a rule, or the timeout is negative
     */
    static byte[] call(String name, byte[] request, Duration timeout) throws IOException {
        return call(name, request, timeout, ClientOptions.defaults());
    }

    /**
     * Asks a server one thing, within a given time: connects, writes a request, reads the reply, and closes. The time is for
     * all of that together, unlike the one of CallNamedPipe, which is only for the wait for a busy pipe. The mode is
     * {@link Mode#SINGLE_TRANSACTION}, so the server's may be that, {@link Mode#SLAVE}, or {@link Mode#DUPLEX} if it answers
     * each message.
     *
     * {@snippet file="wpipe/api/JavadocSnippets.java" region="callInTime" :
     * ClientOptions patient = ClientOptions.defaults().withWaitForServer(true);
     * byte[] reply = Client.call("clock", "time".getBytes(UTF_8), Duration.ofSeconds(2), patient);
     * }
     *
     * @param name the name of the pipe, without prefix: 1 to 247 characters, no backslash, slash or control character, no
     *     dot or space at the end; case is ignored
     * @param request the message to write, empty for an empty one
     * @param timeout how long to wait in all: for a busy pipe, or one that is absent where the options ask to wait for it, for
     *     the server to take the request, and for the reply. Zero: not at all
     * @param options the options; {@code timeout} takes the place of their {@link ClientOptions#connectTimeout()}
     * @return the reply, of length 0 for an empty one
     * @throws PipeNotFoundException if there is no pipe of that name
     * @throws PipeBusyException if all its instances stayed busy until then
     * @throws PipeTimeoutException if the server has not replied until then; if its {@link PipeException#operation()} is
     *     {@code "write"}, the request was not sent, otherwise the server may have it
     * @throws PipeAccessDeniedException if this user may not open the pipe, or it goes one way only
     * @throws MessageTooLargeException if the request is over {@code maxMessageSize}, and nothing was sent; or if the reply is
     * @throws PeerClosedException if the server has closed its end without a reply
     * @throws NoProviderException if no backend can be used
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits for the pipe; its interrupt status is
     *     set
     * @throws java.nio.channels.ClosedByInterruptException if the thread is interrupted later; its interrupt status is set
     * @throws IOException if the system reports another failure
     * @throws IllegalArgumentException if the name breaks a rule, the timeout is negative, or the framing of the options is a
     *     stream
     */
    static byte[] call(String name, byte[] request, Duration timeout, ClientOptions options) throws IOException {
        return ClientConnection.call(name, request, timeout, options);
    }
}
