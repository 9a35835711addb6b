package wpipe.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.api.ServerOptions;
import wpipe.spi.PipeAddress;

/** {@code wpipe exec}. */
@Command(
        name = "exec",
        header = "Open a server that runs a command for each client.",
        description = {
            "Each client gets a process of its own, whose standard input is what the client sends and whose standard output"
                    + " goes to the client, as a stream of bytes; its standard error goes to that of this command. As inetd"
                    + " does.%n",
            "When the process ends the client gets what it has written, and then the end. When the client goes the process"
                    + " gets the end of its input, and is ended by force if it has not ended --grace later. With --framing"
                    + " bytes-in-messages a client can end its input and still get the output.%n",
            "Says 'ready NAME PROVIDER' on standard error once clients can connect, and of each client who it is, and runs"
                    + " until --count or Ctrl+C. Where the system fails to take a client it is asked again a second later, up to ten"
                    + " times in a row. A client whose process could not be started, or whose connection failed, makes the exit code"
                    + " 1; the exit codes of the processes do not, but those other than 0 are shown on standard error."
        })
final class ExecCommand implements Callable<Integer> {
    static final String NO_NAME = "the name of the pipe is missing: wpipe exec NAME -- COMMAND";

    /** Before a client is waited for again, when one could not be taken. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Wpipe wpipe;

    @Parameters(index = "0", paramLabel = "NAME", description = "The name of the pipe, without \\\\.\\pipe\\.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String name;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "-- COMMAND",
            description = "The program and its arguments; it is not run through a shell.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private List<String> command;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AccessOptions accessOptions;

    @Option(
            names = "--framing",
            paramLabel = "FRAMING",
            description = "How the bytes travel: bytes, or bytes-in-messages. Default: bytes.")
    private Framing framing = Framing.BYTES;

    @Option(
            names = "--max-clients",
            paramLabel = "N",
            description = "How many clients, and processes, there can be at a time. Default: ${DEFAULT-VALUE}.")
    private int maxClients = ServerOptions.DEFAULT_MAX_CLIENTS;

    @Option(names = "--count", paramLabel = "N", description = "End after so many clients. Default: no limit.")
    private @Nullable Long count;

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description = "How long a process may go on when its client has gone. Default: 5s.")
    private Duration grace = Duration.ofSeconds(5);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ServerOptions options = options();
        PipesOfTheMachine.require(wpipe);
        try (Server server = Server.open(name, Mode.DUPLEX, options);
                Processes processes = new Processes(command, grace, wpipe);
                ExitHook hook = ExitHook.add(processes, wpipe.streams().err())) {
            wpipe.streams().err().println("ready " + server.name() + " " + server.provider());
            Acceptor acceptor = new Acceptor(server::accept, PAUSE, wpipe::note);
            try {
                for (long taken = 0; count == null || taken < count; taken++) {
                    processes.start(acceptor.next());
                }
                processes.awaitAll();
            } catch (IOException e) {
                if (!hook.isExiting()) {
                    throw e;
                }
            }
            processes.outcome();
        }
        return 0;
    }

    private ServerOptions options() {
        if (!framing.isStream()) {
            throw misuse("--framing messages is not for exec: what a process writes is a stream of bytes");
        }
        if (lacksName(spec.commandLine().getParseResult().originalArgs(), 1 + command.size())) {
            throw misuse(NO_NAME);
        }
        Numbers.check(spec, "--count", count);
        Numbers.check(spec, "--max-clients", maxClients);
        try {
            PipeAddress.local(name);
            return accessOptions
                    .apply(ServerOptions.defaults())
                    .withFraming(framing)
                    .withMaxClients(maxClients)
                    .withProvider(wpipe.provider());
        } catch (IllegalArgumentException e) {
            throw Misuse.of(spec, e);
        }
    }

    /**
     * Whether the command was taken for the name, since the -- came before all else. It may do so before a name that would
     * pass for an option.
     *
     * @param args the whole command line
     * @param words how many of them are no options
     */
    static boolean lacksName(List<String> args, int words) {
        int dashes = args.indexOf("--");
        return dashes >= 0
                && args.size() - dashes - 1 == words
                && !args.get(dashes + 1).startsWith("-");
    }

    private ParameterException misuse(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
