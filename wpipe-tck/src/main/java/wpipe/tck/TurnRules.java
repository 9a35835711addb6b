package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.TurnException;
import wpipe.spi.Deadline;
import wpipe.spi.PipeChannel;

/** Section 4: turns. */
interface TurnRules extends Rules {
    @Test
    default void rule_4_1_masterAndSlaveAlternate() throws Exception {
        Modes.takingTurns(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                Connection master = link.sender();
                Connection slave = link.receiver();
                for (int number = 0; number < 5; number++) {
                    assertMayOnlyWrite(master);
                    assertMayOnlyRead(slave);
                    master.write(Payload.numbered(number, 8));
                    assertMayOnlyRead(master);
                    assertMayOnlyRead(slave);
                    Payload.assertNumber(number, 8, slave.read(GUARD));
                    assertMayOnlyRead(master);
                    assertMayOnlyWrite(slave);
                    slave.write(Payload.numbered(-number, 8));
                    assertMayOnlyRead(slave);
                    assertMayOnlyRead(master);
                    Payload.assertNumber(-number, 8, master.read(GUARD));
                }
            }
        });
    }

    @Test
    default void rule_4_2_aReaderOnlyReadsAndAWriterOnlyWrites() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int number = 0; number < 5; number++) {
                    assertMayOnlyWrite(link.sender());
                    assertMayOnlyRead(link.receiver());
                    link.exchange(number);
                }
            }
        });
    }

    private static void assertMayOnlyWrite(Connection end) throws IOException {
        String what = "a read of a " + end.mode() + " that is not to read now";
        assertThrows(TurnException.class, end::read, what);
        assertThrows(TurnException.class, () -> end.read(GUARD), what);
        assertThrows(TurnException.class, () -> end.read(Duration.ZERO), what);
        assertThrows(TurnException.class, () -> end.read(ByteBuffer.allocate(10)), what);
        assertThrows(TurnException.class, () -> end.read(ByteBuffer.allocate(10), GUARD), what);
        assertFalse(end.canRead(), "canRead of a " + end.mode() + " that is not to read now");
    }

    private static void assertMayOnlyRead(Connection end) {
        String what = "a write of a " + end.mode() + " that is not to write now";
        assertThrows(TurnException.class, () -> end.write(new byte[1]), what);
        assertThrows(TurnException.class, () -> end.write(new byte[1], GUARD), what);
        assertThrows(TurnException.class, () -> end.write(new byte[1], Duration.ZERO), what);
        assertThrows(TurnException.class, () -> end.write(ByteBuffer.allocate(1)), what);
        assertThrows(TurnException.class, () -> end.write(ByteBuffer.allocate(1), GUARD), what);
    }

    @Test
    default void rule_4_3_aWriteOutOfTurnSendsNothing() throws Exception {
        Modes.restricted(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                assertThrows(TurnException.class, () -> link.receiver().write(Payload.random(10)));
                link.exchange(1);
                if (link.takesTurns()) {
                    Link next = pipes.join(link.server());
                    next.sender().write(Payload.random(10));
                    assertThrows(TurnException.class, () -> next.sender().write(Payload.random(20)));
                    assertArrayEquals(Payload.random(10), next.receiver().read(GUARD));
                    next.answer(2);
                    next.goOn(3);
                }
            }
        });
    }

    @Test
    default void rule_4_3_aCallOutOfTurnDoesNotWaitForOneInTurn() throws Exception {
        Modes.restricted(mode -> {
            for (int round = 0; round < 5; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    Call<byte[]> read = pipes.start("read", link.receiver()::read);
                    read.settle(round);
                    assertThrows(TurnException.class, () -> link.receiver().write(new byte[1]));
                    link.sender().write(Payload.random(10));
                    assertArrayEquals(Payload.random(10), read.get());
                    link.answer(round);
                }
            }
        });
    }

    @Test
    default void rule_4_4_aReadThatTimesOutCanBeMadeAgain() throws Exception {
        Modes.takingTurns(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int number = 0; number < 3; number++) {
                    assertThrows(
                            PipeTimeoutException.class, () -> link.receiver().read(SHORT));
                    assertMayOnlyRead(link.receiver());
                    link.sender().write(Payload.numbered(number, 8));
                    assertThrows(PipeTimeoutException.class, () -> link.sender().read(SHORT));
                    assertMayOnlyRead(link.sender());
                    Payload.assertNumber(number, 8, link.receiver().read(GUARD));
                    link.answer(number);
                }
            }
        });
    }

    @Test
    default void rule_4_4_aWriteThatTimesOutCanBeMadeAgain() throws Exception {
        int size = 1 << 20;
        Modes.takingTurns(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode, size);
                byte[] message = Payload.random(size);
                boolean taken = true;
                try {
                    link.sender().write(message, SHORT);
                } catch (PipeTimeoutException e) {
                    taken = false;
                    assertMayOnlyWrite(link.sender());
                }
                // A system that takes a message of any size at once while it holds no other is within rule 5.9.
                Call<byte[]> read = pipes.start("read", () -> link.receiver().read(GUARD));
                if (!taken) {
                    link.sender().write(message);
                }
                assertArrayEquals(message, read.get());
                link.answer(1);
                link.exchange(2);
            }
        });
    }

    @Test
    default void rule_4_4_aWriteToAPeerThatHasGoneLeavesTheTurn() throws Exception {
        Modes.takingTurns(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.receiver().close();
                for (int i = 0; i < 3; i++) {
                    assertThrows(PeerClosedException.class, () -> link.sender().write(new byte[1]));
                }
            }
        });
    }

    @Test
    default void rule_4_5_aMessageBeforeItsTurnIsNotSeen() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE);
            PipeChannel client = pipes.connectRaw();
            Connection slave = server.accept(GUARD);
            client.write(ByteBuffer.wrap(Payload.random(1)), Deadline.after(GUARD));
            client.write(ByteBuffer.wrap(Payload.random(2)), Deadline.after(GUARD));
            assertEquals(List.of(slave), server.waitForData(GUARD), "those that can be read");
            assertArrayEquals(Payload.random(1), slave.read(GUARD));
            assertNotSeen(server, slave);
            slave.write(Payload.random(3));
            Eventually.holds("canRead sees the message in its turn", slave::canRead);
            assertEquals(List.of(slave), server.waitForData(Duration.ZERO), "those that can be read");
            assertArrayEquals(Payload.random(2), slave.read(GUARD));
        }
    }

    @Test
    default void rule_4_7_whatAGonePeerSentOutOfTurnCanBeRead() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE);
            PipeChannel client = pipes.connectRaw();
            Connection slave = server.accept(GUARD);
            client.write(ByteBuffer.wrap(Payload.random(1)), Deadline.after(GUARD));
            client.write(ByteBuffer.wrap(Payload.random(2)), Deadline.after(GUARD));
            client.close();
            assertArrayEquals(Payload.random(1), slave.read(GUARD));
            assertThrows(TurnException.class, () -> slave.read(GUARD));
            assertThrows(PeerClosedException.class, () -> slave.write(new byte[1]));
            assertEquals(List.of(slave), server.waitForData(GUARD), "those that can be read");
            assertArrayEquals(Payload.random(2), slave.read(GUARD));
            Eventually.holds("the client is gone", () -> server.clientCount() == 0);
        }
    }

    @Test
    default void rule_4_5_aMasterSeesNothingBeforeItHasWritten() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.MASTER);
            PipeChannel client = pipes.connectRaw();
            Connection master = server.accept(GUARD);
            client.write(ByteBuffer.wrap(Payload.random(1)), Deadline.after(GUARD));
            assertNotSeen(server, master);
            Call<List<Connection>> wait = pipes.start("waitForData", server::waitForData);
            wait.settle(5);
            master.write(Payload.random(2));
            assertEquals(List.of(master), wait.get(), "those that can be read once the master has written");
            assertArrayEquals(Payload.random(1), master.read(GUARD));
        }
    }

    private static void assertNotSeen(Server server, Connection connection) throws IOException {
        for (int looks = 0; looks < 10; looks++) {
            assertFalse(connection.canRead(), "canRead out of turn");
        }
        assertThrows(PipeTimeoutException.class, () -> server.waitForData(Duration.ZERO));
        assertThrows(PipeTimeoutException.class, () -> server.waitForData(SHORT));
        assertTrue(connection.isAlive(), "isAlive with a message left");
        assertEquals(List.of(connection), Pipes.list(server), "connections");
    }

    @Test
    default void rule_4_6_everyModeWorksOnBothEnds() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                assertEquals(mode, link.server().mode(), "mode of the server");
                assertEquals(mode, link.atServer().mode(), "mode of the server's connection");
                assertEquals(mode.complement(), link.client().mode(), "mode of the client");
                link.exchange(0);
                for (int number = 1; number < 10; number++) {
                    link.goOn(number);
                }
            }
        });
    }
}
