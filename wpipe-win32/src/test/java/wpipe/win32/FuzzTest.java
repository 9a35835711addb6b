package wpipe.win32;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import wpipe.api.Access;
import wpipe.api.Framing;
import wpipe.api.ImpersonationLevel;
import wpipe.api.PipeException;
import wpipe.api.ServerOwner;
import wpipe.spi.ConnectRequest;
import wpipe.spi.ConnectSecurity;
import wpipe.spi.Direction;
import wpipe.spi.ListenRequest;
import wpipe.spi.ListenSecurity;
import wpipe.spi.PipeChannel;

/**
 * Random failures of any function in any place while pipes are opened, asked who is there, used as the client and closed: what
 * comes of it is an exception that says which function failed, and nothing is left open, allocated or impersonated.
 */
final class FuzzTest extends EngineTest {
    private static final int CASES = Integer.getInteger("wpipe.fuzz.cases", 20_000);

    /** A kernel remembers all its calls and memory. */
    private static final int CASES_A_KERNEL = 500;

    private static final long SEED = Long.getLong("wpipe.fuzz.seed", System.nanoTime());

    private static final int[] CODES = {2, 5, 6, 8, 50, 87, 109, 231, 232, 233, 1168, 1314, 1336, 1346, 1347, 1368, 1450
    };

    private static final List<String> FUNCTIONS = List.of(
            "CreateNamedPipe",
            "CreateFile",
            "SetNamedPipeHandleState",
            "SetFileCompletionNotificationModes",
            "CreateEvent",
            "CreateIoCompletionPort",
            "ConvertStringSecurityDescriptorToSecurityDescriptor",
            "LocalFree",
            "GetKernelObjectSecurity",
            "NtQueryInformationFile",
            "OpenProcessToken",
            "OpenThreadToken",
            "GetTokenInformation",
            "LookupAccountSid",
            "ImpersonateNamedPipeClient",
            "GetNamedPipeClientProcessId",
            "GetNamedPipeClientSessionId",
            "GetNamedPipeServerProcessId",
            "GetNamedPipeServerSessionId");

    private final Map<String, Integer> outcomes = new HashMap<>();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whateverFailsIsToldAndNothingIsLeft(TestReporter reporter) throws IOException {
        for (int begin = 0; begin < CASES; begin += CASES_A_KERNEL) {
            ScriptedKernel32 scripted = new ScriptedKernel32();
            Engine fresh = new Engine("fuzz", new Bindings(scripted, new ScriptedAdvapi32(scripted)));
            for (int i = begin; i < begin + CASES_A_KERNEL; i++) {
                try {
                    perform(fresh, scripted, new Random(SEED * 31 + i));
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("case " + i + " with -Dwpipe.fuzz.seed=" + SEED + ": " + e, e);
                }
            }
        }
        reporter.publishEntry("failures", CASES + " cases with wpipe.fuzz.seed=" + SEED + ": " + outcomes);
        assertTrue(outcomes.size() > FUNCTIONS.size() / 2, () -> "few functions have failed: " + outcomes);
    }

    private void perform(Engine fresh, ScriptedKernel32 scripted, Random random) throws IOException {
        scripted.forgetScript();
        for (int failures = random.nextInt(3); failures > 0; failures--) {
            String function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
            for (int well = random.nextInt(3); well > 0; well--) {
                scripted.passes(function);
            }
            // Other codes of LookupAccountSid are logged as warnings: an account whose name is not found is no failure.
            scripted.codes(function, function.equals("LookupAccountSid") ? 1332 : CODES[random.nextInt(CODES.length)]);
        }
        String outcome = "done";
        try {
            if (random.nextBoolean()) {
                listen(fresh, scripted, random);
            } else {
                connect(fresh, random);
            }
        } catch (PipeException e) {
            outcome = e.operation();
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("sddl '"), e.toString());
            outcome = "no SDDL";
        }
        outcomes.merge(outcome, 1, Integer::sum);
        scripted.forgetScript();
        assertEquals(List.of(), scripted.openPipes(), "pipes left open");
        assertEquals(List.of(), scripted.handles().open(FakeHandles.Kind.TOKEN), "tokens left open");
        assertEquals(0, scripted.memory().allocated(), "memory left allocated");
        assertEquals(0, scripted.impersonating(), "threads that are somebody else");
        scripted.violations().verify();
    }

    private static void listen(Engine fresh, ScriptedKernel32 scripted, Random random) throws IOException {
        Access[] accesses = {
            Access.ownerOnly(),
            Access.everyone().withGenericWrite(),
            Access.sddl(changed("O:BAD:P(A;;FA;;;WD)(XA;;FA;;;BA;(@User.a == \"(\"))", random))
        };
        ListenRequest request = new ListenRequest(
                ADDRESS,
                pick(random, Direction.values()),
                Framing.MESSAGES,
                1 + random.nextInt(3),
                1 + random.nextInt(2),
                MAX_MESSAGE,
                QUOTA,
                Duration.ofMillis(DEFAULT_WAIT),
                new ListenSecurity(
                        pick(random, accesses), random.nextBoolean(), random.nextBoolean(), random.nextBoolean()));
        // Its client is there already, so that nobody need be waited for.
        scripted.io("ConnectNamedPipe", Reaction.fails(535));
        Win32Listener listener = Win32Listener.open(fresh, request);
        try (listener) {
            PipeChannel client = pollClient(listener);
            if (client != null) {
                use(client, random);
            }
        }
    }

    /** A descriptor with a few characters gone or doubled: its parts are looked for where Windows does not understand it. */
    private static String changed(String sddl, Random random) {
        StringBuilder text = new StringBuilder(sddl);
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            if (random.nextBoolean()) {
                text.deleteCharAt(at);
            } else {
                text.insert(at, text.charAt(random.nextInt(text.length())));
            }
        }
        return text.toString();
    }

    /** The next instance may have failed, which is told after the clients. */
    private static PipeChannel pollClient(Win32Listener listener) throws IOException {
        try {
            return listener.pollClient();
        } catch (PipeException e) {
            throw e;
        } catch (IOException e) {
            throw e.getCause() instanceof PipeException failure ? failure : e;
        }
    }

    private static void connect(Engine fresh, Random random) throws IOException {
        ServerOwner[] owners = {ServerOwner.anyone(), ServerOwner.currentUser(), ServerOwner.sid("S-1-5-18")};
        ConnectSecurity security = new ConnectSecurity(
                pick(random, ImpersonationLevel.values()), pick(random, owners), random.nextBoolean());
        use(
                new Connector(
                                fresh,
                                new ConnectRequest(
                                        ADDRESS,
                                        pick(random, Direction.values()),
                                        Framing.MESSAGES,
                                        MAX_MESSAGE,
                                        false,
                                        past(),
                                        security))
                        .connect(),
                random);
    }

    private static void use(PipeChannel channel, Random random) throws IOException {
        try (channel) {
            for (int calls = random.nextInt(3); calls > 0; calls--) {
                if (random.nextInt(20) == 0) {
                    channel.close();
                }
                if (random.nextBoolean()) {
                    channel.peer();
                } else {
                    channel.impersonate(() -> {});
                }
            }
        } catch (ClosedChannelException e) {
            // It was closed before.
        }
    }

    private static <T> T pick(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }
}
