package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Connection;
import wpipe.api.MessageTooLargeException;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;

/** Rule 10.6: connect, exchange and close in one call. */
interface CallRules extends Rules {
    private Call<byte[]> startCall(Pipes pipes, int size) {
        return startCall(pipes, size, GUARD, subject().clientOptions());
    }

    private static Call<byte[]> startCall(Pipes pipes, int size, Duration timeout, ClientOptions options) {
        return pipes.start("call", () -> Client.call(pipes.name(), Payload.random(size), timeout, options));
    }

    @Test
    default void rule_10_6_aCallAsksOneThing() throws Exception {
        for (Mode mode : List.of(Mode.SLAVE, Mode.SINGLE_TRANSACTION, Mode.DUPLEX)) {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, o -> o.withMaxClients(1));
                for (int size : new int[] {0, 1, 100, 4096}) {
                    Call<byte[]> call = startCall(pipes, size);
                    Connection connection = server.waitForData(GUARD).get(0);
                    assertArrayEquals(Payload.random(size), connection.read(GUARD), "the request");
                    connection.write(Payload.random(size / 2));
                    assertArrayEquals(Payload.random(size / 2), call.get(), "the reply");
                    Pipes.awaitClients(server, 0);
                }
            }
        }
    }

    @Test
    default void rule_10_6_callsOfManyThreads() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SINGLE_TRANSACTION);
            int threads = 4;
            int each = 20;
            List<Call<Boolean>> callers = IntStream.range(0, threads)
                    .mapToObj(thread -> pipes.run("calls", () -> {
                        for (int i = 0; i < each; i++) {
                            byte[] request = Payload.numbered(thread * each + i, 30);
                            byte[] reply = Client.call(
                                    pipes.name(), request, GUARD, subject().clientOptions());
                            assertArrayEquals(request, reply, "the reply");
                        }
                    }))
                    .toList();
            for (int served = 0; served < threads * each; ) {
                for (Connection ready : server.waitForData(GUARD)) {
                    ready.write(ready.read(GUARD), GUARD);
                    served++;
                }
            }
            for (Call<Boolean> caller : callers) {
                caller.get();
            }
        }
    }

    @Test
    default void rule_10_6_theTimeIsForTheWaitToo() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.join(pipes.open(Mode.SLAVE, o -> o.withMaxClients(1)));
            ClientOptions patient = subject().clientOptions().withConnectTimeout(Duration.ofDays(1));
            for (Duration timeout : List.of(SHORT, Duration.ZERO)) {
                assertThrows(PipeBusyException.class, () -> Client.call(pipes.name(), new byte[1], timeout, patient));
                assertThrows(
                        PipeNotFoundException.class,
                        () -> Client.call(subject().newName(), new byte[1], timeout, patient.withWaitForServer(true)));
            }
            link.exchange(1);
        }
    }

    @Test
    default void rule_10_6_theTimeIsForTheReplyToo() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE, o -> o.withMaxClients(1));
            PipeTimeoutException e = assertThrows(
                    PipeTimeoutException.class,
                    () -> Client.call(
                            pipes.name(), Payload.random(10), SHORT, subject().clientOptions()));
            assertEquals("read", e.operation(), "the request was sent");
            // The server has the request, and room for the next client once it has seen that this one has gone.
            Connection gone = server.accept(GUARD);
            assertArrayEquals(Payload.random(10), gone.read(GUARD));
            assertThrows(PeerClosedException.class, () -> gone.write(new byte[1]));
            Call<byte[]> next = startCall(pipes, 20);
            Connection connection = server.accept(GUARD);
            connection.write(connection.read(GUARD));
            assertArrayEquals(Payload.random(20), next.get());
        }
    }

    @Test
    default void rule_10_6_aBusyPipeIsWaitedFor() throws Exception {
        for (int round = 0; round < 5; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(Mode.SLAVE, o -> o.withMaxClients(1)));
                Call<byte[]> call = startCall(pipes, 10);
                call.settle(round);
                link.client().close();
                Connection connection = link.server().accept(GUARD);
                connection.write(connection.read(GUARD));
                assertArrayEquals(Payload.random(10), call.get());
            }
        }
    }

    @Test
    default void rule_10_6_anAbsentPipeIsWaitedForWhereTheOptionsAskForIt() throws Exception {
        for (int round = 0; round < 5; round++) {
            try (Pipes pipes = new Pipes(subject())) {
                Call<byte[]> call =
                        startCall(pipes, 10, GUARD, subject().clientOptions().withWaitForServer(true));
                call.settle(round);
                Connection connection = pipes.open(Mode.SINGLE_TRANSACTION).accept(GUARD);
                connection.write(connection.read(GUARD));
                assertArrayEquals(Payload.random(10), call.get());
            }
        }
        assertThrows(
                PipeNotFoundException.class,
                () -> Client.call(
                        subject().newName(), new byte[1], GUARD, subject().clientOptions()));
    }

    @Test
    default void rule_10_6_aServerThatDoesNotReply() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE);
            Call<byte[]> call = startCall(pipes, 10);
            Connection connection = server.accept(GUARD);
            connection.read(GUARD);
            connection.close();
            call.failure(PeerClosedException.class);
        }
    }

    @Test
    default void rule_10_6_whatIsUnfitIsRefused() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE);
            ClientOptions options = subject().clientOptions().withMaxMessageSize(100);
            assertThrows(
                    MessageTooLargeException.class, () -> Client.call(pipes.name(), new byte[101], GUARD, options));
            assertThrows(IllegalArgumentException.class, () -> Client.call("a\\b", new byte[1], GUARD, options));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Client.call(pipes.name(), new byte[1], Duration.ofNanos(-1), options));
            assertEquals(0, server.clientCount(), "nobody has connected");
            Call<byte[]> call = startCall(pipes, 100, GUARD, options);
            Connection connection = server.accept(GUARD);
            connection.read(GUARD);
            connection.write(new byte[101]);
            call.failure(MessageTooLargeException.class);
        }
    }

    @Test
    default void rule_10_6_anInterruptEndsIt() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE, o -> o.withMaxClients(1));
            Call<byte[]> waits = startCall(pipes, 10);
            server.accept(GUARD).read(GUARD);
            Call<byte[]> busy = startCall(pipes, 10);
            busy.settle(5);
            busy.interrupt();
            busy.failure(InterruptedIOException.class);
            waits.interrupt();
            waits.failure(ClosedByInterruptException.class);
            Pipes.awaitClients(server, 0);
        }
    }
}
