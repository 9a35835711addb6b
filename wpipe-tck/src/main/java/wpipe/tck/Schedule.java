package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;

/**
 * One server, clients that speak with it, clients that only come and go, threads that accept and wait for data, and two
 * threads that close and interrupt at random moments. In the end everything is closed; whatever was going on ends by
 * that, and the messages that were read are those that were written.
 */
final class Schedule {
    private static final int MANY_ROUNDS = 1 << 20;
    private static final int MOST_SPINS = 20_000;
    private static final int LONGEST_PAUSE_NANOS = 1_000_000;
    private static final int LONGEST_WAIT_NANOS = 3_000_000;
    private static final int NUMBERS_A_SPEAKER = 1_000_000;

    private record Talk(Speaker client, Call<Speaker.End> clientsCall, Speaker server, Call<Speaker.End> serversCall) {}

    /** A thread that calls the server, or connects, again and again. */
    private record Caller(Call<Boolean> call, AtomicBoolean interrupted) {}

    /** One blocking call of such a thread. */
    @FunctionalInterface
    private interface Step {
        void run(Random random) throws IOException;
    }

    private final Pipes pipes;
    private final Random random;
    private final Server server;
    private final List<Talk> talks = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();
    private volatile boolean serverClosed;

    Schedule(Pipes pipes, Random random) throws IOException {
        this.pipes = pipes;
        this.random = random;
        this.server = pipes.open(Modes.ofRound(random.nextInt(MANY_ROUNDS)));
    }

    /** Gives how the connections ended. */
    List<Speaker.End> run() throws Exception {
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            talk(i);
        }
        accepting();
        if (server.mode().canRead()) {
            callers.add(caller("waitForData", this::waitForData));
        }
        if (random.nextBoolean()) {
            callers.add(caller("connect", this::visit));
        }
        Call<Boolean> disturber = disturber();
        disturb(random.nextInt(3), random);
        disturber.get();
        return finish();
    }

    private void talk(int number) throws IOException {
        Link link = pipes.join(server);
        Speaker client = new Speaker(link.client(), 2 * number * NUMBERS_A_SPEAKER, random.nextLong());
        Speaker atServer = new Speaker(link.atServer(), (2 * number + 1) * NUMBERS_A_SPEAKER, random.nextLong());
        talks.add(new Talk(
                client,
                pipes.start("client " + number, virtual(), () -> client.speak(atServer)),
                atServer,
                pipes.start("server's end " + number, virtual(), () -> atServer.speak(client))));
    }

    private void accepting() {
        Set<Connection> accepted = Collections.newSetFromMap(new IdentityHashMap<>());
        callers.add(caller("accept", random -> {
            Connection client = random.nextInt(3) == 0 ? server.accept() : server.accept(timeout(random));
            assertTrue(accepted.add(client), "a client is accepted once");
            if (random.nextBoolean()) {
                client.close();
            }
        }));
    }

    private void waitForData(Random random) throws IOException {
        List<Connection> ready = random.nextInt(3) == 0 ? server.waitForData() : server.waitForData(timeout(random));
        assertEquals(ready.size(), new HashSet<>(ready).size(), "each connection is given once");
        assertTrue(!ready.isEmpty(), "waitForData gives at least one connection");
        spin(random);
    }

    private void visit(Random random) throws IOException {
        try (Client client =
                pipes.connect(server.mode().complement(), options -> options.withConnectTimeout(timeout(random)))) {
            spin(random);
            client.canRead();
        } catch (PipeBusyException e) {
            spin(random);
        } catch (PipeNotFoundException e) {
            assertTrue(serverClosed, "the name is there as long as the server is open");
            throw new ClosedChannelException();
        }
    }

    /** Repeats a call until the server is closed. */
    private Caller caller(String what, Step step) {
        Random own = new Random(random.nextLong());
        AtomicBoolean interrupted = new AtomicBoolean();
        return new Caller(
                pipes.start(what, virtual(), () -> {
                    while (true) {
                        try {
                            step.run(own);
                        } catch (PipeTimeoutException e) {
                            Thread.onSpinWait();
                        } catch (InterruptedIOException e) {
                            assertTrue(interrupted.get(), "ended by an interrupt, and nobody has interrupted it");
                            assertTrue(Thread.interrupted(), "the interrupt status is set");
                        } catch (ClosedChannelException e) {
                            assertTrue(serverClosed, () -> "ended by " + e + ", and nobody has closed the server");
                            return true;
                        }
                    }
                }),
                interrupted);
    }

    /** Half of all calls block a virtual thread, where there are any. */
    private boolean virtual() {
        return VirtualThreads.exist() && random.nextBoolean();
    }

    private Call<Boolean> disturber() {
        Random own = new Random(random.nextLong());
        return pipes.run("disturber", () -> disturb(own.nextInt(3), own));
    }

    private void disturb(int times, Random random) throws IOException {
        for (int i = 0; i < times; i++) {
            spin(random);
            Talk talk = talks.get(random.nextInt(talks.size()));
            switch (random.nextInt(8)) {
                case 0 -> talk.client.close();
                case 1 -> talk.server.close();
                case 2 -> {
                    talk.client.aboutToInterrupt();
                    talk.clientsCall.interrupt();
                }
                case 3 -> {
                    talk.server.aboutToInterrupt();
                    talk.serversCall.interrupt();
                }
                case 4 -> closeServer();
                default -> {
                    Caller caller = callers.get(random.nextInt(callers.size()));
                    caller.interrupted.set(true);
                    caller.call.interrupt();
                }
            }
        }
        spin(random);
    }

    /** Closes one end of each connection; the other one is to learn of that by itself. */
    private List<Speaker.End> finish() throws Exception {
        List<Speaker.End> ends = new ArrayList<>();
        for (Talk talk : talks) {
            (random.nextBoolean() ? talk.client : talk.server).close();
        }
        for (Talk talk : talks) {
            Speaker.End clientsEnd = talk.clientsCall.get();
            Speaker.End serversEnd = talk.serversCall.get();
            talk.client.verify(talk.server, serversEnd);
            talk.server.verify(talk.client, clientsEnd);
            ends.add(clientsEnd);
            ends.add(serversEnd);
        }
        closeServer();
        for (Caller caller : callers) {
            caller.call.get();
        }
        return ends;
    }

    private void closeServer() throws IOException {
        serverClosed = true;
        for (Talk talk : talks) {
            talk.server.aboutToClose();
        }
        server.close();
    }

    private static Duration timeout(Random random) {
        return random.nextBoolean() ? Duration.ZERO : Duration.ofNanos(random.nextInt(LONGEST_WAIT_NANOS));
    }

    private static void spin(Random random) {
        if (random.nextBoolean()) {
            LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
            return;
        }
        for (int i = random.nextInt(MOST_SPINS); i > 0; i--) {
            Thread.onSpinWait();
        }
    }
}
