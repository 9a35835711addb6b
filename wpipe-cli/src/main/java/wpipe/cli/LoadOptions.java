package wpipe.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import wpipe.tck.LoadTestSuite;
import wpipe.tck.SelfTestSuite;

/** Which suite {@code wpipe selftest} runs, and how much of it. */
final class LoadOptions {
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    @Option(
            names = "--load",
            description =
                    "Instead of the whole contract the rules that only a load can show: thousands of clients and of"
                            + " virtual threads, leaks, garbage, a soak.")
    private boolean load;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "With --load: clients at once. Default: 2000, and 20000 where pipes end at this JVM.")
    private @Nullable Integer clients;

    @Option(
            names = "--readers",
            paramLabel = "N",
            description = "With --load: virtual threads blocked at once. Default: 2000.")
    private @Nullable Integer readers;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "With --load: rounds of opening and closing, and of failing to connect. Default: 1000.")
    private @Nullable Integer rounds;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "With --load: messages of the soak. Default: 20000, and 500000 where pipes end at this JVM.")
    private @Nullable Long messages;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /** Refuses a size that would be ignored, and one that leaves nothing to test. */
    void check() {
        check("--clients", clients);
        check("--readers", readers);
        check("--rounds", rounds);
        check("--messages", messages);
    }

    private void check(String option, @Nullable Number value) {
        if (value != null && !load) {
            throw new ParameterException(command.commandLine(), option + " is only for --load");
        }
        Numbers.check(command, option, value);
    }

    Class<?> suite() {
        return load ? LoadTestSuite.class : SelfTestSuite.class;
    }

    /** The suite that runs with --load if this one does not, and the other way round. */
    Class<?> otherSuite() {
        return load ? SelfTestSuite.class : LoadTestSuite.class;
    }

    boolean isLoad() {
        return load;
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        put(parameters, LoadTestSuite.CLIENTS, clients);
        put(parameters, LoadTestSuite.READERS, readers);
        put(parameters, LoadTestSuite.ROUNDS, rounds);
        put(parameters, LoadTestSuite.MESSAGES, messages);
        return parameters;
    }

    /** Before the first virtual thread: few carriers, so that it shows at once when one is held. */
    void prepare() {
        if (load && System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, "2");
        }
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Number value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }
}
