package wpipe.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code wpipe completion}. */
@Command(
        name = "completion",
        header = "Print the script that lets a shell complete this command.",
        description = {
            "Print the script by which bash or zsh completes the commands and options of wpipe. In this session, or for"
                    + " all of them in ~/.bashrc or ~/.zshrc:%n",
            "  source <(wpipe completion bash)%n  source <(wpipe completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {
    /** The shells there are scripts for. One script is right for both: it finds out which of them reads it. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Wpipe wpipe;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // set by picocli, which checks it
    private Shell shell;

    @Override
    public Integer call() {
        String script = AutoComplete.bash("wpipe", spec.root().commandLine());
        // A shell reads a carriage return as part of a word.
        wpipe.streams().out().print(script.replace("\r\n", "\n"));
        return 0;
    }
}
