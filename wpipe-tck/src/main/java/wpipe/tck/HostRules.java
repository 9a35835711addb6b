package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Mode;
import wpipe.api.PipeException;

/** Section 13: pipes of other machines. */
interface HostRules extends Rules {
    @Test
    default void rule_13_2_aMachineThatDoesNotExistIsAnErrorThatNamesIt() throws Exception {
        // A name that no network has (RFC 6761); there may well be a pipe of that name here.
        String nowhere = "wpipe-tck.invalid";
        try (Pipes pipes = new Pipes(subject())) {
            pipes.open(Mode.SLAVE);
            for (boolean wait : new boolean[] {false, true}) {
                PipeException e = assertThrows(
                        PipeException.class,
                        () -> pipes.connect(
                                Mode.MASTER,
                                options -> options.withHost(nowhere).withWaitForServer(wait)));
                assertEquals("\\\\" + nowhere + "\\pipe\\" + pipes.name(), e.pipe());
                assertNotEquals(PipeException.NO_CODE, e.code());
                String message = String.valueOf(e.getMessage());
                assertTrue(message.contains(e.pipe()) && message.endsWith(" (error " + e.code() + ")"), message);
            }
            assertTrue(pipes.connect(Mode.MASTER, options -> options.withHost(ClientOptions.THIS_MACHINE))
                    .isAlive());
        }
    }

    @Test
    default void rule_13_2_aNameThatNoMachineCanHaveIsRefused() {
        for (String host :
                List.of("", "a b", "\\\\server", "server\\pipe", "a/b", "..", "-a", "a-", "a:1", "a".repeat(256))) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Client.connect(
                            subject().newName(),
                            Mode.MASTER,
                            subject().clientOptions().withHost(host)));
            assertTrue(String.valueOf(e.getMessage()).startsWith("host '" + host + "' must "), e.getMessage());
        }
        for (String host : List.of("server", "SERVER-1", "fs_1.example.org", "192.168.0.1")) {
            assertFalse(subject().clientOptions().withHost(host).host().isEmpty());
        }
    }
}
