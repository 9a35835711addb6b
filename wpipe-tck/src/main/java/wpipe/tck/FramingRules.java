package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Framing;
import wpipe.api.FramingMismatchException;
import wpipe.api.Mode;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.TurnException;
import wpipe.spi.Capability;

/** Section 12: which framing goes with which mode, and with which other one. */
interface FramingRules extends Rules {
    List<Framing> STREAMS = List.of(Framing.BYTES, Framing.BYTES_IN_MESSAGES);

    @Test
    default void rule_12_2_aStreamTakesNoTurns() throws Exception {
        for (Mode mode : List.of(Mode.MASTER, Mode.SLAVE, Mode.SINGLE_TRANSACTION)) {
            for (Framing framing : STREAMS) {
                try (Pipes pipes = new Pipes(subject())) {
                    assertNamesBoth(
                            mode,
                            framing,
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> pipes.open(mode, options -> options.withFraming(framing))));
                    Server server = pipes.open(mode);
                    assertNamesBoth(
                            mode,
                            framing,
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> pipes.connect(mode, options -> options.withFraming(framing))));
                    assertEquals(0, server.clientCount(), "clients");
                    pipes.join(server).exchange(1);
                }
            }
        }
    }

    private static void assertNamesBoth(Mode mode, Framing framing, IllegalArgumentException e) {
        Failures.assertSays(mode.name(), e);
        Failures.assertSays(framing.name(), e);
    }

    @Test
    default void rule_12_2_aStreamHasNoExchange() throws Exception {
        Framings.streams(subject(), "12.2", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.stream(Mode.DUPLEX, framing);
                TurnException e =
                        assertThrows(TurnException.class, () -> link.client().exchange(new byte[3], GUARD));
                Failures.assertSays("framing BYTES", e);
                assertThrows(
                        PipeTimeoutException.class, () -> link.atServer().read(Duration.ZERO), "something was sent");
            }
        });
    }

    @Test
    default void rule_12_2_aStreamHasNoRequests() throws Exception {
        Framings.streams(subject(), "12.2", framing -> {
            try (Pipes pipes = new Pipes(subject())) {
                for (Mode mode : List.of(Mode.DUPLEX, Mode.READER)) {
                    Server server = pipes.open(mode, options -> options.withFraming(framing));
                    TurnException e =
                            assertThrows(TurnException.class, () -> server.serve((client, request) -> request));
                    Failures.assertSays("framing " + framing, e);
                    server.close();
                }
                Link link = pipes.stream(Mode.DUPLEX, framing);
                link.client().write(new byte[3], GUARD);
                assertEquals(
                        List.of(link.atServer()), link.server().waitForData(GUARD), "it goes on without a service");
            }
        });
    }

    @Test
    default void rule_12_3_aPipeOfBytesHasNoMessages() throws Exception {
        subject().require(Capability.BYTE_PIPES, "12.3");
        for (Mode mode : List.of(Mode.DUPLEX, Mode.READER, Mode.WRITER)) {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, options -> options.withFraming(Framing.BYTES));
                for (Framing framing : List.of(Framing.MESSAGES, Framing.BYTES_IN_MESSAGES)) {
                    FramingMismatchException e = assertThrows(
                            FramingMismatchException.class,
                            () -> pipes.connect(mode.complement(), options -> options.withFraming(framing)));
                    Failures.assertSays(pipes.name(), e);
                    Failures.assertSays("framing " + framing, e);
                    Failures.assertSays("only with BYTES", e);
                }
                Pipes.awaitClients(server, 0);
                Link link = pipes.joinStream(server);
                link.sender().write(new byte[] {1, 2}, GUARD);
                assertEquals(1, link.receiver().read(ByteBuffer.allocate(1), GUARD));
            }
        }
    }

    @Test
    default void rule_12_3_aStreamCanBeHadOnAPipeOfMessages() throws Exception {
        for (Framing serverFraming : List.of(Framing.MESSAGES, Framing.BYTES_IN_MESSAGES)) {
            for (Framing clientFraming : STREAMS) {
                try (Pipes pipes = new Pipes(subject())) {
                    Server server = pipes.open(Mode.DUPLEX, options -> options.withFraming(serverFraming));
                    Client client = pipes.connect(Mode.DUPLEX, options -> options.withFraming(clientFraming));
                    Link link = new Link(server, server.accept(GUARD), client);
                    assertEquals(clientFraming, client.framing());
                    assertEquals(serverFraming, link.atServer().framing());
                    ByteFlow written = new ByteFlow(6);
                    client.outputStream().write(written.next(3000));
                    ByteFlow read = new ByteFlow(6);
                    while (read.position() < 3000) {
                        read.check(link.atServer().read(GUARD));
                    }
                    link.atServer().write(written.next(2000));
                    read.check(client.inputStream().readNBytes(2000));
                }
            }
        }
    }

    @Test
    default void rule_12_3_aClientOfMessagesKnowsNothingOfAStreamInThem() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.DUPLEX, options -> options.withFraming(Framing.BYTES_IN_MESSAGES));
            Client client = pipes.connect(Mode.DUPLEX);
            Link link = new Link(server, server.accept(GUARD), client);
            link.atServer().write(new ByteFlow(7).next(100));
            assertEquals(100, client.read(GUARD).length, "the message that a piece of the stream is");
            link.atServer().shutdownOutput();
            assertEquals(0, client.read(GUARD).length, "the message that is the end of the stream");
        }
    }
}
