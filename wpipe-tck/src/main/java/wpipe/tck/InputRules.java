package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import wpipe.api.Access;
import wpipe.api.Client;
import wpipe.api.ClientOptions;
import wpipe.api.Framing;
import wpipe.api.ImpersonationLevel;
import wpipe.api.MessageTooLargeException;
import wpipe.api.Mode;
import wpipe.api.PipeException;
import wpipe.api.PipeNotFoundException;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.api.ServerOwner;
import wpipe.spi.Reach;

/** Rule 1.9: whatever is passed in. */
interface InputRules extends Rules {
    /** The system property that says how many random inputs there are. */
    String INPUTS = "wpipe.tck.inputs";

    int INSIDE_THE_JVM = 20_000;
    int THROUGH_THE_SYSTEM = 2000;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    default void rule_1_9_whateverIsPassedInOnlyWhatIsDocumentedComes(TestReporter reporter) {
        boolean insideTheJvm = subject().clientProvider().reach() == Reach.JVM;
        int count = Integer.getInteger(INPUTS, insideTheJvm ? INSIDE_THE_JVM : THROUGH_THE_SYSTEM);
        String name = subject().newName();
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            RandomInput input = new RandomInput(new Random(Payload.SEED * 31 + i), name);
            try {
                outcomes.merge(outcome(input), 1, Integer::sum);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("input " + i + " of " + count + ": " + e, e);
            }
        }
        reporter.publishEntry("inputs", count + " with wpipe.tck.seed=" + Payload.SEED + ": " + outcomes);
        assertTrue(count < 1000 || outcomes.size() >= 4, () -> "the inputs are of one kind: " + outcomes);
    }

    /** What came of one; whatever is not documented is thrown. */
    private String outcome(RandomInput input) throws IOException {
        try {
            switch (input.below(3)) {
                case 0 -> openAndClose(input);
                case 1 -> connect(input);
                default -> sendTooMuch(input);
            }
            return "taken";
        } catch (IllegalArgumentException e) {
            assertTrue(
                    e.getClass() == IllegalArgumentException.class
                            && !String.valueOf(e.getMessage()).isBlank(),
                    () -> "not meant for people: " + e);
            return "IllegalArgumentException";
        } catch (PipeException e) {
            return e.getClass().getSimpleName();
        } catch (NullPointerException e) {
            if (!input.hasNull()) {
                throw e;
            }
            return "NullPointerException";
        }
    }

    private void openAndClose(RandomInput input) throws IOException {
        ServerOptions options = serverOptions(input);
        String name = input.name();
        Mode mode = input.orNull(input.pick(Arrays.asList(Mode.values())));
        try {
            Server.open(name, mode, options).close();
        } finally {
            if (input.isOwn(name)) {
                assertAbsent(name);
            }
        }
    }

    /** Opened and closed, or refused: there is no pipe. */
    private void assertAbsent(String name) {
        Exception e = assertThrows(
                Exception.class,
                () -> Client.connect(name, Mode.MASTER, subject().clientOptions())
                        .close());
        assertTrue(e instanceof PipeNotFoundException || e instanceof IllegalArgumentException, () -> "left: " + e);
    }

    private ServerOptions serverOptions(RandomInput input) {
        ServerOptions options = subject().serverOptions();
        for (int changes = input.below(3); changes > 0; changes--) {
            options = switch (input.below(9)) {
                case 0 -> options.withMaxClients(input.number());
                case 1 -> options.withMaxMessageSize(input.number());
                case 2 -> options.withDefaultWait(input.duration());
                case 3 -> options.withFraming(input.orNull(input.pick(Arrays.asList(Framing.values()))));
                case 4 -> options.withAccess(Access.appContainer(input.sid()));
                case 5 -> options.withRemoteClients(input.flip()).withBothRights(input.flip());
                case 6 -> options.withProvider(input.flip() ? input.name() : options.provider());
                case 7 -> options.withSharedName(input.flip()).withWaitingInstances(input.few());
                default -> options.withAccess(Access.sddl(input.descriptor()));
            };
        }
        return options;
    }

    private void connect(RandomInput input) throws IOException {
        ClientOptions options = subject().clientOptions();
        for (int changes = input.below(3); changes > 0; changes--) {
            options = switch (input.below(7)) {
                case 0 -> options.withHost(input.host());
                case 1 -> options.withConnectTimeout(input.duration());
                case 2 -> options.withMaxMessageSize(input.number());
                case 3 -> options.withFraming(input.orNull(input.pick(Arrays.asList(Framing.values()))));
                case 4 ->
                    options.withImpersonation(input.orNull(input.pick(Arrays.asList(ImpersonationLevel.values()))));
                case 5 -> options.withProvider(input.flip() ? input.name() : options.provider());
                default -> options.withServerOwner(ServerOwner.sid(input.sid()));
            };
        }
        if (!options.host().equals(ClientOptions.THIS_MACHINE) && subject().reach() == Reach.MACHINE) {
            return; // a name that looks for another machine in a network takes as long as that takes
        }
        Client.connect(input.name(), input.orNull(input.pick(Arrays.asList(Mode.values()))), options)
                .close();
        throw new AssertionError("a pipe that nobody has opened");
    }

    /** Messages of any size: what is too large is refused, and the connection goes on. */
    private void sendTooMuch(RandomInput input) throws IOException {
        int limit = Math.floorMod(input.number(), 5000) + 1;
        byte[] message = input.orNull(new byte[input.below(2 * limit)]);
        try (Pipes pipes = new Pipes(subject())) {
            Link link = pipes.link(Mode.DUPLEX, limit);
            try {
                link.client().write(message, GUARD);
            } catch (MessageTooLargeException e) {
                assertTrue(message.length > limit, "refused, and not too large");
                message = new byte[limit];
                link.client().write(message, GUARD);
            }
            assertArrayEquals(message, link.atServer().read(GUARD));
            link.atServer().write(message, input.duration());
        }
    }
}
