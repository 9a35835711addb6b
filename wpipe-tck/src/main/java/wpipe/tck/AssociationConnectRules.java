package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import wpipe.api.Association;
import wpipe.api.Client;
import wpipe.api.Mode;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeException;
import wpipe.api.PipeNameInUseException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.PipeTimeoutException;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.spi.Capability;

/** Rules 13.5 and 13.6: opening two pipes and connecting to them. */
interface AssociationConnectRules extends Rules {
    private Client connect(Pipes pipes, Duration timeout) throws IOException {
        return pipes.add(
                Association.connect(pipes.name(), subject().clientOptions().withConnectTimeout(timeout)));
    }

    @Test
    default void rule_13_5_eachEndNamesThePipesByWhatItDoes() throws Exception {
        String toServer = subject().newName();
        String toClient = subject().newName();
        try (Server server = Association.open(toServer, toClient, subject().serverOptions());
                Client client =
                        Association.connect(toClient, toServer, subject().clientOptions())) {
            assertEquals(toServer, server.name());
            assertEquals(toClient, client.name());
            assertTrue(server.accept(GUARD).isAlive());
            assertThrows(
                    PipeAccessDeniedException.class,
                    () -> Association.connect(toServer, toClient, subject().clientOptions()));
        }
        try (Server server = Association.open(toClient, toServer, subject().serverOptions())) {
            assertTrue(server.isOpen(), "both names are free again");
        }
    }

    @Test
    default void rule_13_5_whatBreaksARuleIsRefused() {
        ServerOptions options = subject().serverOptions();
        String name = subject().newName();
        assertThrows(
                IllegalArgumentException.class, () -> Association.open(name, name.toUpperCase(Locale.ROOT), options));
        assertThrows(
                IllegalArgumentException.class,
                () -> Association.connect(name, name, subject().clientOptions()));
        assertThrows(IllegalArgumentException.class, () -> Association.open("a\\b", options));
        assertThrows(IllegalArgumentException.class, () -> Association.open(name, options.withMaxMessageSize(47)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Association.connect(name, subject().clientOptions().withMaxMessageSize(47)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Association.open(name, name + "2", options, Duration.ofMillis(-1)));
    }

    @Test
    default void rule_13_5_aNameThatIsTakenLeavesTheOtherFree() throws Exception {
        subject().require(Capability.EXCLUSIVE_NAME, "13.5");
        ServerOptions options = subject().serverOptions();
        String taken = subject().newName();
        String free = subject().newName();
        try (Server other = Server.open(taken, Mode.SLAVE, options)) {
            assertTrue(other.isOpen());
            assertThrows(PipeNameInUseException.class, () -> Association.open(taken, free, options));
            assertThrows(PipeNameInUseException.class, () -> Association.open(free, taken, options));
            try (Server server = Association.open(free, subject().newName(), options)) {
                assertTrue(server.isOpen());
            }
        }
    }

    @Test
    default void rule_13_5_absentAndBusyPipes() throws Exception {
        try (Pipes pipes = new Pipes(subject())) {
            assertThrows(PipeNotFoundException.class, () -> connect(pipes, GUARD));
            Call<Client> waiting = pipes.start(
                    "connect",
                    () -> pipes.add(Association.connect(
                            pipes.name(), subject().clientOptions().withWaitForServer(true))));
            Server server = pipes.add(
                    Association.open(pipes.name(), subject().serverOptions().withMaxClients(1)));
            Client first = waiting.get();
            assertThrows(PipeBusyException.class, () -> connect(pipes, SHORT));
            first.close();
            Call<Client> next = pipes.start("connect", () -> connect(pipes, GUARD));
            Eventually.holds("the next client has room", () -> {
                server.clientCount();
                return next.isDone();
            });
            assertTrue(next.get().isAlive());
        }
    }

    @Test
    default void rule_13_6_aServerThatTiesNothingIsNotWaitedForForEver() throws Exception {
        String toServer = subject().newName();
        String toClient = subject().newName();
        try (Pipes pipes = new Pipes(subject())) {
            Server reader =
                    pipes.add(Server.open(toServer, Mode.READER, subject().serverOptions()));
            Server writer =
                    pipes.add(Server.open(toClient, Mode.WRITER, subject().serverOptions()));
            PipeTimeoutException late = assertThrows(
                    PipeTimeoutException.class,
                    () -> Association.connect(
                            toClient, toServer, subject().clientOptions().withConnectTimeout(SHORT)));
            assertTrue(String.valueOf(late.getMessage()).contains("token"), late.getMessage());
            assertEquals(0, reader.clientCount(), "it did not come to the other pipe");

            Call<Client> connect = pipes.start(
                    "connect",
                    () -> Association.connect(toClient, toServer, subject().clientOptions()));
            writer.accept(GUARD).write(Payload.random(48), GUARD);
            PipeException wrong = connect.failure(PipeException.class);
            assertTrue(String.valueOf(wrong.getMessage()).contains("no token"), wrong.getMessage());

            for (int round = 0; round < 5; round++) {
                Call<Client> interrupted = pipes.start(
                        "connect",
                        () -> Association.connect(toClient, toServer, subject().clientOptions()));
                interrupted.settle(round);
                interrupted.interrupt();
                interrupted.failure(InterruptedIOException.class);
                assertTrue(interrupted.interruptStatus(), "the interrupt status stays set");
            }
            assertFalse(reader.iterator().hasNext());
        }
    }
}
