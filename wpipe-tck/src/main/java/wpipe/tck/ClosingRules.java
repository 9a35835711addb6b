package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.PeerClosedException;
import wpipe.api.Server;

/** Section 6, what happens at this end: a close, and the calls that it ends. */
interface ClosingRules extends Rules {
    @Test
    default void rule_6_1_closeIsIdempotent() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (Closeable closeable : List.of(link.atServer(), link.client(), link.server())) {
                    closeable.close();
                    closeable.close();
                }
                link.server().shutdown();
                assertFalse(link.server().isOpen(), "the server is open");
                assertFalse(link.atServer().isOpen(), "the server's connection is open");
                assertFalse(link.client().isOpen(), "the client is open");
            }
        });
    }

    @Test
    default void rule_6_1_closeFromSeveralThreadsAtOnce() throws Exception {
        Modes.all(mode -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    CyclicBarrier barrier = new CyclicBarrier(6);
                    List<Call<Boolean>> closes = new ArrayList<>();
                    for (Closeable closeable : List.of(link.atServer(), link.client(), link.server())) {
                        for (int i = 0; i < 2; i++) {
                            closes.add(pipes.run("close", () -> {
                                barrier.await(GUARD.toSeconds(), TimeUnit.SECONDS);
                                closeable.close();
                            }));
                        }
                    }
                    for (Call<Boolean> close : closes) {
                        close.get();
                    }
                    assertThrows(
                            ClosedChannelException.class, () -> link.server().accept());
                }
            }
        });
    }

    @Test
    default void rule_6_2_closeWakesABlockedRead() throws Exception {
        Modes.all(mode -> Rounds.untilSeen(AsynchronousCloseException.class, 10, round -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Connection reader = link.receiver();
                Call<?> read = startRead(pipes, reader, round);
                read.settle(round);
                reader.close();
                assertFalse(reader.isOpen(), "the reader is open after close");
                return read.failure(ClosedChannelException.class);
            }
        }));
    }

    private static Call<?> startRead(Pipes pipes, Connection reader, int round) {
        return switch (round % 3) {
            case 0 -> pipes.start("read", reader::read);
            case 1 -> pipes.start("read with a timeout", () -> reader.read(GUARD));
            default -> pipes.start("read into a buffer", () -> reader.read(ByteBuffer.allocate(10)));
        };
    }

    @Test
    default void rule_6_2_closeWakesAMasterThatWaitsForItsAnswer() throws Exception {
        Modes.takingTurns(mode -> Rounds.untilSeen(AsynchronousCloseException.class, 10, round -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().write(new byte[1]);
                Call<?> read = startRead(pipes, link.sender(), round);
                read.settle(round);
                link.sender().close();
                return read.failure(ClosedChannelException.class);
            }
        }));
    }

    @Test
    default void rule_6_2_closeWakesAllReadsThatQueueUp() throws Exception {
        Modes.all(mode -> Rounds.untilSeen(AsynchronousCloseException.class, 5, round -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                List<Call<?>> reads = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    reads.add(startRead(pipes, link.receiver(), i));
                    reads.get(i).settle(round);
                }
                link.receiver().close();
                reads.get(0).failure(ClosedChannelException.class);
                reads.get(1).failure(ClosedChannelException.class);
                return reads.get(2).failure(ClosedChannelException.class);
            }
        }));
    }

    @Test
    default void rule_6_2_closeWakesABlockedWrite() throws Exception {
        Modes.oneWay(mode -> Rounds.untilSeen(AsynchronousCloseException.class, 10, round -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                int taken = Pipes.fill(link.sender(), 1000);
                byte[] message = Payload.numbered(taken, 1000);
                Call<Boolean> write = pipes.run("write", () -> link.sender().write(message));
                write.settle(round);
                link.sender().close();
                Throwable failure = write.failure(ClosedChannelException.class);
                Pipes.drain(link.receiver(), taken, 1000);
                try {
                    // It may or may not have gone out; a part of it must not.
                    Payload.assertNumber(taken, 1000, link.receiver().read(GUARD));
                } catch (PeerClosedException e) {
                    return failure;
                }
                assertThrows(PeerClosedException.class, () -> link.receiver().read(GUARD));
                return failure;
            }
        }));
    }

    @Test
    default void rule_6_3_closeWakesABlockedAccept() throws Exception {
        Modes.all(mode -> Rounds.untilSeen(AsynchronousCloseException.class, 10, round -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                Call<Connection> accept =
                        pipes.start("accept", () -> round % 2 == 0 ? server.accept() : server.accept(GUARD));
                accept.settle(round);
                server.close();
                return accept.failure(ClosedChannelException.class);
            }
        }));
    }

    @Test
    default void rule_6_3_closeWakesABlockedWaitForData() throws Exception {
        Modes.serverReads(mode -> Rounds.untilSeen(AsynchronousCloseException.class, 10, round -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                if (round % 2 == 1) {
                    pipes.join(server);
                }
                Call<List<Connection>> wait = pipes.start("waitForData", server::waitForData);
                wait.settle(round);
                server.close();
                return wait.failure(ClosedChannelException.class);
            }
        }));
    }

    @Test
    default void rule_6_3_closeClosesAllConnections() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link accepted = pipes.link(mode);
                Connection unseen = pipes.connect(mode.complement());
                accepted.server().close();
                assertFalse(accepted.atServer().isOpen(), "the server's connection is open");
                for (Connection client : List.of(accepted.client(), unseen)) {
                    PeerGoneRules.assertSeesTheEnd(client);
                }
            }
        });
    }

    @Test
    default void rule_6_6_aClosedConnectionSaysSo() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().write(Payload.random(10));
                Eventually.holds("canRead sees the message", link.receiver()::canRead);
                for (Connection end : List.of(link.receiver(), link.sender())) {
                    end.close();
                    assertSaysClosed(end);
                }
                assertEquals(0, link.server().clientCount(), "clients after close");
                for (Connection end : List.of(link.receiver(), link.sender())) {
                    assertSaysClosed(end);
                }
            }
        });
    }

    @Test
    default void rule_6_6_aConnectionClosedAfterItsPeerSaysSo() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().close();
                assertThrows(PeerClosedException.class, () -> link.receiver().read(GUARD));
                link.server().clientCount();
                link.receiver().close();
                assertSaysClosed(link.receiver());
            }
        });
    }

    private static void assertSaysClosed(Connection end) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        assertThrows(ClosedChannelException.class, () -> end.read(), "read");
        assertThrows(ClosedChannelException.class, () -> end.read(Duration.ZERO), "read with a timeout");
        assertThrows(ClosedChannelException.class, () -> end.read(buffer), "read into a buffer");
        assertThrows(ClosedChannelException.class, () -> end.read(buffer, GUARD), "read into a buffer, with a timeout");
        assertThrows(ClosedChannelException.class, () -> end.write(new byte[1]), "write");
        assertThrows(ClosedChannelException.class, () -> end.write(new byte[1], GUARD), "write with a timeout");
        assertThrows(ClosedChannelException.class, () -> end.write(buffer), "write of a buffer");
        assertFalse(end.canRead(), "canRead");
        assertFalse(end.isAlive(), "isAlive");
        assertFalse(end.isOpen(), "isOpen");
    }

    @Test
    default void rule_6_6_aClosedServerSaysSo() throws Exception {
        Modes.serverReads(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                pipes.connect(mode.complement());
                Server server = link.server();
                assertTrue(server.isOpen(), "isOpen before close");
                server.close();
                assertThrows(ClosedChannelException.class, () -> server.accept(), "accept");
                assertThrows(ClosedChannelException.class, () -> server.accept(Duration.ZERO), "accept with a timeout");
                assertThrows(ClosedChannelException.class, () -> server.waitForData(), "waitForData");
                assertThrows(ClosedChannelException.class, () -> server.waitForData(GUARD), "with a timeout");
                assertFalse(server.iterator().hasNext(), "an iteration has a connection");
                assertEquals(0, server.clientCount(), "clients");
                assertFalse(server.isOpen(), "isOpen");
                assertSaysClosed(link.atServer());
            }
        });
    }

    @Test
    default void rule_6_6_aConnectionClosedWhileOthersLookSaysSo() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                pipes.keepLooking(server);
                for (int round = 0; round < 50; round++) {
                    Link link = pipes.join(server);
                    link.atServer().close();
                    assertSaysClosed(link.atServer());
                }
            }
        });
    }

    @Test
    default void rule_6_11_closeWaitsForNobody() throws Exception {
        Modes.oneWay(mode -> {
            for (int round = 0; round < 3; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Server server = pipes.open(mode);
                    List<Call<Boolean>> writes = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        Link link = pipes.join(server);
                        int taken = Pipes.fill(link.sender(), 1000);
                        writes.add(pipes.run(
                                "write that nobody reads", () -> link.sender().write(Payload.numbered(taken, 1000))));
                        writes.get(i).settle(round);
                    }
                    pipes.run("close of the server", server::close).get();
                    for (Call<Boolean> write : writes) {
                        // Closed at this end, or the peer of it.
                        write.failure(IOException.class);
                    }
                }
            }
        });
    }
}
