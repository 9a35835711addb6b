package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.PeerClosedException;
import wpipe.api.Server;

/** Section 6, what it says of interrupts. One that comes before a call has blocked ends it when it would block. */
interface InterruptRules extends Rules {
    @Test
    default void rule_6_7_anInterruptEndsABlockedRead() throws Exception {
        Modes.all(mode -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    boolean timed = round % 2 == 1;
                    Call<byte[]> read = pipes.start(
                            "read",
                            () -> timed
                                    ? link.receiver().read(GUARD)
                                    : link.receiver().read());
                    read.settle(round);
                    assertClosesByInterrupt(read, link, link.receiver());
                    PeerGoneRules.assertSeesTheEnd(link.sender());
                }
            }
        });
    }

    @Test
    default void rule_6_7_anInterruptEndsAReadThatQueuesUp() throws Exception {
        Modes.all(mode -> {
            for (int round = 0; round < 5; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    boolean timed = round % 2 == 1;
                    Call<byte[]> first = pipes.start("first read", link.receiver()::read);
                    first.settle(round + 1);
                    Call<byte[]> second = pipes.start(
                            "second read",
                            () -> timed
                                    ? link.receiver().read(GUARD)
                                    : link.receiver().read());
                    second.settle(round);
                    assertClosesByInterrupt(second, link, link.receiver());
                    first.failure(ClosedChannelException.class);
                    assertFalse(first.interruptStatus(), "interrupt status of the other thread");
                }
            }
        });
    }

    @Test
    default void rule_6_7_anInterruptEndsABlockedWrite() throws Exception {
        Modes.oneWay(mode -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.link(mode);
                    int taken = Pipes.fill(link.sender(), 1000);
                    Call<Boolean> write = pipes.run("write", () -> link.sender().write(Payload.numbered(taken, 1000)));
                    write.settle(round);
                    assertClosesByInterrupt(write, link, link.sender());
                    Pipes.drain(link.receiver(), taken, 1000);
                    try {
                        // It may or may not have gone out; a part of it must not.
                        Payload.assertNumber(taken, 1000, link.receiver().read(GUARD));
                    } catch (PeerClosedException e) {
                        assertNotNull(e.pipe(), "the pipe of the exception");
                    }
                    PeerGoneRules.assertSeesTheEnd(link.receiver());
                }
            }
        });
    }

    private static void assertClosesByInterrupt(Call<?> call, Link link, Connection end) throws Exception {
        call.interrupt();
        call.failure(ClosedByInterruptException.class);
        assertTrue(call.interruptStatus(), "interrupt status of the thread that was interrupted");
        assertFalse(end.isOpen(), "the connection is open");
        assertFalse(end.isAlive(), "the connection is alive");
        // The server's own look at its clients must not make a peer that has gone of it.
        link.server().clientCount();
        assertThrows(ClosedChannelException.class, () -> end.read(GUARD), "a read after it");
        assertThrows(ClosedChannelException.class, () -> end.write(new byte[1], GUARD), "a write after it");
    }

    @Test
    default void rule_6_7_theServersOtherClientsGoOn() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link other = pipes.link(mode);
                Link link = pipes.join(other.server());
                Call<byte[]> read = pipes.start("read", link.receiver()::read);
                read.settle(5);
                read.interrupt();
                read.failure(ClosedByInterruptException.class);
                other.exchange(1);
                pipes.join(other.server()).exchange(2);
            }
        });
    }

    @Test
    default void rule_6_8_anInterruptEndsABlockedAccept() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                for (int round = 0; round < 10; round++) {
                    boolean timed = round % 2 == 1;
                    Call<Connection> accept =
                            pipes.start("accept", () -> timed ? server.accept(GUARD) : server.accept());
                    accept.settle(round);
                    assertInterrupts(accept);
                    assertTrue(server.isOpen(), "the server is open");
                }
                pipes.join(server).exchange(1);
            }
        });
    }

    @Test
    default void rule_6_8_anInterruptEndsABlockedWaitForData() throws Exception {
        Modes.serverReads(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (int round = 0; round < 10; round++) {
                    boolean timed = round % 2 == 1;
                    Call<List<Connection>> wait = pipes.start(
                            "waitForData",
                            () -> timed
                                    ? link.server().waitForData(GUARD)
                                    : link.server().waitForData());
                    wait.settle(round);
                    assertInterrupts(wait);
                    assertTrue(link.server().isOpen(), "the server is open");
                    assertTrue(link.atServer().isOpen(), "the server's connection is open");
                }
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_6_8_anInterruptEndsOnlyTheThreadsOwnWait() throws Exception {
        Modes.clientFirst(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                Call<Connection> accept = pipes.start("accept", server::accept);
                Call<List<Connection>> wait = pipes.start("waitForData", server::waitForData);
                Call<Connection> interrupted = pipes.start("accept, interrupted", server::accept);
                for (Call<?> call : List.of(accept, wait, interrupted)) {
                    call.settle(5);
                }
                assertInterrupts(interrupted);
                Client client = pipes.connect(mode.complement());
                client.write(Payload.random(10));
                Connection accepted = accept.get();
                assertTrue(wait.get().contains(accepted), "waitForData gives the client");
                accepted.read(GUARD);
            }
        });
    }

    @Test
    default void rule_6_8_anInterruptEndsAConnectToABusyPipe() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(mode, o -> o.withMaxClients(1)));
                for (int round = 0; round < 10; round++) {
                    Call<Client> connect = pipes.start("connect, busy", () -> pipes.connect(mode.complement()));
                    connect.settle(round);
                    assertInterrupts(connect);
                }
                link.exchange(1);
                link.atServer().close();
                pipes.join(link.server()).exchange(2);
            }
        });
    }

    @Test
    default void rule_6_8_anInterruptEndsAConnectToAnAbsentPipe() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                for (int round = 0; round < 10; round++) {
                    Call<Client> connect = pipes.start(
                            "connect, absent", () -> pipes.connect(mode.complement(), o -> o.withWaitForServer(true)));
                    connect.settle(round);
                    assertInterrupts(connect);
                }
                pipes.link(mode).exchange(1);
            }
        });
    }

    private static void assertInterrupts(Call<?> call) throws Exception {
        call.interrupt();
        assertInstanceOf(InterruptedIOException.class, call.failure(InterruptedIOException.class));
        assertTrue(call.interruptStatus(), "interrupt status of the thread that was interrupted");
    }
}
