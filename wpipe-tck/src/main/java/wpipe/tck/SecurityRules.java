package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.Mode;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeBusyException;
import wpipe.api.PipeNameInUseException;
import wpipe.api.Server;
import wpipe.spi.Capability;

/** Section 8: security, as far as one program run by one user can see it. */
interface SecurityRules extends Rules {
    @Test
    default void rule_8_1_aNameThatIsTakenIsRefused() throws Exception {
        subject().require(Capability.EXCLUSIVE_NAME, "8.1");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.link(mode);
                for (String name : new String[] {pipes.name(), pipes.name().toUpperCase(Locale.ROOT)}) {
                    // By a second server of each backend: the name is the system's.
                    assertThrows(
                            PipeNameInUseException.class,
                            () -> Server.open(name, mode, subject().serverOptions()));
                    assertThrows(
                            PipeNameInUseException.class,
                            () -> Server.open(name, mode.complement(), subject().otherServerOptions()));
                }
                link.exchange(1);
                pipes.join(link.server()).exchange(2);
            }
        });
    }

    @Test
    default void rule_8_4_aPipeThatGoesOneWayCanGiveBothRights() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode, options -> options.withBothRights(true));
                Mode other = mode.complement();
                for (boolean both : new boolean[] {true, false}) {
                    Client client = pipes.connect(other, options -> options.withBothRights(both));
                    new Link(server, server.accept(GUARD), client).exchange(1);
                }
            }
        });
    }

    @Test
    default void rule_8_4_aClientThatAsksForMoreThanThePipeHasIsRefused() throws Exception {
        Modes.oneWay(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                pipes.open(mode);
                assertThrows(
                        PipeAccessDeniedException.class,
                        () -> pipes.connect(mode.complement(), options -> options.withBothRights(true)));
            }
        });
    }

    @Test
    default void rule_8_10_serversThatShareANameBothGetClients() throws Exception {
        subject().require(Capability.SHARED_NAME, "8.10");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                List<Server> servers = List.of(
                        pipes.open(mode, options -> options.withSharedName(true).withMaxClients(1)),
                        pipes.open(mode, options -> options.withSharedName(true).withMaxClients(1)));
                List<Client> clients = List.of(pipes.connect(mode.complement()), pipes.connect(mode.complement()));
                assertThrows(
                        PipeBusyException.class,
                        () -> pipes.connect(mode.complement(), options -> options.withConnectTimeout(SHORT)));
                for (Server server : servers) {
                    assertTrue(server.accept(GUARD).isOpen(), "each has a client");
                }
                // One goes, and the name is still that of the other.
                servers.get(0).close();
                assertEquals(1, servers.get(1).clientCount(), "clients of the other");
                clients.get(0).close();
                clients.get(1).close();
                Pipes.awaitClients(servers.get(1), 0);
                pipes.join(servers.get(1)).exchange(1);
            }
        });
    }

    @Test
    default void rule_8_10_aSharedNameIsStillTakenForOthers() throws Exception {
        subject().require(Capability.SHARED_NAME, "8.10");
        subject().require(Capability.EXCLUSIVE_NAME, "8.10");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                pipes.open(mode, options -> options.withSharedName(true));
                assertThrows(PipeNameInUseException.class, () -> pipes.open(mode));
            }
        });
    }

    @Test
    default void rule_8_10_aSharedNameNeedNotExist() throws Exception {
        subject().require(Capability.SHARED_NAME, "8.10");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                pipes.join(pipes.open(mode, options -> options.withSharedName(true)))
                        .exchange(1);
            }
        });
    }

    @Test
    default void rule_8_1_aFullServerKeepsItsName() throws Exception {
        subject().require(Capability.EXCLUSIVE_NAME, "8.1");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(mode, o -> o.withMaxClients(1)));
                assertThrows(
                        PipeNameInUseException.class,
                        () -> Server.open(pipes.name(), mode, subject().serverOptions()));
                link.exchange(1);
            }
        });
    }
}
