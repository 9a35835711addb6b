/**
 * Windows named pipes: servers and clients that exchange whole messages, or streams of bytes, with deadlines, cancellation
 * and any number of clients on one thread.
 *
 * <h2>A server and a client</h2>
 * {@link wpipe.api.Server#open(String, Mode) Server.open} takes a name: when it returns, clients can connect. {@link
 * wpipe.api.Client#connect(String, Mode) Client.connect} takes the same name. Both talk through a {@link
 * wpipe.api.Connection}: a client is one, a server has one for each of its clients.
 *
 * {@snippet file="wpipe/api/JavadocSnippets.java" region="waitForData" :
 * try (Server server = Server.open("echo", Mode.SLAVE)) {
 *     while (true) {
 *         for (Connection client : server.waitForData()) {
 *             try {
 *                 client.write(client.read());
 *             } catch (IOException e) {
 *                 client.close(); // it has gone, or broke a limit: the others go on
 *             }
 *         }
 *     }
 * }
 * }
 *
 * {@snippet file="wpipe/api/JavadocSnippets.java" region="exchange" :
 * try (Client client = Client.connect("echo", Mode.MASTER)) {
 *     byte[] reply = client.exchange("hello".getBytes(UTF_8), Duration.ofSeconds(5));
 *     System.out.println(new String(reply, UTF_8));
 * }
 * }
 *
 * <h2>Who speaks when</h2>
 * Each end has a {@link wpipe.api.Mode}, and the two fit together. Whoever calls out of turn gets a {@link
 * wpipe.api.TurnException} at once, and nothing has changed; so two programs whose modes fit do not wait for each other for
 * ever.
 *
 * <p>{@link wpipe.api.Mode#MASTER MASTER} and {@link wpipe.api.Mode#SLAVE SLAVE} take turns, {@link wpipe.api.Mode#WRITER
 * WRITER} and {@link wpipe.api.Mode#READER READER} go one way, {@link wpipe.api.Mode#DUPLEX DUPLEX} has no turns, and {@link
 * wpipe.api.Mode#SINGLE_TRANSACTION SINGLE_TRANSACTION} is over after one exchange. {@link wpipe.api.Association} ties two
 * pipes that go one way each into one connection.
 *
 * <h2>Three ways to serve</h2>
 * One thread around {@link wpipe.api.Server#waitForData() waitForData}, as above; a thread for each client that
 * {@link wpipe.api.Server#accept() accept} gives; or a handler that is called with each request:
 *
 * {@snippet file="wpipe/api/JavadocSnippets.java" region="serve" :
 * try (Server server = Server.open("clock", Mode.SLAVE)) {
 *     Service service =
 *             server.serve((client, request) -> Instant.now().toString().getBytes(UTF_8));
 *     System.in.read(); // until somebody presses Enter
 *     service.shutdown(Duration.ofSeconds(5));
 * }
 * }
 *
 * <h2>Streams of bytes</h2>
 * With a {@link wpipe.api.Framing} of bytes a connection is a stream, as Docker, Node and Go have it:
 *
 * {@snippet file="wpipe/api/JavadocSnippets.java" region="stream" :
 * ClientOptions options = ClientOptions.defaults().withFraming(Framing.BYTES);
 * try (Client docker = Client.connect("docker_engine", Mode.DUPLEX, options)) {
 *     docker.outputStream().write("GET /_ping HTTP/1.0\r\n\r\n".getBytes(UTF_8));
 *     new BufferedReader(new InputStreamReader(docker.inputStream(), UTF_8))
 *             .lines()
 *             .forEach(System.out::println);
 * }
 * }
 *
 * <h2>Without threads</h2>
 * {@link wpipe.api.Connection#readAsync() readAsync}, {@link wpipe.api.Connection#writeAsync(byte[]) writeAsync} and
 * {@link wpipe.api.Connection#exchangeAsync(byte[]) exchangeAsync} give a future, and cancelling it cancels the call;
 * {@link wpipe.api.Connection#messages() messages} is a publisher that reads on demand.
 *
 * {@snippet file="wpipe/api/JavadocSnippets.java" region="async" :
 * CompletableFuture<String> text = connection.readAsync().thenApply(message -> new String(message, UTF_8));
 * }
 *
 * <h2>Waiting</h2>
 * Reads, writes, exchanges, {@code accept} and {@code waitForData} have a form with a {@link java.time.Duration}, which
 * throws {@link wpipe.api.PipeTimeoutException}. As a rule nothing is lost then, and the call can be made again; that
 * exception says which calls differ. A close from any thread ends a call that waits with {@link
 * java.nio.channels.AsynchronousCloseException}, an interrupt ends it as it does in NIO. Waiting holds no carrier of a
 * virtual thread, and a client costs no thread.
 *
 * <h2>What can go wrong</h2>
 * Failures are {@link wpipe.api.PipeException}s, which say what was tried, on which pipe, with which error code and text of
 * Windows, or the JDK's own exceptions of channels. Mistakes of the program are unchecked. Bad input is refused with the
 * value and the rule, before anything is sent or lost.
 *
 * <h2>Who may connect</h2>
 * By default a server admits the user it runs as and nobody else, no other machine, and does not share its name; a client
 * lets the server learn who it is and do nothing in its name. {@link wpipe.api.ServerOptions} and {@link
 * wpipe.api.ClientOptions} open each of these by name. {@link wpipe.api.Connection#peer() peer} says who is at the other end.
 *
 * <h2>Backends</h2>
 * An application requires {@code wpipe.api} and nothing else. What makes the pipes is a backend, found by {@link
 * java.util.ServiceLoader}: {@code ffm} and {@code jna} for pipes of Windows, {@code loopback} for pipes inside the JVM, on
 * any system, for tests, with what can go wrong as a script ({@code wpipe.loopback.Faults}). {@link wpipe.api.Providers} says
 * which were found, which one is taken, and why. They all keep the rules of {@code docs/contract.md}, and each rule has its
 * test.
 *
 * @since 0.1
 */
@NullMarked
package wpipe.api;

import org.jspecify.annotations.NullMarked;
