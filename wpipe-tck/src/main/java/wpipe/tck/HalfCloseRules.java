package wpipe.tck;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.EndOfStreamException;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.spi.Capability;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;

/** Section 12: a stream that ends while the other one goes on. */
interface HalfCloseRules extends Rules {
    /** Something to do with one end of a connection, whose peer is the other. */
    @FunctionalInterface
    interface Ends {
        void run(Link link, Connection end, Connection peer) throws Exception;
    }

    private void fromEachEnd(Ends body) throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.stream(Mode.DUPLEX, Framing.BYTES_IN_MESSAGES);
            body.run(link, link.client(), link.atServer());
        }
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.stream(Mode.DUPLEX, Framing.BYTES_IN_MESSAGES);
            body.run(link, link.atServer(), link.client());
        }
    }

    @Test
    default void rule_12_6_theOtherDirectionGoesOn() throws Exception {
        fromEachEnd((link, end, peer) -> {
            assertTrue(end.canShutdownOutput());
            end.write(new ByteFlow(8).next(5000));
            end.shutdownOutput();
            assertArrayEquals(new ByteFlow(8).next(5000), peer.inputStream().readAllBytes());
            assertTrue(peer.isAlive(), "the peer is alive");
            assertTrue(end.isAlive(), "this end is alive");
            assertEquals(1, link.server().clientCount(), "clients of the server");
            peer.write(new ByteFlow(9).next(3000));
            peer.shutdownOutput();
            assertArrayEquals(new ByteFlow(9).next(3000), end.inputStream().readAllBytes());
            assertTrue(end.isOpen() && peer.isOpen(), "both ends are open until they are closed");
        });
    }

    @Test
    default void rule_12_6_theEndIsToldEveryTime() throws Exception {
        fromEachEnd((link, end, peer) -> {
            end.write(new byte[] {1, 2, 3});
            end.shutdownOutput();
            assertEquals(3, peer.inputStream().readNBytes(3).length);
            for (int i = 0; i < 3; i++) {
                assertThrows(EndOfStreamException.class, peer::read);
                assertThrows(EndOfStreamException.class, () -> peer.read(Duration.ZERO));
                assertThrows(EndOfStreamException.class, () -> peer.read(ByteBuffer.allocate(5), GUARD));
                assertEquals(-1, peer.inputStream().read());
                assertEquals(-1, peer.byteChannel().read(ByteBuffer.allocate(5)));
                assertEquals(0, peer.inputStream().available());
                assertFalse(peer.canRead(), "can be read");
            }
        });
    }

    @Test
    default void rule_12_6_aReadThatWaitsIsToldOfTheEnd() throws Exception {
        for (int round = 0; round < 10; round++) {
            int effort = round;
            fromEachEnd((link, end, peer) -> {
                Call<Integer> read = Call.start("read", () -> peer.inputStream().read());
                read.settle(effort);
                end.shutdownOutput(GUARD);
                assertEquals(-1, read.get());
            });
        }
    }

    @Test
    default void rule_12_6_nothingIsWrittenAfterTheEnd() throws Exception {
        fromEachEnd((link, end, peer) -> {
            end.shutdownOutput();
            end.shutdownOutput();
            end.shutdownOutput(Duration.ZERO);
            for (Pipes.Action write : List.<Pipes.Action>of(
                    () -> end.write(new byte[1]),
                    () -> end.write(new byte[0]),
                    () -> end.outputStream().write(1),
                    () -> end.byteChannel().write(ByteBuffer.allocate(1)))) {
                ClosedChannelException e = assertThrows(ClosedChannelException.class, write::run);
                Failures.assertSays("shut down", e);
            }
            assertTrue(end.isOpen(), "this end is open");
            assertEquals(-1, peer.inputStream().read(), "what the peer reads");
        });
    }

    @Test
    default void rule_12_6_anEndThatTimesOutIsNoEnd() throws Exception {
        fromEachEnd((link, end, peer) -> {
            int size = 4 << 20;
            Call<Boolean> write = Call.start("write", () -> {
                end.write(new ByteFlow(10).next(size));
                return true;
            });
            Eventually.holds("the write has begun", peer::canRead);
            assertThrows(PipeTimeoutException.class, () -> end.shutdownOutput(Duration.ZERO));
            assertThrows(PipeTimeoutException.class, () -> end.shutdownOutput(SHORT));
            new ByteFlow(10).check(peer.inputStream().readNBytes(size));
            assertTrue(write.get());
            end.write(new byte[] {5});
            end.shutdownOutput(GUARD);
            assertArrayEquals(new byte[] {5}, peer.inputStream().readAllBytes());
        });
    }

    @Test
    default void rule_12_8_availableDoesNotTakeTheEnd() throws Exception {
        fromEachEnd((link, end, peer) -> {
            end.shutdownOutput();
            Eventually.holds("the end can be read", peer::canRead);
            for (int i = 0; i < 3; i++) {
                assertEquals(0, peer.inputStream().available());
                assertTrue(peer.canRead(), "the end can still be read");
            }
            assertEquals(-1, peer.inputStream().read());
            assertFalse(peer.canRead(), "it has been read");
        });
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.stream(Mode.DUPLEX, Framing.BYTES_IN_MESSAGES);
            link.client().shutdownOutput();
            Eventually.holds("the end can be read", link.atServer()::canRead);
            assertEquals(0, link.atServer().inputStream().available());
            assertEquals(List.of(link.atServer()), link.server().waitForData(GUARD), "those that can be read");
        }
    }

    @Test
    default void rule_12_6_waitForDataIsToldOfTheEndOnce() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.stream(Mode.DUPLEX, Framing.BYTES_IN_MESSAGES);
            Call<List<Connection>> wait = pipes.start("waitForData", link.server()::waitForData);
            wait.settle(5);
            link.client().shutdownOutput();
            assertEquals(List.of(link.atServer()), wait.get(), "those that can be read");
            assertTrue(link.atServer().canRead(), "can be read");
            assertThrows(EndOfStreamException.class, () -> link.atServer().read(Duration.ZERO));
            assertThrows(PipeTimeoutException.class, () -> link.server().waitForData(SHORT), "the end, once more");
            link.atServer().write(new byte[] {1});
            assertEquals(1, link.client().inputStream().read());
            link.client().close();
            Pipes.awaitClients(link.server(), 0);
        }
    }

    @Test
    default void rule_12_6_whatComesAfterTheEndIsPassedOver() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.DUPLEX, options -> options.withFraming(Framing.BYTES_IN_MESSAGES));
            PipeChannel client = pipes.connectRaw();
            Connection connection = server.accept(GUARD);
            for (String message : List.of("before", "", "after", "", "after")) {
                client.write(ByteBuffer.wrap(message.getBytes(US_ASCII)), Deadline.NEVER);
            }
            assertEquals("before", new String(connection.inputStream().readAllBytes(), US_ASCII));
            assertThrows(PipeTimeoutException.class, () -> server.waitForData(SHORT), "what comes after the end");
            assertFalse(connection.canRead(), "can be read");
            assertTrue(connection.isAlive(), "is alive");
            client.close();
            Pipes.awaitClients(server, 0);
            assertThrows(PeerClosedException.class, () -> connection.read(GUARD));
        }
    }

    @Test
    default void rule_12_6_aPipeOfBytesHasNoHalfClose() throws Exception {
        subject().require(Capability.BYTE_PIPES, "12.6");
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.stream(Mode.DUPLEX, Framing.BYTES);
            for (Connection end : List.of(link.client(), link.atServer())) {
                assertNoHalfClose(end, "BYTES_IN_MESSAGES");
                end.write(new byte[] {1});
            }
        }
    }

    @Test
    default void rule_12_6_messagesHaveNoHalfClose() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                assertNoHalfClose(link.client(), "MESSAGES");
                assertNoHalfClose(link.atServer(), "MESSAGES");
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_12_6_aReaderHasNothingToEnd() throws Exception {
        for (Mode mode : StreamRules.ONE_WAY) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(mode, Framing.BYTES_IN_MESSAGES);
                assertNoHalfClose(link.receiver(), "READER");
                link.sender().shutdownOutput();
                assertEquals(-1, link.receiver().inputStream().read());
                assertTrue(link.sender().isOpen(), "the sender is open");
            }
        }
    }

    private static void assertNoHalfClose(Connection end, String reason) throws IOException {
        assertFalse(end.canShutdownOutput());
        UnsupportedOperationException e = assertThrows(UnsupportedOperationException.class, end::shutdownOutput);
        Failures.assertSays(reason, e);
        assertThrows(UnsupportedOperationException.class, () -> end.shutdownOutput(GUARD));
    }

    @Test
    default void rule_12_6_aPeerThatIsGoneIsNotToldOfTheEnd() throws Exception {
        fromEachEnd((link, end, peer) -> {
            peer.close();
            Eventually.holds("this end sees it", () -> !end.isAlive());
            assertThrows(PeerClosedException.class, end::shutdownOutput);
            end.close();
            assertThrows(ClosedChannelException.class, end::shutdownOutput);
        });
    }
}
