/**
 * Windows named pipes: servers and clients that exchange whole messages, or streams of bytes, with deadlines, cancellation
 * and any number of clients on one thread.
 *
 * <h2>A server and a client</h2>
 * {@link wpipe.api.Server#open(String, Mode) Server.open} takes a name: when it returns, clients can connect. {@link
 * wpipe.api.Client#connect(String, Mode) Client.connect} takes the same name. Both talk through a {@link
 * wpipe.api.Connection}: a client is one, a server has one for each of its clients.
 *
 * <pre>{@code
 * try (Server server = Server.open("echo", Mode.SLAVE)) {
 *     while (true) {
 *         for (Connection client : server.waitForData()) {
 *             client.write(client.read());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <pre>{@code
 * try (Client client = Client.connect("echo", Mode.MASTER)) {
 *     client.write("hello".getBytes(UTF_8));
 *     byte[] reply = client.read(Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <h2>Who speaks when</h2>
 * Each end has a {@link wpipe.api.Mode}, and the two fit together. Whoever calls out of turn gets a {@link
 * wpipe.api.TurnException} at once, and nothing has changed; so two programs do not wait for each other for ever.
 *
 * <h2>Waiting</h2>
 * Every call that waits has a form with a {@link java.time.Duration}, which throws {@link wpipe.api.PipeTimeoutException}
 * and loses nothing. A close from any thread ends it with {@link java.nio.channels.AsynchronousCloseException}, an interrupt
 * ends it as it does in NIO. Waiting holds no carrier of a virtual thread, and a client costs no thread.
 *
 * <h2>What can go wrong</h2>
 * Failures are {@link wpipe.api.PipeException}s, which say what was tried, on which pipe, with which error code and text of
 * Windows, or the JDK's own exceptions of channels. Mistakes of the program are unchecked. Bad input is refused with the
 * value and the rule, before anything is sent or lost.
 *
 * <h2>Who may connect</h2>
 * By default a server admits the user it runs as and nobody else, no other machine, and does not share its name; a client
 * lends the server no identity. {@link wpipe.api.ServerOptions} and {@link wpipe.api.ClientOptions} open each of these by
 * name.
 *
 * <h2>Backends</h2>
 * An application requires {@code wpipe.api} and nothing else. What makes the pipes is a backend, found by {@link
 * java.util.ServiceLoader}: {@code ffm} and {@code jna} for pipes of Windows, {@code loopback} for pipes inside the JVM, on
 * any system, for tests. {@link wpipe.api.Providers} says which were found, which one is taken, and why. They all keep the
 * rules of {@code docs/contract.md}, and each rule has its test.
 *
 * @since 0.1
 */
@NullMarked
package wpipe.api;

import org.jspecify.annotations.NullMarked;
