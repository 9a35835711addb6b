package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Access;
import wpipe.api.InvalidSddlException;
import wpipe.api.NoProviderException;
import wpipe.api.PipeNotFoundException;
import wpipe.spi.Capability;

/** Section 8: access lists, as far as the user who runs the tests can see them. */
interface AccessRules extends Rules {
    /** Not asked for by anybody here, and yet the tests' own user must get in. */
    List<Access> ACCESSES = List.of(
            Access.ownerOnly(),
            Access.ownerAndAdministrators(),
            Access.authenticatedUsers(),
            Access.authenticatedUsers().withGenericWrite(),
            Access.everyone(),
            Access.everyone().withGenericWrite(),
            Access.appContainer("S-1-15-2-1"));

    @Test
    default void rule_8_2_theServersOwnUserIsAlwaysAdmitted() throws Exception {
        for (Access access : ACCESSES) {
            Modes.all(mode -> {
                try (Pipes pipes = new Pipes(subject())) {
                    Link link = pipes.join(pipes.open(mode, options -> options.withAccess(access)));
                    link.exchange(1);
                    // The next one takes an instance that was made later.
                    pipes.join(link.server()).exchange(2);
                }
            });
        }
    }

    @Test
    default void rule_8_2_aListOfOnesOwnIsTaken() throws Exception {
        subject().require(Capability.ACCOUNTS, "8.2");
        for (String sddl : List.of("D:P(A;;FA;;;WD)", "D:(A;;GA;;;WD)", "S:(ML;;NW;;;LW)D:(A;;FA;;;WD)")) {
            try (Pipes pipes = new Pipes(subject())) {
                Link link = pipes.join(pipes.open(Modes.ofRound(0), options -> options.withAccess(Access.sddl(sddl))));
                link.exchange(1);
                pipes.join(link.server()).exchange(2);
            }
        }
    }

    @Test
    default void rule_8_5_aListThatIsNotUnderstoodIsRefusedWithItsPlace() throws Exception {
        subject().require(Capability.ACCOUNTS, "8.5");
        String bad = "(A;;FA;;;Nobody)";
        String sddl = "D:P(A;;FA;;;WD)" + bad + "(A;;FA;;;BA)";
        try (Pipes pipes = new Pipes(subject())) {
            InvalidSddlException e = assertThrows(
                    InvalidSddlException.class,
                    () -> pipes.open(Modes.ofRound(0), options -> options.withAccess(Access.sddl(sddl))));
            assertEquals(sddl.indexOf(bad), e.index(), "index");
            assertTrue(e.code() != 0, () -> "no code in " + e.getMessage());
            assertTrue(
                    String.valueOf(e.getMessage()).contains(bad), () -> "the entry is not named in " + e.getMessage());
            // Nothing was made.
            assertThrows(
                    PipeNotFoundException.class,
                    () -> pipes.connect(Modes.ofRound(0).complement()));
            pipes.open(Modes.ofRound(0));
        }
    }

    @Test
    default void rule_8_5_aListIsTakenOrRefusedAndNeverIgnored() throws Exception {
        Access list = Access.sddl("D:P(A;;FA;;;WD)");
        try (Pipes pipes = new Pipes(subject())) {
            if (subject().serverCan(Capability.ACCOUNTS)) {
                pipes.open(Modes.ofRound(0), options -> options.withAccess(list));
                return;
            }
            NoProviderException e = assertThrows(
                    NoProviderException.class, () -> pipes.open(Modes.ofRound(0), options -> options.withAccess(list)));
            assertTrue(
                    String.valueOf(e.getMessage()).contains("ACCOUNTS"),
                    () -> "the capability is not named in " + e.getMessage());
        }
    }
}
