package wpipe.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import wpipe.api.PipeInfo;
import wpipe.api.Pipes;

/** {@code wpipe list}. */
@Command(
        name = "list",
        header = "List the pipes of this machine.",
        description =
                "List the pipes of this machine, those of other programs included: the name, how many instances there are,"
                        + " with a client or waiting for one, and how many there may be.")
final class ListCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Wpipe wpipe;

    @Override
    public Integer call() throws IOException, CommandFailure {
        String reach = PipesOfTheMachine.require(wpipe);
        if (!reach.isEmpty()) {
            wpipe.note(reach);
        }
        Table table = new Table().row("NAME", "INSTANCES", "MAXIMUM");
        for (PipeInfo pipe : Pipes.list(wpipe.provider())) {
            String most = pipe.maxInstances().isEmpty()
                    ? "unlimited"
                    : String.valueOf(pipe.maxInstances().getAsInt());
            table.row(pipe.name(), pipe.instances(), most);
        }
        table.print(wpipe.streams().out());
        return 0;
    }
}
