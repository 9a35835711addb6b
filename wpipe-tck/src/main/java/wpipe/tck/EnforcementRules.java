package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import wpipe.api.Access;
import wpipe.api.Connection;
import wpipe.api.Mode;
import wpipe.api.Peer;
import wpipe.api.PipeAccessDeniedException;
import wpipe.api.PipeException;
import wpipe.api.PipeNameInUseException;
import wpipe.api.Server;
import wpipe.api.ServerOwner;
import wpipe.api.UntrustedServerException;
import wpipe.spi.Capability;

/** Section 8: what takes a second user of the machine, or another name of it, to be seen. */
interface EnforcementRules extends Rules {
    /** The system property that names this machine as others do, to connect to it as if from another one. */
    String HOST = "wpipe.tck.host";

    private void requireOther(String rule) {
        subject().require(Capability.ENFORCED_ACCESS, rule);
        subject().require(Capability.ACCOUNTS, rule);
        AsOtherUser.require(rule);
    }

    @Test
    default void rule_8_2_anotherUserIsRefused() throws Exception {
        requireOther("8.2");
        for (Access access : List.of(
                Access.ownerOnly(),
                Access.ownerAndAdministrators(),
                Access.appContainer("S-1-15-2-1"),
                Access.sddl("D:P(A;;FA;;;OW)"))) {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(Mode.SLAVE, options -> options.withAccess(access));
                try (AsOtherUser other = AsOtherUser.connect(subject(), pipes.name())) {
                    assertAnswer(PipeAccessDeniedException.class, other, access.toString());
                }
                assertEquals(0, server.clientCount(), "clients");
                pipes.join(server).exchange(1);
            }
        }
    }

    @Test
    default void rule_8_2_anotherUserWhoIsAdmittedMayTalk() throws Exception {
        requireOther("8.2");
        for (Access access : List.of(
                Access.authenticatedUsers(),
                Access.everyone(),
                Access.everyone().withGenericWrite())) {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(Mode.SLAVE, options -> options.withAccess(access));
                answerOne(pipes, server);
            }
        }
    }

    /** The peer that the other user is; it has been answered. */
    private Peer answerOne(Pipes pipes, Server server) throws IOException {
        try (AsOtherUser other = AsOtherUser.connect(subject(), pipes.name());
                Connection client = server.accept(GUARD)) {
            client.write(client.read(GUARD), GUARD);
            Peer peer = client.peer();
            String answer = other.answer();
            assertTrue(answer.startsWith(OtherUser.DONE), answer);
            assertEquals(
                    OptionalLong.of(Long.parseLong(answer.substring(OtherUser.DONE.length() + 1))),
                    peer.processId(),
                    "process");
            return peer;
        }
    }

    @Test
    default void rule_8_8_anotherUserIsNamed() throws Exception {
        requireOther("8.8");
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE, options -> options.withAccess(Access.authenticatedUsers()));
            Link own = pipes.join(server);
            Peer other = answerOne(pipes, server);
            assertNotEquals(own.atServer().peer().user(), other.user());
            assertTrue(other.user().isPresent(), () -> "user of " + other);
        }
    }

    @Test
    default void rule_8_2_anotherUserMayNotAddInstances() throws Exception {
        requireOther("8.2");
        try (Pipes pipes = new Pipes(subject())) {
            pipes.open(Mode.SLAVE, options -> options.withAccess(Access.authenticatedUsers()));
            try (AsOtherUser other = AsOtherUser.share(subject(), pipes.name())) {
                assertAnswer(PipeAccessDeniedException.class, other, "an instance of another user");
            }
        }
        // The price of GENERIC_WRITE, as it is documented.
        try (Pipes pipes = new Pipes(subject())) {
            pipes.open(
                    Mode.SLAVE,
                    options -> options.withAccess(Access.authenticatedUsers().withGenericWrite()));
            try (AsOtherUser other = AsOtherUser.share(subject(), pipes.name())) {
                assertTrue(other.answer().startsWith(OtherUser.DONE), "with GENERIC_WRITE he may");
            }
        }
    }

    @Test
    default void rule_8_1_aNameThatAnotherUserHasIsTaken() throws Exception {
        requireOther("8.1");
        try (Pipes pipes = new Pipes(subject());
                AsOtherUser squatter = AsOtherUser.open(subject(), pipes.name())) {
            assertTrue(squatter.answer().startsWith(OtherUser.DONE));
            assertThrows(PipeNameInUseException.class, () -> pipes.open(Mode.SLAVE));
        }
    }

    @Test
    default void rule_8_7_aSquatterIsRefused() throws Exception {
        requireOther("8.7");
        try (Pipes pipes = new Pipes(subject());
                AsOtherUser squatter = AsOtherUser.open(subject(), pipes.name())) {
            assertTrue(squatter.answer().startsWith(OtherUser.DONE));
            assertThrows(
                    UntrustedServerException.class,
                    () -> pipes.connect(Mode.MASTER, options -> options.withServerOwner(ServerOwner.currentUser())));
            assertTrue(pipes.connect(Mode.MASTER).isOpen(), "who does not ask reaches him");
        }
    }

    private static void assertAnswer(Class<? extends PipeException> refusal, AsOtherUser other, String what)
            throws IOException {
        String answer = other.answer();
        assertTrue(answer.startsWith(refusal.getSimpleName() + " "), () -> what + ": " + answer);
    }

    @Test
    default void rule_8_3_aClientOfAnotherMachineIsRefused() throws Exception {
        subject().require(Capability.ENFORCED_ACCESS, "8.3");
        subject().require(Capability.ACCOUNTS, "8.3");
        String host = System.getProperty(HOST);
        if (host == null) {
            Assumptions.abort("rule 8.3 was not tried: system property " + HOST + " is not set (wpipe-tck/README.md)");
            return;
        }
        for (boolean admitted : new boolean[] {false, true}) {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(
                        Mode.SLAVE,
                        options -> options.withAccess(Access.everyone()).withRemoteClients(admitted));
                if (admitted) {
                    pipes.join(server, options -> options.withHost(host)).exchange(1);
                } else {
                    assertThrows(
                            PipeException.class, () -> pipes.connect(Mode.MASTER, options -> options.withHost(host)));
                    assertEquals(0, server.clientCount(), "clients");
                }
            }
        }
    }
}
