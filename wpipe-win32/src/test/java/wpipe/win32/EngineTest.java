package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import wpipe.api.Framing;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.Deadline;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;
import wpipe.spi.ListenSecurity;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeChannel;
import wpipe.spi.PipeListener;

/** An engine over a scripted kernel32, and after each test the proof that it used handles and memory as it may. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class EngineTest {
    static final PipeAddress ADDRESS = PipeAddress.local("test");
    static final int MAX_MESSAGE = 4096;
    static final int QUOTA = 8192;
    static final int DEFAULT_WAIT = 100;

    final ScriptedKernel32 kernel = new ScriptedKernel32();
    final ScriptedAdvapi32 advapi = new ScriptedAdvapi32(kernel);
    final Engine engine;

    EngineTest() {
        try {
            engine = new Engine("test", new Bindings(kernel, advapi));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    final void nothingIsMisusedOrLeft() throws IOException {
        kernel.violations().verify();
        assertEquals(List.of(), kernel.openPipes(), "pipe handles left open");
        assertEquals(List.of(), kernel.handles().open(FakeHandles.Kind.TOKEN), "tokens left open");
        assertEquals(0, kernel.memory().allocated(), "memory of the system left allocated");
        assertEquals(List.of(), kernel.pendingCalls(), "operations left pending");
        verifyOperations();
    }

    /** Every event belongs to an operation in the pool: as many as there are can be taken with none being made. */
    private void verifyOperations() throws IOException {
        int events = kernel.openEvents().size();
        int made = kernel.calls("CreateEvent").size();
        for (int i = 0; i < events; i++) {
            engine.operations().take(ADDRESS.path());
        }
        assertEquals(made, kernel.calls("CreateEvent").size(), "of " + events + " operations some were not given back");
    }

    final Win32Listener listen(Direction direction, int maxInstances) throws IOException {
        return listen(direction, maxInstances, MAX_MESSAGE);
    }

    final Win32Listener listen(Direction direction, int maxInstances, int maxMessageSize) throws IOException {
        return listen(direction, Framing.MESSAGES, maxInstances, maxMessageSize, ListenSecurity.DEFAULT);
    }

    /** With two instances that wait for clients. */
    final Win32Listener listenTwice() throws IOException {
        return Win32Listener.open(
                engine,
                new ListenRequest(
                        ADDRESS,
                        Direction.BOTH,
                        Framing.MESSAGES,
                        5,
                        2,
                        MAX_MESSAGE,
                        QUOTA,
                        Duration.ofMillis(DEFAULT_WAIT),
                        ListenSecurity.DEFAULT));
    }

    final Win32Listener listen(Direction direction, ListenSecurity security) throws IOException {
        return listen(direction, Framing.MESSAGES, 3, MAX_MESSAGE, security);
    }

    final Win32Listener listen(Framing framing) throws IOException {
        return listen(Direction.BOTH, framing, 1, MAX_MESSAGE, ListenSecurity.DEFAULT);
    }

    private Win32Listener listen(
            Direction direction, Framing framing, int maxInstances, int maxMessageSize, ListenSecurity security)
            throws IOException {
        Duration defaultWait = Duration.ofMillis(DEFAULT_WAIT);
        return Win32Listener.open(
                engine,
                new ListenRequest(
                        ADDRESS, direction, framing, maxInstances, 1, maxMessageSize, QUOTA, defaultWait, security));
    }

    final PipeChannel connect(Direction direction) throws IOException {
        return connect(direction, MAX_MESSAGE);
    }

    final PipeChannel connect(Direction direction, int maxMessageSize) throws IOException {
        return connect(direction, Framing.MESSAGES, maxMessageSize);
    }

    final PipeChannel connect(Direction direction, Framing framing, int maxMessageSize) throws IOException {
        return connect(direction, framing, maxMessageSize, ConnectSecurity.DEFAULT);
    }

    final PipeChannel connect(Direction direction, ConnectSecurity security) throws IOException {
        return connect(direction, Framing.MESSAGES, MAX_MESSAGE, security);
    }

    private PipeChannel connect(Direction direction, Framing framing, int maxMessageSize, ConnectSecurity security)
            throws IOException {
        ConnectRequest request =
                new ConnectRequest(ADDRESS, direction, framing, maxMessageSize, false, past(), security);
        return new Connector(engine, request).connect();
    }

    /** A client's end of a stream over a pipe of a certain type. */
    final PipeChannel connectStream(int type) throws IOException {
        kernel.script("NtQueryInformationFile", advapi.ofType(type));
        return connect(Direction.BOTH, Framing.BYTES, MAX_MESSAGE);
    }

    /** A channel of a listener, whose client came while it waited. */
    final PipeChannel accept(PipeListener listener) throws IOException {
        kernel.awaitPending("ConnectNamedPipe").succeed();
        PipeChannel client = awaitClient(listener);
        // What is to come of its coming has come: no ticket changes for it any more.
        kernel.port().awaitIdle();
        return client;
    }

    final PipeChannel awaitClient(PipeListener listener) throws IOException {
        while (true) {
            long ticket = listener.ticket();
            PipeChannel client = listener.pollClient();
            if (client != null) {
                return client;
            }
            listener.await(ticket, Deadline.NEVER);
        }
    }

    final PipeChannel awaitReady(PipeListener listener) throws IOException {
        while (true) {
            long ticket = listener.ticket();
            PipeChannel ready = listener.pollReady();
            if (ready != null) {
                return ready;
            }
            listener.await(ticket, Deadline.NEVER);
        }
    }

    /** A deadline that has passed. */
    static long past() {
        return System.nanoTime() - 1;
    }

    static String text(ByteBuffer message) {
        return StandardCharsets.ISO_8859_1.decode(message.duplicate()).toString();
    }

    static ByteBuffer message(String text) {
        return ByteBuffer.wrap(Reaction.bytes(text));
    }

    /** Reads without a deadline, and gives the message as text while it is valid. */
    static String read(PipeChannel channel) throws IOException {
        return text(channel.read(Deadline.NEVER));
    }

    static void write(PipeChannel channel, String text) throws IOException {
        channel.write(message(text), Deadline.NEVER);
    }
}
