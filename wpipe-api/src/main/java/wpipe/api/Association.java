package wpipe.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeListener;
import wpipe.spi.PipeProvider;

/**
 * Two pipes that go one way each, tied into one connection that goes both ways: what a reader and a writer are used for
 * together where each is a pipe of its own. Where both ends are of one's own making, {@link Mode#DUPLEX} does the same with
 * one pipe.
 *
 * {@snippet file="wpipe/api/JavadocSnippets.java" region="association" :
 * try (Server server = Association.open("events", ServerOptions.defaults());
 *         Client client = Association.connect("events", ClientOptions.defaults())) {
 *     Connection connection = server.accept();
 *     client.write("hello".getBytes(UTF_8));
 *     connection.write(connection.read());
 * }
 * }
 *
 * <p>What {@link #open} and {@link #connect} give is a server and a client like any other, in mode {@link Mode#DUPLEX}. Their
 * {@link Connection#name() name} is that of the pipe that this end reads from; exceptions name the pipe that they are
 * about. Each end calls the pipes by what it does with them: the one that the server reads from is the one that the client
 * writes to.
 *
 * <p><b>How they are tied.</b> A client first connects to the pipe that it reads from, and the server sends it a token that
 * nobody can guess. The client sends that back as the first message on the other pipe. So however many clients connect at
 * once, no two of them are mixed up, and none can be tied to the half of a stranger. <b>When a half ends,</b> because it was
 * closed or its process has gone, the whole ends as soon as this end sees it: what had come can still be read, and writes
 * fail. A client learns from its next write only that the half it writes to has ended alone.
 *
 * @since 0.1
 */
public final class Association {
    /** How long a half waits for the other one unless told otherwise: 5 s. */
    public static final Duration DEFAULT_HALF_TIMEOUT = Duration.ofSeconds(5);

    private static final String TO_SERVER = ".to-server";
    private static final String TO_CLIENT = ".to-client";

    private Association() {}

    /**
     * Opens a server over two pipes whose names are made of one: the server reads from {@code NAME.to-server} and writes to
     * {@code NAME.to-client}. See {@link #open(String, String, ServerOptions, Duration)}.
     *
     * @param name the name that both names begin with, without prefix: 1 to 237 characters
     * @param options the options of both pipes
     * @return the server, to which clients can connect
     * @throws PipeNameInUseException if there is a pipe of one of the names already
     * @throws IOException if the system reports a failure, or no backend can be used
     * @throws IllegalArgumentException if a name or an option breaks a rule
     */
    public static Server open(String name, ServerOptions options) throws IOException {
        Objects.requireNonNull(name, "name");
        return open(name + TO_SERVER, name + TO_CLIENT, options);
    }

    /**
     * Opens a server over two pipes; see {@link #open(String, String, ServerOptions, Duration)}.
     *
     * @param readerName the name of the pipe that the server reads from, without prefix
     * @param writerName the name of the pipe that the server writes to, without prefix
     * @param options the options of both pipes
     * @return the server, to which clients can connect
     * @throws PipeNameInUseException if there is a pipe of one of the names already
     * @throws IOException if the system reports a failure, or no backend can be used
     * @throws IllegalArgumentException if a name or an option breaks a rule
     */
    public static Server open(String readerName, String writerName, ServerOptions options) throws IOException {
        return open(readerName, writerName, options, DEFAULT_HALF_TIMEOUT);
    }

    /**
     * Opens a server over two pipes: when this returns, clients can connect. Does not block.
     *
     * @param readerName the name of the pipe that the server reads from, without prefix
     * @param writerName the name of the pipe that the server writes to, without prefix; another one
     * @param options the options of both pipes; messages must be allowed to have 48 bytes, for the token
     * @param halfTimeout how long the server waits for a client to send back the token it was given; a client on the other
     *     pipe that sends no token is let go after a quarter of that, or up to half where nobody calls the server. Until then
     *     each holds an instance
     * @return the server, to which clients can connect
     * @throws PipeNameInUseException if there is a pipe of one of the names already
     * @throws NoProviderException if no backend can be used
     * @throws IOException if the system reports another failure
     * @throws IllegalArgumentException if a name or an option breaks a rule, the names are the same, or the time is negative
     */
    public static Server open(String readerName, String writerName, ServerOptions options, Duration halfTimeout)
            throws IOException {
        PipeAddress reader = PipeAddress.local(readerName);
        PipeAddress writer = PipeAddress.local(writerName);
        checkTwo(reader, writer);
        checkToken(options.framing(), options.maxMessageSize());
        Checks.notNegative("halfTimeout", halfTimeout);
        PipeProvider provider = Providers.select("open", reader, options.providerChoice());
        // Before anything is opened: a backend is not to be trusted with what would be left open if it threw.
        String providerName = provider.name();
        PipeListener in = provider.listen(PipeServer.request(reader, Direction.IN, options));
        PipeListener out;
        try {
            // A client begins with this one: the other one is there by then.
            out = provider.listen(PipeServer.request(writer, Direction.OUT, options));
        } catch (IOException | RuntimeException | Error e) {
            try {
                in.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
        TiedListener listener = TiedListener.start(reader.path(), in, out, new Halves(reader.path(), halfTimeout));
        return new PipeServer(reader, Mode.DUPLEX, providerName, listener, options);
    }

    /**
     * Connects to a server over the two pipes that {@link #open(String, ServerOptions)} makes of one name. See
     * {@link #connect(String, String, ClientOptions)}.
     *
     * @param name the name that was given to open, without prefix: 1 to 237 characters
     * @param options the options of both pipes
     * @return the connected client
     * @throws PipeNotFoundException if there is no such server
     * @throws PipeBusyException if it had no room for a further client in time
     * @throws IOException if the system reports a failure, or no backend can be used
     * @throws IllegalArgumentException if a name or an option breaks a rule
     */
    public static Client connect(String name, ClientOptions options) throws IOException {
        Objects.requireNonNull(name, "name");
        return connect(name + TO_CLIENT, name + TO_SERVER, options);
    }

    /**
     * Connects to a server over two pipes. Blocks for at most {@link ClientOptions#connectTimeout()}, which is for all of it:
     * for pipes that are busy, or absent where the options ask to wait for them, and for the token, which takes a moment
     * even where nothing else does.
     *
     * @param readerName the name of the pipe that the client reads from, without prefix: the one the server writes to
     * @param writerName the name of the pipe that the client writes to, without prefix; another one
     * @param options the options of both pipes; messages must be allowed to have 48 bytes, for the token
     * @return the connected client
     * @throws PipeNotFoundException if one of the pipes does not exist
     * @throws PipeBusyException if all instances of one of them stayed busy
     * @throws PipeTimeoutException if the server has not sent a token in time
     * @throws PipeAccessDeniedException if this user may not open one of them, or it goes the other way, as when the names
     *     are given in the server's order
     * @throws PeerClosedException if the server has let the client go before the pipes were tied
     * @throws NoProviderException if no backend can be used
     * @throws java.io.InterruptedIOException if the thread is interrupted while it waits; its interrupt status is set
     * @throws IOException if what the server sends is no token, or the system reports another failure
     * @throws IllegalArgumentException if a name or an option breaks a rule, or the names are the same
     */
    public static Client connect(String readerName, String writerName, ClientOptions options) throws IOException {
        PipeAddress reader = PipeAddress.of(options.host(), readerName);
        PipeAddress writer = PipeAddress.of(options.host(), writerName);
        checkTwo(reader, writer);
        checkToken(options.framing(), options.maxMessageSize());
        long deadline = Deadline.after(options.connectTimeout());
        return ClientConnection.connect(
                reader,
                Mode.DUPLEX,
                options,
                provider -> TiedClient.connect(
                        provider,
                        ClientConnection.request(reader, Direction.IN, options, deadline),
                        ClientConnection.request(writer, Direction.OUT, options, deadline)));
    }

    private static void checkTwo(PipeAddress reader, PipeAddress writer) {
        if (reader.equals(writer)) {
            throw new IllegalArgumentException("readerName '" + reader.name() + "' and writerName '" + writer.name()
                    + "' are the same pipe; an association needs two");
        }
    }

    private static void checkToken(Framing framing, int maxMessageSize) {
        if (framing.isStream()) {
            throw new IllegalArgumentException("framing " + framing
                    + " has no message for the token of an association; it" + " must be " + Framing.MESSAGES);
        }
        if (maxMessageSize < TieToken.SIZE) {
            throw new IllegalArgumentException("maxMessageSize " + maxMessageSize
                    + " is too small for the token of an association; it must be at least " + TieToken.SIZE);
        }
    }
}
