package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** A server that goes on although a client could not be taken. */
final class AcceptorTest {
    private final Deque<IOException> failures = new ArrayDeque<>();
    private final List<String> notes = new ArrayList<>();
    private int tries;

    private Acceptor acceptor(Acceptor.Source source, Duration pause) {
        return new Acceptor(
                () -> {
                    tries++;
                    IOException failure = failures.poll();
                    if (failure != null) {
                        throw failure;
                    }
                    return source.accept();
                },
                pause,
                notes::add);
    }

    private static Connection nobody() throws IOException {
        throw new AssertionError("nobody asks any more");
    }

    @Test
    void aClientThatCouldNotBeTakenIsToldAndTheNextOneIsTaken() throws IOException {
        failures.add(new IOException("no memory"));
        failures.add(new IOException("still none"));
        String name = Run.newPipe();
        ServerOptions options = ServerOptions.defaults().withProvider("loopback");
        try (Server server = Server.open(name, Mode.SLAVE, options);
                Client client = Client.connect(name, Mode.MASTER)) {
            Connection taken = acceptor(server::accept, Duration.ZERO).next();
            client.write(new byte[3]);
            assertEquals(3, taken.read().length);
        }
        assertEquals(List.of("trying again: no memory", "trying again: still none"), notes);
    }

    @Test
    void whatFailsAgainAndAgainIsGivenUp() {
        for (int i = 0; i < Acceptor.MOST_FAILURES - 1; i++) {
            failures.add(new IOException("no memory"));
        }
        IOException last = new IOException("the last one");
        failures.add(last);
        Acceptor acceptor = acceptor(AcceptorTest::nobody, Duration.ZERO);
        assertSame(last, assertThrows(IOException.class, acceptor::next));
        assertEquals(Acceptor.MOST_FAILURES - 1, notes.size());
    }

    @Test
    void aClosedServerIsAtItsEnd() {
        failures.add(new ClosedChannelException());
        assertThrows(ClosedChannelException.class, acceptor(AcceptorTest::nobody, Duration.ZERO)::next);
        assertEquals(1, tries);
        assertEquals(List.of(), notes);
    }

    @Test
    void anInterruptEndsThePause() {
        failures.add(new IOException("no memory"));
        Acceptor acceptor = acceptor(AcceptorTest::nobody, Duration.ofDays(1));
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedIOException.class, acceptor::next);
        } finally {
            assertTrue(Thread.interrupted(), "the status is kept");
        }
        assertEquals(1, tries);
    }
}
