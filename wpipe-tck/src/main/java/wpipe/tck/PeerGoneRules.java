package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.Server;

/** Section 6, what the other end sees. */
interface PeerGoneRules extends Rules {
    /** A connection whose turn is its first: what it may do says that the peer has gone. */
    static void assertSeesTheEnd(Connection end) throws Exception {
        for (int i = 0; i < 3; i++) {
            boolean reads = end.mode() == Mode.SLAVE
                    || end.mode() == Mode.READER
                    || (end.mode() == Mode.SINGLE_TRANSACTION && !(end instanceof Client));
            if (reads) {
                assertThrows(PeerClosedException.class, () -> end.read(GUARD), "a read after the peer has gone");
            } else {
                assertThrows(PeerClosedException.class, () -> end.write(new byte[1], GUARD), "a write to nobody");
            }
        }
    }

    @Test
    default void rule_6_4_whatWasWrittenBeforeACloseCanBeRead() throws Exception {
        Modes.oneWay(mode -> {
            for (boolean wholeServer : new boolean[] {false, true}) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    for (int number = 0; number < 10; number++) {
                        link.sender().write(Payload.numbered(number, 16));
                    }
                    link.sender().close();
                    if (wholeServer && mode == Mode.WRITER) {
                        link.server().close();
                    }
                    for (int number = 0; number < 10; number++) {
                        assertTrue(link.receiver().isAlive(), "isAlive with a message left (rule 6.9)");
                        Payload.assertNumber(number, 16, link.receiver().read(GUARD));
                    }
                    assertSeesTheEnd(link.receiver());
                    assertFalse(link.receiver().isAlive(), "isAlive after the end (rule 6.9)");
                    link.server().clientCount();
                    assertSeesTheEnd(link.receiver());
                }
            }
        });
    }

    @Test
    default void rule_6_4_aFullPipeOutlivesItsWriter() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                int taken = Pipes.fill(link.sender(), 500);
                link.sender().close();
                Pipes.drain(link.receiver(), taken, 500);
                assertSeesTheEnd(link.receiver());
            }
        });
    }

    @Test
    default void rule_6_4_aLastMessageIsNotMissedByOneWhoLooks() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                for (int round = 0; round < 100; round++) {
                    Link link = pipes.join(server);
                    byte[] message = Payload.numbered(round, 16);
                    Call<Boolean> last = pipes.run("write and close", () -> {
                        link.sender().write(message);
                        link.sender().close();
                    });
                    // The end must not be seen where the message, which came before it, was not.
                    Eventually.holds("the message comes", () -> {
                        assertTrue(link.receiver().isAlive(), "isAlive with a message left (rule 6.9)");
                        return link.receiver().canRead();
                    });
                    assertArrayEquals(message, link.receiver().read(GUARD), "the last message, round " + round);
                    last.get();
                    assertSeesTheEnd(link.receiver());
                    link.atServer().close();
                }
            }
        });
    }

    @Test
    default void rule_6_4_theLastMessageOfATurnCanBeRead() throws Exception {
        Modes.takingTurns(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link request = pipes.link(mode);
                request.sender().write(Payload.random(10));
                request.sender().close();
                assertArrayEquals(Payload.random(10), request.receiver().read(GUARD), "the master's last message");
                assertThrows(PeerClosedException.class, () -> request.receiver().write(new byte[1]));

                Link answer = pipes.join(request.server());
                answer.sender().write(Payload.random(5));
                answer.receiver().read(GUARD);
                answer.receiver().write(Payload.random(20));
                answer.receiver().close();
                assertArrayEquals(Payload.random(20), answer.sender().read(GUARD), "the slave's last message");
                assertThrows(PeerClosedException.class, () -> answer.sender().write(new byte[1]));
            }
        });
    }

    @Test
    default void rule_6_4_anAnswerThatNeverComesEndsTheRead() throws Exception {
        Modes.takingTurns(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                link.sender().write(Payload.random(10));
                link.receiver().read(GUARD);
                link.receiver().close();
                for (int i = 0; i < 3; i++) {
                    assertThrows(PeerClosedException.class, () -> link.sender().read(GUARD));
                    link.server().clientCount();
                }
            }
        });
    }

    @Test
    default void rule_6_4_aBlockedReadEndsWhenThePeerGoes() throws Exception {
        Modes.all(mode -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    Call<byte[]> read = pipes.start("read", link.receiver()::read);
                    read.settle(round);
                    link.sender().close();
                    read.failure(PeerClosedException.class);
                    assertSeesTheEnd(link.receiver());
                }
            }
        });
    }

    @Test
    default void rule_6_4_readsThatQueueUpEndWhenThePeerGoes() throws Exception {
        Modes.oneWay(mode -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    List<Call<byte[]>> reads = List.of(
                            pipes.start("first read", link.receiver()::read),
                            pipes.start("second read", link.receiver()::read),
                            pipes.start("third read", () -> link.receiver().read(GUARD)));
                    for (Call<byte[]> read : reads) {
                        read.settle(round);
                    }
                    link.sender().close();
                    for (Call<byte[]> read : reads) {
                        read.failure(PeerClosedException.class);
                    }
                }
            }
        });
    }

    @Test
    default void rule_6_4_readsSayPeerClosedWhileOthersLookAtTheServer() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link stays = pipes.link(mode);
                pipes.keepLooking(stays.server());
                for (int round = 0; round < 50; round++) {
                    Link link = pipes.join(stays.server());
                    Call<byte[]> read = pipes.start("read", link.atServer()::read);
                    read.settle(round);
                    link.client().close();
                    // This end was closed by nobody: the server only noticed that the client has gone.
                    read.failure(PeerClosedException.class);
                }
            }
        });
    }

    @Test
    default void rule_6_5_aWriteToAPeerThatHasGoneFails() throws Exception {
        Modes.all(mode -> {
            for (boolean look : new boolean[] {false, true}) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    link.receiver().close();
                    if (look) {
                        link.server().clientCount();
                    }
                    for (int i = 0; i < 3; i++) {
                        assertThrows(
                                PeerClosedException.class, () -> link.sender().write(Payload.random(10)));
                    }
                }
            }
        });
    }

    @Test
    default void rule_6_5_aBlockedWriteEndsWhenThePeerGoes() throws Exception {
        Modes.oneWay(mode -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    Pipes.fill(link.sender(), 1000);
                    Call<Boolean> write = pipes.run("write", () -> link.sender().write(Payload.random(1000)));
                    write.settle(round);
                    link.receiver().close();
                    write.failure(PeerClosedException.class);
                }
            }
        });
    }

    @Test
    default void rule_6_5_writesSayPeerClosedWhileOthersLookAtTheServer() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link stays = pipes.link(Mode.WRITER);
            pipes.keepLooking(stays.server());
            for (int round = 0; round < 20; round++) {
                Link link = pipes.join(stays.server());
                Pipes.fill(link.atServer(), 1000);
                Call<Boolean> write = pipes.run("write", () -> link.atServer().write(Payload.random(1000)));
                write.settle(round);
                link.client().close();
                // This end was closed by nobody: the server only noticed that the client has gone.
                write.failure(PeerClosedException.class);
            }
        }
    }

    @Test
    default void rule_6_9_isAliveWhileMessagesCanBeReadOrWritten() throws Exception {
        Modes.lasting(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int number = 0; number < 3; number++) {
                    assertTrue(link.sender().isAlive(), "isAlive of the sender");
                    assertTrue(link.receiver().isAlive(), "isAlive of the receiver");
                    link.exchange(number);
                }
                link.sender().write(Payload.random(10));
                link.sender().close();
                assertFalse(link.sender().isAlive(), "isAlive of the end that was closed");
                assertTrue(link.receiver().isAlive(), "isAlive with a message left");
                link.receiver().read(GUARD);
                Eventually.holds(
                        "the receiver is not alive", () -> !link.receiver().isAlive());
            }
        });
    }

    @Test
    default void rule_6_9_isAliveEndsWithThePeer() throws Exception {
        Modes.all(mode -> {
            for (boolean receiverGoes : new boolean[] {false, true}) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    Connection goes = receiverGoes ? link.receiver() : link.sender();
                    Connection stays = receiverGoes ? link.sender() : link.receiver();
                    goes.close();
                    if (stays.mode() == Mode.WRITER) {
                        // A pure writer need not know before it writes.
                        assertThrows(PeerClosedException.class, () -> stays.write(new byte[1]));
                    }
                    Eventually.holds("the end that stays is not alive", () -> !stays.isAlive());
                }
            }
        });
    }
}
