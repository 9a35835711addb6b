package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.ImpersonationLevel;
import wpipe.api.Mode;
import wpipe.api.NoProviderException;
import wpipe.api.PipeException;
import wpipe.api.Server;
import wpipe.api.ServerOwner;
import wpipe.api.UntrustedServerException;
import wpipe.spi.Capability;

/** Section 8: whom a client trusts, and with what. */
interface TrustRules extends Rules {
    /** An account that runs no tests: the null SID, which is nobody's. */
    ServerOwner NOBODY = ServerOwner.sid("S-1-0-0");

    @Test
    default void rule_8_6_whateverAClientLendsItCanTalk() throws Exception {
        for (ImpersonationLevel level : ImpersonationLevel.values()) {
            Modes.all(mode -> {
                try (Pipes pipes = new Pipes(subject())) {
                    pipes.join(pipes.open(mode), options -> options.withImpersonation(level))
                            .exchange(1);
                }
            });
        }
    }

    @Test
    default void rule_8_7_aServerOfTheSameUserIsReached() throws Exception {
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                for (ServerOwner owner : List.of(ServerOwner.currentUser(), ServerOwner.anyone())) {
                    pipes.join(server, options -> options.withServerOwner(owner))
                            .exchange(1);
                }
            }
        });
    }

    @Test
    default void rule_8_7_aServerOfSomebodyElseIsRefusedAndNamed() throws Exception {
        subject().require(Capability.ACCOUNTS, "8.7");
        Modes.all(mode -> {
            try (Pipes pipes = new Pipes(subject())) {
                Server server = pipes.open(mode);
                UntrustedServerException e = assertThrows(
                        UntrustedServerException.class,
                        () -> pipes.connect(mode.complement(), options -> options.withServerOwner(NOBODY)));
                assertTrue(
                        String.valueOf(e.getMessage()).contains(e.owner()),
                        () -> "the owner is not named in " + e.getMessage());
                // The one that was named is the one.
                pipes.join(server, options -> options.withServerOwner(ServerOwner.sid(e.owner())))
                        .exchange(1);
            }
        });
    }

    @Test
    default void rule_8_7_anOwnerIsAskedForOrRefusedAndNeverIgnored() throws Exception {
        boolean known = subject().clientProvider().capabilities().contains(Capability.ACCOUNTS);
        try (Pipes pipes = new Pipes(subject())) {
            Server server = pipes.open(Mode.SLAVE);
            Class<? extends PipeException> refusal = known ? UntrustedServerException.class : NoProviderException.class;
            PipeException e =
                    assertThrows(refusal, () -> pipes.connect(Mode.MASTER, options -> options.withServerOwner(NOBODY)));
            assertTrue(
                    known || String.valueOf(e.getMessage()).contains("ACCOUNTS"),
                    () -> "the capability is not named in " + e.getMessage());
            pipes.join(server).exchange(1);
        }
    }
}
