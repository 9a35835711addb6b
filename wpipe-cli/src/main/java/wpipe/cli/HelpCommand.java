package wpipe.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wpipe help}. Not picocli's, whose own option --help is one too many where all commands inherit one. */
@Command(
        name = "help",
        header = "Show the help of a command.",
        description = "Show what 'wpipe COMMAND --help' does; without COMMAND, what 'wpipe --help' does.",
        helpCommand = true)
final class HelpCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to explain. Default: wpipe itself.")
    private @Nullable String command;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        CommandLine explained = command == null ? root : root.getSubcommands().get(command);
        if (explained == null) {
            throw new ParameterException(spec.commandLine(), Misuse.noCommand(String.valueOf(command), spec.root()));
        }
        explained.usage(explained.getOut());
        return 0;
    }
}
