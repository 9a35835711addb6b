package wpipe.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** What the application sees of faults, which is what it would see on Windows. */
@Timeout(60)
class FaultsTest {
    private static final byte[] MESSAGE = "message".getBytes(UTF_8);
    private static final Duration LONG = Duration.ofDays(1);

    private final Faults faults = new Faults();
    private final LoopbackProvider pipes = new LoopbackProvider(faults);
    private final List<Closeable> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Closeable each : opened) {
            each.close();
        }
    }

    private Server open(Mode mode, int maxClients) throws IOException {
        Server server = Server.open(
                "faults", mode, ServerOptions.defaults().withProvider(pipes).withMaxClients(maxClients));
        opened.add(server);
        return server;
    }

    private Client connect(Mode mode) throws IOException {
        return connect(mode, LONG);
    }

    private Client connect(Mode mode, Duration timeout) throws IOException {
        Client client = Client.connect(
                "faults", mode, ClientOptions.defaults().withProvider(pipes).withConnectTimeout(timeout));
        opened.add(client);
        return client;
    }

    @Test
    void aClientIsRefusedAndTheNextIsNot() throws Exception {
        faults.next(Fault.refused());
        open(Mode.SLAVE, 1);
        PipeAccessDeniedException failure = assertThrows(PipeAccessDeniedException.class, () -> connect(Mode.MASTER));
        assertEquals(5, failure.code());
        assertTrue(connect(Mode.MASTER).isAlive());
    }

    @Test
    void aClientIsKeptBusyForItsTimeAndKeepsNobodyElseWaiting() throws Exception {
        faults.next(Fault.none()).next(Fault.busy());
        Server server = open(Mode.SLAVE, 1);
        Client first = connect(Mode.MASTER);
        var busy = Background.call(() -> connect(Mode.MASTER)).untilBlocked();
        var behind = Background.call(() -> connect(Mode.MASTER)).untilBlocked();
        first.close();
        assertEquals(0, server.clientCount());
        assertTrue(behind.get().isAlive());
        assertFalse(busy.isDone());
        busy.interrupt();
        assertThrows(InterruptedIOException.class, busy::get);
        faults.next(Fault.busy());
        server.accept().close();
        assertEquals(
                231,
                assertThrows(PipeBusyException.class, () -> connect(Mode.MASTER, Duration.ZERO))
                        .code());
        assertTrue(connect(Mode.MASTER, Duration.ZERO).isAlive());
    }

    @Test
    void whoFindsNoServerTakesNoFault() throws Exception {
        faults.next(Fault.refused());
        assertThrows(PipeNotFoundException.class, () -> connect(Mode.MASTER));
        open(Mode.READER, 1);
        assertThrows(PipeAccessDeniedException.class, () -> connect(Mode.READER));
        assertEquals(0, faults.clients());
        assertThrows(PipeAccessDeniedException.class, () -> connect(Mode.WRITER));
        assertEquals(1, faults.clients());
    }

    @Test
    void anAcceptIsLostToAClientThatGoes() throws Exception {
        faults.next(Fault.lostAccept());
        Server server = open(Mode.SLAVE, 1);
        var connecting = Background.call(() -> connect(Mode.MASTER)).untilBlocked();
        // Whoever went has the one instance until the server has looked.
        Connection accepted = server.accept();
        Client client = connecting.get();
        client.write(MESSAGE);
        assertArrayEquals(MESSAGE, accepted.read());
        assertEquals(1, server.clientCount());
    }

    @Test
    void aConnectionBreaksAfterItsMessages() throws Exception {
        faults.next(Fault.breakAfter(3));
        Server server = open(Mode.SLAVE, 1);
        Client client = connect(Mode.MASTER);
        Connection atServer = server.accept();
        client.write(MESSAGE);
        assertArrayEquals(MESSAGE, atServer.read());
        atServer.write(MESSAGE);
        assertArrayEquals(MESSAGE, client.read());
        client.write(MESSAGE);
        assertEquals(109, assertThrows(PeerClosedException.class, client::read).code());
        assertFalse(client.isAlive());
        // What was written before can be read, as after a kill; its answer reaches nobody.
        assertTrue(atServer.isAlive());
        assertArrayEquals(MESSAGE, atServer.read());
        assertEquals(
                232,
                assertThrows(PeerClosedException.class, () -> atServer.write(MESSAGE))
                        .code());
        assertTrue(client.isOpen());
        assertThrows(PeerClosedException.class, atServer::read);
        assertEquals(0, server.clientCount());
        assertTrue(connect(Mode.MASTER).isAlive());
    }

    @Test
    void aConnectionBreaksAtOnce() throws Exception {
        faults.next(Fault.breakAfter(0));
        Server server = open(Mode.SLAVE, 1);
        Client client = connect(Mode.MASTER);
        assertEquals(
                232,
                assertThrows(PeerClosedException.class, () -> client.write(MESSAGE))
                        .code());
        assertThrows(PipeTimeoutException.class, () -> server.accept(Duration.ZERO));
    }

    @Test
    void aBreakEndsCallsThatBlock() throws Exception {
        faults.next(Fault.breakAfter(1)).next(Fault.breakAfter(1).and(Fault.delay(LONG)));
        Server server = open(Mode.DUPLEX, 2);
        Client client = connect(Mode.DUPLEX);
        Connection atServer = server.accept();
        var reading = Background.call(client::read).untilBlocked();
        client.write(MESSAGE);
        assertEquals(109, assertThrows(PeerClosedException.class, reading::get).code());
        assertArrayEquals(MESSAGE, atServer.read());
        assertEquals(
                109, assertThrows(PeerClosedException.class, atServer::read).code());
        assertEquals(
                232,
                assertThrows(PeerClosedException.class, () -> atServer.write(MESSAGE))
                        .code());
        assertFalse(atServer.close(Duration.ofSeconds(1)));
        assertThrows(ClosedChannelException.class, atServer::read);
    }

    @Test
    void aBreakEndsAWriteThatWaitsForRoom() throws Exception {
        faults.next(Fault.breakAfter(33));
        Server server = open(Mode.DUPLEX, 1);
        Client client = connect(Mode.DUPLEX);
        Connection atServer = server.accept();
        byte[] part = new byte[4096];
        for (int i = 0; i < 32; i++) {
            client.write(part);
        }
        var waiting = Background.call(() -> {
                    client.write(part);
                    return true;
                })
                .untilBlocked();
        atServer.write(MESSAGE);
        assertEquals(232, assertThrows(PeerClosedException.class, waiting::get).code());
        assertArrayEquals(MESSAGE, client.read());
        for (int i = 0; i < 32; i++) {
            assertArrayEquals(part, atServer.read());
        }
        assertThrows(PeerClosedException.class, atServer::read);
        assertFalse(client.close(Duration.ofSeconds(1)));
    }

    @Test
    void theAnswerToTheLastMessageIsNeverWritten() throws Exception {
        faults.otherwise(Fault.breakAfter(1));
        Server server = open(Mode.SLAVE, 1);
        for (int i = 0; i < 200; i++) {
            Client client = connect(Mode.MASTER);
            Connection atServer = server.accept();
            var answering = Background.call(() -> {
                atServer.write(atServer.read());
                return true;
            });
            client.write(MESSAGE);
            assertThrows(PeerClosedException.class, client::read);
            assertThrows(PeerClosedException.class, answering::get);
            client.close();
            atServer.close();
        }
    }

    @Test
    void aFullQuotaHoldsWritersBackForItsTime() throws Exception {
        faults.next(Fault.fullAfter(1, Duration.ofMillis(300))).next(Fault.fullAfter(1, LONG));
        Server server = open(Mode.READER, 2);
        Client passing = connect(Mode.WRITER);
        passing.write(MESSAGE, Duration.ZERO);
        assertThrows(PipeTimeoutException.class, () -> passing.write(MESSAGE, Duration.ZERO));
        passing.write("second".getBytes(UTF_8));
        passing.write("third".getBytes(UTF_8), Duration.ZERO);
        Connection reader = server.accept();
        assertArrayEquals(MESSAGE, reader.read(Duration.ZERO));
        assertEquals("second", new String(reader.read(Duration.ZERO), UTF_8));
        assertEquals("third", new String(reader.read(Duration.ZERO), UTF_8));

        Client lasting = connect(Mode.WRITER);
        lasting.write(MESSAGE);
        Connection full = server.accept();
        assertArrayEquals(MESSAGE, full.read());
        // Reading makes no room: it is as if the peer did not read.
        assertThrows(PipeTimeoutException.class, () -> lasting.write(MESSAGE, Duration.ofMillis(1)));
        var waiting = Background.call(() -> {
                    lasting.write(MESSAGE);
                    return true;
                })
                .untilBlocked();
        full.close();
        assertEquals(232, assertThrows(PeerClosedException.class, waiting::get).code());
    }

    @Test
    void aDelayIsServedByTheWriterAndLosesNothing() throws Exception {
        faults.next(Fault.delay(Duration.ofMillis(100)));
        Server server = open(Mode.SLAVE, 1);
        Client client = connect(Mode.MASTER);
        Connection atServer = server.accept();
        assertThrows(PipeTimeoutException.class, () -> client.write(MESSAGE, Duration.ofMillis(1)));
        assertFalse(atServer.canRead());
        long begin = System.nanoTime();
        client.write(MESSAGE);
        assertArrayEquals(MESSAGE, atServer.read(Duration.ZERO));
        atServer.write(MESSAGE, LONG);
        assertArrayEquals(MESSAGE, client.read(Duration.ZERO));
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(200).toNanos());
    }

    @Test
    void aDelayIsEndedByCloseAndInterrupt() throws Exception {
        faults.otherwise(Fault.delay(LONG));
        open(Mode.READER, 2);
        Client closed = connect(Mode.WRITER);
        var waiting = Background.call(() -> {
                    closed.write(MESSAGE);
                    return true;
                })
                .untilBlocked();
        closed.close();
        assertThrows(AsynchronousCloseException.class, waiting::get);
        assertThrows(ClosedChannelException.class, () -> closed.write(MESSAGE));

        Client interrupted = connect(Mode.WRITER);
        var other = Background.call(() -> {
                    interrupted.write(MESSAGE);
                    return true;
                })
                .untilBlocked();
        other.interrupt();
        assertThrows(ClosedByInterruptException.class, other::get);
        assertFalse(interrupted.isOpen());
    }

    @Test
    void providersWithFaultsMeetNobodyElse() throws Exception {
        open(Mode.SLAVE, 1);
        for (LoopbackProvider other : List.of(new LoopbackProvider(), new LoopbackProvider(faults))) {
            assertThrows(
                    PipeNotFoundException.class,
                    () -> Client.connect(
                            "faults", Mode.MASTER, ClientOptions.defaults().withProvider(other)));
        }
    }

    @Test
    void aServiceLivesThroughASeededScript() throws Exception {
        LoopbackProvider seeded = new LoopbackProvider(Faults.seeded(1));
        Server server =
                Server.open("seeded", Mode.SLAVE, ServerOptions.defaults().withProvider(seeded));
        opened.add(server);
        var service = Background.call(() -> {
            while (true) {
                for (Connection ready : server.waitForData()) {
                    try {
                        ready.write(ready.read());
                    } catch (PeerClosedException e) {
                        ready.close();
                    }
                }
            }
        });
        ClientOptions patient = ClientOptions.defaults().withProvider(seeded).withConnectTimeout(LONG);
        int answered = 0;
        int failed = 0;
        for (int i = 0; i < 40; i++) {
            try (Client client = Client.connect("seeded", Mode.MASTER, patient)) {
                client.write(MESSAGE);
                assertArrayEquals(MESSAGE, client.read());
                answered++;
            } catch (PeerClosedException | PipeAccessDeniedException e) {
                failed++;
            }
        }
        assertTrue(answered > 0 && failed > 0, answered + " answered, " + failed + " failed");
        server.close();
        assertThrows(ClosedChannelException.class, service::get);
    }
}
