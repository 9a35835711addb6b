package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.PipeTimeoutException;
import wpipe.api.RequestHandler;
import wpipe.api.ServeOptions;
import wpipe.api.Server;
import wpipe.api.TurnException;

/** Section 10, what it says of a server that serves. */
interface ServeRules extends Rules {
    @Test
    default void rule_10_7_everyRequestIsAnswered() throws Exception {
        Serving.each(subject(), kind -> {
            try (Serving serving = kind.serve((client, request) -> request)) {
                int threads = 5;
                int each = 30;
                List<Call<Boolean>> calls = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    int first = i * each;
                    calls.add(serving.pipes().run("client", () -> {
                        Client client = serving.connect();
                        for (int number = first; number < first + each; number++) {
                            if (!client.isOpen()) {
                                client = serving.connect();
                            }
                            byte[] reply = client.exchange(Payload.numbered(number, 10 + number), GUARD);
                            Payload.assertNumber(number, 10 + number, reply);
                        }
                        client.close();
                    }));
                }
                for (Call<Boolean> call : calls) {
                    call.get();
                }
                Pipes.awaitClients(serving.server(), 0);
                assertEquals(List.of(), serving.failures(), "failures");
            }
        });
    }

    @Test
    default void rule_10_7_theHandlerIsToldWhoAsks() throws Exception {
        Serving.each(subject(), kind -> {
            AtomicReference<Connection> asks = new AtomicReference<>();
            RequestHandler handler = (client, request) -> {
                asks.set(client);
                return request;
            };
            try (Serving serving = kind.serve(handler);
                    Client other = serving.connect();
                    Client client = serving.connect()) {
                Pipes.awaitClients(serving.server(), 2);
                Connection second = Pipes.list(serving.server()).get(1);
                client.exchange(new byte[1], GUARD);
                assertSame(second, asks.get(), "the connection to the one that asks");
                assertSame(serving.server(), serving.service().server(), "the server of the service");
                assertTrue(other.isAlive(), "the other one");
            }
        });
    }

    @Test
    default void rule_10_7_messagesOfEverySize() throws Exception {
        Serving.each(subject(), kind -> {
            int limit = 1 << 20;
            RequestHandler echo = (client, request) -> request;
            try (Serving serving = kind.serve(o -> o.withMaxMessageSize(limit), kind.options(), echo)) {
                for (int size : new int[] {0, 1, 4096, 65537, limit}) {
                    Mode mode = kind.mode().complement();
                    try (Client client = serving.pipes().connect(mode, o -> o.withMaxMessageSize(limit))) {
                        assertArrayEquals(Payload.random(size), client.exchange(Payload.random(size), GUARD));
                    }
                }
            }
        });
    }

    @Test
    default void rule_10_7_callsOfManyThreads() throws Exception {
        Serving.each(subject(), kind -> {
            try (Serving serving = kind.serve((client, request) -> request)) {
                List<Call<Boolean>> callers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int first = i * 20;
                    callers.add(serving.pipes().run("calls", () -> {
                        for (int number = first; number < first + 20; number++) {
                            byte[] request = Payload.numbered(number, 20);
                            String name = serving.pipes().name();
                            byte[] reply =
                                    Client.call(name, request, GUARD, subject().clientOptions());
                            assertArrayEquals(request, reply, "the reply");
                        }
                    }));
                }
                for (Call<Boolean> caller : callers) {
                    caller.get();
                }
                assertEquals(List.of(), serving.failures(), "failures");
            }
        });
    }

    @Test
    default void rule_10_7_clientsThatCameBeforeAreServed() throws Exception {
        Serving.each(subject(), kind -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(kind.mode());
                List<Call<byte[]>> calls = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    Client client = pipes.connect(kind.mode().complement());
                    byte[] request = Payload.numbered(i, 10);
                    calls.add(pipes.start("exchange", () -> client.exchange(request)));
                }
                Pipes.awaitClients(server, 3);
                server.accept(GUARD);
                server.serve((client, request) -> request, kind.options());
                for (int i = 0; i < 3; i++) {
                    Payload.assertNumber(i, 10, calls.get(i).get());
                }
            }
        });
    }

    @Test
    default void rule_10_7_aModeThatDoesNotAnswerIsRefused() throws Exception {
        for (Mode mode : List.of(Mode.MASTER, Mode.READER, Mode.WRITER)) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                TurnException e =
                        assertThrows(TurnException.class, () -> link.server().serve((client, request) -> request));
                assertTrue(String.valueOf(e.getMessage()).contains("mode " + mode), e::toString);
                link.exchange(1);
                pipes.join(link.server()).exchange(2);
            }
        }
    }

    @Test
    default void rule_10_7_whatIsTheServicesIsNobodyElses() throws Exception {
        Serving.each(subject(), kind -> {
            try (Serving serving = kind.serve((client, request) -> request)) {
                Server server = serving.server();
                assertThrows(IllegalStateException.class, () -> server.serve((client, request) -> request));
                assertThrows(IllegalStateException.class, () -> server.accept());
                assertThrows(IllegalStateException.class, () -> server.accept(Duration.ZERO));
                assertThrows(IllegalStateException.class, () -> server.waitForData());
                assertThrows(IllegalStateException.class, () -> server.waitForData(GUARD));
                serving.echo(10);
                serving.service().close();
                assertThrows(ClosedChannelException.class, () -> server.accept());
                assertThrows(ClosedChannelException.class, () -> server.serve((client, request) -> request));
            }
        });
    }

    @Test
    default void rule_10_7_countingAndLookingDisturbNobody() throws Exception {
        Serving.each(subject(), kind -> {
            try (Serving serving = kind.serve((client, request) -> request)) {
                serving.pipes().keepLooking(serving.server());
                for (int i = 0; i < 30; i++) {
                    try (Client client = serving.connect()) {
                        Pipes.awaitClients(serving.server(), 1);
                        serving.pipes().keepAsking(serving.server().iterator().next());
                        client.exchange(new byte[1], GUARD);
                    }
                    Pipes.awaitClients(serving.server(), 0);
                }
                assertEquals(List.of(), serving.failures(), "failures");
            }
        });
    }

    @Test
    default void rule_10_7_inDuplexNullIsNoReply() throws Exception {
        RequestHandler handler = (client, request) -> {
            if (request.length == 1) {
                client.write(Payload.random(20));
                return null;
            }
            return request.length == 2 ? null : request;
        };
        for (ServeOptions options :
                List.of(ServeOptions.defaults(), ServeOptions.defaults().withMaxConcurrent(1))) {
            try (Serving serving = new Serving.Kind(subject(), Mode.DUPLEX, options).serve(handler);
                    Client client = serving.connect()) {
                for (int i = 0; i < 10; i++) {
                    client.write(Payload.random(2));
                    client.write(Payload.random(1));
                    client.write(Payload.random(10));
                    assertArrayEquals(Payload.random(20), client.read(GUARD), "what the handler has written");
                    assertArrayEquals(Payload.random(10), client.read(GUARD), "the reply");
                }
                assertThrows(PipeTimeoutException.class, () -> client.read(Duration.ZERO));
                assertEquals(List.of(), serving.failures(), "failures");
            }
        }
    }
}
