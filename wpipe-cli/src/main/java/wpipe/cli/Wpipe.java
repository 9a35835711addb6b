package wpipe.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import wpipe.api.Access;
import wpipe.api.Framing;
import wpipe.api.Mode;
import wpipe.api.ServerOwner;

/** The command itself: the options that all subcommands share, and how each run ends. */
@Command(
        name = "wpipe",
        header = "Windows named pipes on the command line.",
        synopsisHeading = "%nUsage: ",
        descriptionHeading = "%n",
        description =
                "Servers and clients for scripts and for trying things out, the pipes of this machine, and whether all of"
                        + " wpipe works on it. Each command has a page of its own: 'wpipe COMMAND --help', or 'man wpipe-COMMAND'.",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        commandListHeading = "%nCommands:%n",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:it failed: a pipe that is absent, busy, broken or refused, a rule that does not hold; standard error"
                    + " says why",
            "2:wrong usage",
            "128 + N:a signal ended it: 130 after Ctrl+C"
        },
        subcommands = {
            DemoCommand.class,
            ProvidersCommand.class,
            ListCommand.class,
            ServeCommand.class,
            ConnectCommand.class,
            ExecCommand.class,
            SelftestCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        })
final class Wpipe implements Runnable {
    static final int FAILED = 1;

    private final Streams streams;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The backend to use, such as ffm, jna or loopback; 'wpipe providers' lists those found."
                    + " Default: the best one available.")
    private @Nullable String provider;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Say more on standard error: log messages, and the stack trace of a failure.")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything here runs
    private CommandSpec spec;

    /** For picocli's ManPageGenerator, which only looks. */
    @SuppressWarnings("UnusedMethod")
    private Wpipe() {
        this(Streams.ofProcess());
    }

    private Wpipe(Streams streams) {
        this.streams = streams;
    }

    /** Runs the command to its end and gives the exit code. */
    static int run(Streams streams, String... args) {
        Wpipe wpipe = new Wpipe(streams);
        PrintWriter err = Streams.writer(streams.err());
        return new CommandLine(wpipe)
                .setOut(Streams.writer(streams.out()))
                .setErr(err)
                .registerConverter(Integer.class, Numbers::parseInt)
                .registerConverter(int.class, Numbers::parseInt)
                .registerConverter(Long.class, Numbers::parseLong)
                .registerConverter(Duration.class, Durations::parse)
                .registerConverter(Framing.class, Names::framing)
                .registerConverter(Mode.class, Names::mode)
                .registerConverter(Format.class, Names::format)
                .registerConverter(CompletionCommand.Shell.class, Names::shell)
                .registerConverter(Access.class, Accesses::parse)
                .registerConverter(ServerOwner.class, Accesses::parseOwner)
                .setExecutionStrategy(wpipe::execute)
                .setParameterExceptionHandler((e, words) -> misused(e, err, words))
                .setExecutionExceptionHandler((e, unused, parsed) -> wpipe.failed(e))
                .execute(args);
    }

    private int execute(CommandLine.ParseResult parsed) {
        Logs.setVerbose(verbose);
        if (provider != null && provider.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "--provider '" + provider + "' is no name; see 'wpipe providers'");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** One line: the whole usage would bury what is wrong. */
    private static int misused(ParameterException e, PrintWriter err, String... words) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String text = oneLine(Misuse.text(e, words));
        // Where it is said already what to look at, the help would only lead away from that.
        err.println(name + ": " + text + (text.contains("; see '") ? "" : " (see '" + name + " --help')"));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private int failed(Exception e) {
        Throwable failure = Failures.cause(e);
        streams.err().println("wpipe: " + oneLine(Failures.text(failure)));
        if (verbose) {
            failure.printStackTrace(streams.err());
        }
        return FAILED;
    }

    private static String oneLine(String text) {
        return Printable.of(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: " + Misuse.commands(spec));
    }

    Streams streams() {
        return streams;
    }

    /** The backend that was asked for, or null. */
    @Nullable
    String provider() {
        return provider;
    }

    /** Something worth knowing that ends nothing. */
    void note(String text) {
        streams.err().println("wpipe: " + oneLine(text));
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
