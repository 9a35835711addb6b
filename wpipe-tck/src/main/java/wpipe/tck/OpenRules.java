package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Mode;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.Server;
import wpipe.api.ServerOptions;

/** Section 1: open and connect. */
interface OpenRules extends Rules {
    @Test
    default void rule_1_1_clientsConnectToAServerThatDoesNothing() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                pipes.open(mode);
                for (int i = 0; i < ServerOptions.DEFAULT_MAX_CLIENTS; i++) {
                    assertTrue(pipes.connect(mode.complement()).isAlive(), "client " + i + " is alive");
                }
            }
        });
    }

    @Test
    default void rule_1_1_theFirstClientNeedNotWait() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                Client client = pipes.connect(mode.complement(), o -> o.withConnectTimeout(Duration.ZERO));
                new Link(server, server.accept(GUARD), client).exchange(1);
            }
        });
    }

    @Test
    default void rule_1_2_namesThatBreakTheRulesAreRefused() {
        for (String name : List.of(
                "",
                "a".repeat(248),
                "a\\b",
                "a/b",
                "\\\\.\\pipe\\a",
                "a\u0000b",
                "a\nb",
                "a\u001f",
                "a.",
                "a ",
                " ",
                ".")) {
            assertRefused(
                    name,
                    () -> Server.open(name, Mode.SLAVE, subject().serverOptions())
                            .close());
            assertRefused(
                    name,
                    () -> Client.connect(name, Mode.MASTER, subject().clientOptions())
                            .close());
        }
    }

    private static void assertRefused(String name, Executable call) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, call, () -> "name '" + name + "'")
                .getMessage());
        assertTrue(message.contains("'" + name + "'"), () -> "'" + name + "' is not named in: " + message);
    }

    @Test
    default void rule_1_2_namesThatKeepTheRulesAreTaken() throws Exception {
        String unique = subject().newName();
        for (String name : List.of(
                unique,
                unique + "x".repeat(247 - unique.length()),
                unique + ".a b,c",
                ". " + unique,
                unique + "-üß€日本")) {
            try (Server server = Server.open(name, Mode.SLAVE, subject().serverOptions());
                    Client client = Client.connect(name, Mode.MASTER, subject().clientOptions())) {
                assertEquals(name, server.name(), "name of the server");
                assertEquals(name, client.name(), "name of the client");
                client.write(Payload.random(10));
                assertArrayEquals(Payload.random(10), server.accept(GUARD).read(GUARD), name);
            }
        }
    }

    @Test
    default void rule_1_3_namesIgnoreCase() throws Exception {
        String name = subject().newName() + "-Case";
        try (Server server = Server.open(name, Mode.SLAVE, subject().serverOptions())) {
            for (String other : List.of(name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), name)) {
                try (Client client =
                        Client.connect(other, Mode.MASTER, subject().clientOptions())) {
                    new Link(server, server.accept(GUARD), client).exchange(1);
                }
            }
        }
    }

    @Test
    default void rule_1_4_anAbsentPipeIsNotWaitedFor() {
        // One day: the guard ends the test if that is how long it takes.
        ClientOptions options = subject().clientOptions().withConnectTimeout(Duration.ofDays(1));
        for (Mode mode : Mode.values()) {
            PipeNotFoundException e = assertThrows(
                    PipeNotFoundException.class, () -> Client.connect(subject().newName(), mode, options));
            assertTrue(e.pipe().contains("wpipe-tck-"), () -> "the pipe is not named in: " + e.getMessage());
        }
    }

    @Test
    default void rule_1_4_anAbsentPipeCanBeWaitedFor() throws Exception {
        Modes.all(mode -> {
            for (int round = 0; round < 10; round++) {
                try (Pipes pipes = new Pipes(subject())) {
                    Call<Client> client = pipes.start(
                            "connect, absent", () -> pipes.connect(mode.complement(), o -> o.withWaitForServer(true)));
                    client.settle(round);
                    Server server = pipes.open(mode);
                    new Link(server, server.accept(GUARD), client.get()).exchange(round);
                }
            }
        });
    }

    @Test
    default void rule_1_4_theWaitForAnAbsentPipeEnds() {
        for (Duration timeout : List.of(Duration.ZERO, SHORT)) {
            ClientOptions options =
                    subject().clientOptions().withWaitForServer(true).withConnectTimeout(timeout);
            assertThrows(
                    PipeNotFoundException.class, () -> Client.connect(subject().newName(), Mode.MASTER, options));
        }
    }

    @Test
    default void rule_1_5_aBusyPipeIsWaitedForUntilTheTimeout() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(mode, o -> o.withMaxClients(1)));
                for (Duration timeout : List.of(Duration.ZERO, SHORT)) {
                    assertThrows(
                            PipeBusyException.class,
                            () -> pipes.connect(mode.complement(), o -> o.withConnectTimeout(timeout)));
                }
                link.exchange(1);
            }
        });
    }

    @Test
    default void rule_1_5_aWaitingClientConnectsAsSoonAsThereIsRoom() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(mode, o -> o.withMaxClients(1)));
                for (int round = 0; round < 10; round++) {
                    Call<Client> next = pipes.start("connect, busy", () -> pipes.connect(mode.complement()));
                    next.settle(round);
                    link.exchange(round);
                    link.atServer().close();
                    link.client().close();
                    link = new Link(link.server(), link.server().accept(GUARD), next.get());
                }
                link.exchange(99);
            }
        });
    }

    @Test
    default void rule_1_6_optionsOutOfRangeAreRefused() {
        ServerOptions server = subject().serverOptions();
        ClientOptions client = subject().clientOptions();
        for (int value : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertOutOfRange("maxClients", value, "1", () -> server.withMaxClients(value));
        }
        for (int value : new int[] {0, -1, (1 << 30) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertOutOfRange("maxMessageSize", value, "1073741824", () -> server.withMaxMessageSize(value));
            assertOutOfRange("maxMessageSize", value, "1073741824", () -> client.withMaxMessageSize(value));
        }
        for (Duration value : List.of(
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofNanos(999_999),
                Duration.ofNanos(1_500_000),
                Duration.ofDays(25),
                Duration.ofSeconds(Long.MAX_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE))) {
            assertOutOfRange("defaultWait", value, "PT0.001S", () -> server.withDefaultWait(value));
        }
        for (Duration value : List.of(Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertOutOfRange("connectTimeout", value, "zero", () -> client.withConnectTimeout(value));
        }
        for (String value : List.of("a\\b", "a/b", "a b", "-a", "x".repeat(256))) {
            assertOutOfRange("host", value, "", () -> client.withHost(value));
        }
    }

    private static void assertOutOfRange(String option, Object value, String bound, Executable call) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, call, () -> option + " " + value)
                .getMessage());
        for (String part : List.of(option, value.toString(), bound)) {
            assertTrue(message.contains(part), () -> "'" + part + "' is not in: " + message);
        }
    }

    @Test
    default void rule_1_6_optionsAtTheEndsOfTheirRangesWork() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(
                        mode,
                        o -> o.withMaxClients(Integer.MAX_VALUE)
                                .withMaxMessageSize(1 << 30)
                                .withDefaultWait(Duration.ofMillis(Integer.MAX_VALUE)));
                Client client = pipes.connect(
                        mode.complement(),
                        o -> o.withMaxMessageSize(1 << 30).withConnectTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
                new Link(server, server.accept(GUARD), client).exchange(1);
            }
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(
                        mode, o -> o.withMaxClients(1).withMaxMessageSize(1).withDefaultWait(Duration.ofMillis(1)));
                Link link = pipes.join(server, 1);
                link.sender().write(new byte[] {7});
                assertArrayEquals(new byte[] {7}, link.receiver().read(GUARD));
            }
        });
    }

    @Test
    default void rule_1_7_aDirectionThatThePipeDoesNotHaveIsRefused() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                assertThrows(PipeAccessDeniedException.class, () -> pipes.connect(mode), "the same mode");
                assertThrows(PipeAccessDeniedException.class, () -> pipes.connect(Mode.MASTER), "both directions");
                // Those who were refused have used up nothing, and are not among the clients.
                Link link = pipes.join(server);
                link.exchange(1);
                assertEquals(1, server.clientCount(), "clients");
            }
        });
    }

    @Test
    default void rule_1_8_theNameIsFreeAfterClose() throws Exception {
        String name = subject().newName();
        for (int round = 0; round < 50; round++) {
            reopen(name, Modes.ofRound(round), round);
        }
    }

    private void reopen(String name, Mode mode, int round) throws IOException {
        try (Server server = Server.open(name, mode, subject().serverOptions());
                Client client =
                        Client.connect(name, mode.complement(), subject().clientOptions())) {
            new Link(server, server.accept(GUARD), client).exchange(round);
        }
        assertThrows(
                PipeNotFoundException.class,
                () -> Client.connect(name, mode.complement(), subject().clientOptions()),
                () -> "connecting after close, round " + round);
    }
}
