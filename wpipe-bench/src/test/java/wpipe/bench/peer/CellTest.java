package wpipe.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.bench.link.Link;
import wpipe.bench.link.Pipes;

/** Every cell with every style of server, on pipes of loopback. */
@Timeout(300)
class CellTest {
    private static final String PIPE = "cells";

    private static final String PROVIDER = "loopback";
    private final CompletableFuture<Void> served = new CompletableFuture<>();
    private Server server;

    private void serve(Style style) throws IOException {
        server = Pipes.open(PROVIDER, PIPE, Mode.DUPLEX, Main.MAX_MESSAGE_SIZE);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                style.serve(server);
            } catch (Throwable e) {
                served.completeExceptionally(e);
            }
        });
    }

    @AfterEach
    void aServerEndsWhenItIsClosed() throws Exception {
        server.close();
        Throwable end = assertThrows(ExecutionException.class, served::get).getCause();
        assertTrue(end instanceof ClosedChannelException, end::toString);
    }

    @ParameterizedTest
    @EnumSource
    void roundTrips(Style style) throws IOException {
        serve(style);
        try (Link link = Pipes.connect(PROVIDER, PIPE, Main.MAX_MESSAGE_SIZE)) {
            Cell cell = Cell.pingPong(link, 4096);
            assertTrue(cell.perSecond(0.01) > 0);
            assertTrue(cell.perSecond(0.01) > 0, "a second time on the same connection");
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneWay(Style style) throws IOException {
        serve(style);
        try (Link link = Pipes.connect(PROVIDER, PIPE, Main.MAX_MESSAGE_SIZE)) {
            Cell cell = Cell.sink(link, 65_536);
            assertTrue(cell.perSecond(0.01) > 0);
            assertTrue(cell.perSecond(0.01) > 0, "a second time on the same connection");
        }
    }

    @ParameterizedTest
    @EnumSource
    void connections(Style style) throws IOException {
        serve(style);
        assertTrue(Cell.connect(PROVIDER, PIPE).perSecond(0.01) > 0);
    }

    @ParameterizedTest
    @EnumSource
    void aCrowd(Style style) throws IOException {
        serve(style);
        try (Crowd crowd = new Crowd(PROVIDER, PIPE, 16, false)) {
            assertTrue(crowd.perSecond(0.1) > 0);
            assertEquals(16, server.clientCount());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCrowdWhoseServerGoesFails(Style style) throws IOException {
        serve(style);
        try (Crowd crowd = new Crowd(PROVIDER, PIPE, 4, true)) {
            server.close();
            assertThrows(IOException.class, () -> crowd.perSecond(60));
            assertThrows(IOException.class, () -> crowd.awaitTrips(Long.MAX_VALUE));
        }
    }
}
