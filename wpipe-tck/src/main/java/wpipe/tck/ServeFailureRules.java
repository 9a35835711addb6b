package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Connection;
import wpipe.api.MessageTooLargeException;
import wpipe.api.Mode;
import wpipe.api.PeerClosedException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.RequestHandler;
import wpipe.api.ServeFailure;
import wpipe.api.ServeFailure.Phase;
import wpipe.api.ServeOptions;
import wpipe.api.Server;

/** Rule 10.9: what goes wrong while a server serves. */
interface ServeFailureRules extends Rules {
    private static void assertEndsOne(Serving serving, Call<byte[]> call, Phase phase, Class<? extends Throwable> cause)
            throws Exception {
        ServeFailure failure = serving.failure();
        assertEquals(phase, failure.phase(), "phase");
        assertInstanceOf(cause, failure.cause(), "cause");
        call.failure(PeerClosedException.class);
        assertNotNull(failure.client(), "the connection");
        Eventually.holds("the connection is closed", () -> {
            Connection client = failure.client();
            return client != null && !client.isOpen();
        });
        Eventually.holds(
                "it is gone from the clients",
                () -> !Pipes.list(serving.server()).contains(failure.client()));
        assertTrue(serving.service().isOpen(), "the service goes on");
        serving.echo(10);
        assertEquals(List.of(), serving.failures(), "further failures");
    }

    @Test
    default void rule_10_9_aHandlerThatThrowsEndsItsClientOnly() throws Exception {
        for (Throwable thrown : List.of(
                new IOException("handler"),
                new IllegalStateException("handler"),
                new AssertionError("handler"),
                new ClosedChannelException(),
                new InterruptedException("handler"))) {
            Serving.each(subject(), kind -> {
                RequestHandler handler = (client, request) -> {
                    if (request.length == 1) {
                        if (thrown instanceof Error error) {
                            throw error;
                        }
                        throw (Exception) thrown;
                    }
                    return request;
                };
                try (Serving serving = kind.serve(handler);
                        Client other = serving.connect()) {
                    Call<byte[]> call = serving.ask(serving.connect(), new byte[1]);
                    assertEndsOne(serving, call, Phase.HANDLE, thrown.getClass());
                    assertArrayEquals(Payload.random(20), other.exchange(Payload.random(20), GUARD));
                }
            });
        }
    }

    @Test
    default void rule_10_9_aHandlerThatGivesNothingWhereAReplyIsDue() throws Exception {
        for (Mode mode : List.of(Mode.SLAVE, Mode.SINGLE_TRANSACTION)) {
            Serving.Kind kind = new Serving.Kind(subject(), mode, ServeOptions.defaults());
            try (Serving serving = kind.serve((client, request) -> request.length == 1 ? null : request)) {
                Call<byte[]> call = serving.ask(serving.connect(), new byte[1]);
                assertEndsOne(serving, call, Phase.HANDLE, NullPointerException.class);
            }
        }
    }

    @Test
    default void rule_10_9_theListenerCanStillAnswer() throws Exception {
        for (Mode mode : List.of(Mode.SLAVE, Mode.SINGLE_TRANSACTION, Mode.DUPLEX)) {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                server.serve(
                        (client, request) -> {
                            throw new IOException("handler");
                        },
                        ServeOptions.defaults().withErrorListener(failure -> {
                            try {
                                Connection client = failure.client();
                                assertNotNull(client, "the connection");
                                client.write(Payload.random(30));
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        }));
                Client client = pipes.connect(mode.complement());
                assertArrayEquals(Payload.random(30), client.exchange(new byte[1], GUARD), "the listener's answer");
                Pipes.awaitClients(server, 0);
            }
        }
    }

    @Test
    default void rule_10_9_aReplyThatIsTooLarge() throws Exception {
        Serving.each(subject(), kind -> {
            RequestHandler handler = (client, request) -> request.length == 1 ? new byte[5000] : request;
            try (Serving serving = kind.serve(handler)) {
                Call<byte[]> call = serving.ask(serving.connect(), new byte[1]);
                assertEndsOne(serving, call, Phase.REPLY, MessageTooLargeException.class);
            }
        });
    }

    @Test
    default void rule_10_9_aRequestThatIsTooLarge() throws Exception {
        Serving.each(subject(), kind -> {
            try (Serving serving = kind.serve((client, request) -> request)) {
                Client client = serving.pipes().connect(kind.mode().complement(), o -> o.withMaxMessageSize(100_000));
                Call<byte[]> call = serving.ask(client, new byte[5000]);
                assertEndsOne(serving, call, Phase.READ, MessageTooLargeException.class);
            }
        });
    }

    @Test
    default void rule_10_9_aClientThatGoesWhileItIsHandled() throws Exception {
        Serving.each(subject(), kind -> {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch gone = new CountDownLatch(1);
            RequestHandler handler = (client, request) -> {
                if (request.length == 1) {
                    begun.countDown();
                    gone.await(GUARD.toSeconds(), TimeUnit.SECONDS);
                }
                return request;
            };
            try (Serving serving = kind.serve(o -> o.withMaxClients(1), kind.options(), handler)) {
                Client client = serving.connect();
                client.write(new byte[1]);
                assertTrue(begun.await(GUARD.toSeconds(), TimeUnit.SECONDS), "the handler has begun");
                client.close();
                gone.countDown();
                ServeFailure failure = serving.failure();
                assertEquals(Phase.REPLY, failure.phase(), "phase");
                assertInstanceOf(PeerClosedException.class, failure.cause(), "cause");
                // There was one instance: it is free again.
                serving.echo(10);
                assertEquals(List.of(), serving.failures(), "further failures");
            }
        });
    }

    @Test
    default void rule_10_9_clientsThatComeAndGoAreNoFailure() throws Exception {
        Serving.each(subject(), kind -> {
            try (Serving serving = kind.serve(o -> o.withMaxClients(1), kind.options(), (client, request) -> request)) {
                for (int i = 0; i < 20; i++) {
                    // Before it has asked, or after it was answered; at once, or when the server waits for it.
                    Client client = serving.connect();
                    if (i % 2 == 0) {
                        client.exchange(new byte[10], GUARD);
                    }
                    if (i % 4 >= 2 && client.isOpen()) {
                        Pipes.awaitClients(serving.server(), 1);
                    }
                    client.close();
                }
                serving.echo(10);
                Pipes.awaitClients(serving.server(), 0);
                assertEquals(List.of(), serving.failures(), "failures");
            }
        });
    }

    @Test
    default void rule_10_9_aClientThatDoesNotReadItsReplies() throws Exception {
        Serving.Kind kind =
                new Serving.Kind(subject(), Mode.DUPLEX, ServeOptions.defaults().withReplyTimeout(SHORT));
        RequestHandler handler = (client, request) -> request.length == 1 ? new byte[4000] : request;
        try (Serving serving = kind.serve(handler)) {
            Client client = serving.connect();
            // The replies fill what the system buffers, then the server stops to read, then the requests do.
            Eventually.holds("the client is given up", () -> {
                try {
                    client.write(new byte[1], SHORT);
                    return false;
                } catch (PipeTimeoutException e) {
                    return false;
                } catch (PeerClosedException e) {
                    return true;
                }
            });
            ServeFailure failure = serving.failure();
            assertEquals(Phase.REPLY, failure.phase(), "phase");
            assertInstanceOf(PipeTimeoutException.class, failure.cause(), "cause");
            serving.echo(10);
        }
    }

    @Test
    default void rule_10_9_aConnectionThatTheHandlerClosesIsNoFailure() throws Exception {
        Serving.each(subject(), kind -> {
            RequestHandler handler = (client, request) -> {
                if (request.length == 1) {
                    client.close();
                }
                return request;
            };
            try (Serving serving = kind.serve(handler)) {
                Client client = serving.connect();
                assertThrows(PeerClosedException.class, () -> client.exchange(new byte[1], GUARD));
                serving.echo(10);
                assertEquals(List.of(), serving.failures(), "failures");
            }
        });
    }

    @Test
    default void rule_10_9_anInterruptedHandlerThatGoesOnLosesItsReply() throws Exception {
        Serving.each(subject(), kind -> {
            RequestHandler handler = (client, request) -> {
                if (request.length == 1) {
                    Thread.currentThread().interrupt();
                }
                return request;
            };
            try (Serving serving = kind.serve(handler)) {
                Call<byte[]> call = serving.ask(serving.connect(), new byte[1]);
                ServeFailure failure = serving.failure();
                assertEquals(Phase.REPLY, failure.phase(), "phase");
                assertInstanceOf(ClosedByInterruptException.class, failure.cause(), "cause");
                call.failure(PeerClosedException.class);
                Eventually.holds("the others are served", () -> {
                    serving.echo(10);
                    return true;
                });
            }
        });
    }
}
