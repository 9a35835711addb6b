package wpipe.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException, CommandFailure {
        PipesOfTheMachine.require(wpipe);
        List<PipeInfo> pipes = Pipes.list(wpipe.provider());
        PrintStream out = wpipe.streams().out();
        if (json.isOn()) {
            out.println(Json.array(pipes.stream().map(ListCommand::json).toList()));
        } else {
            table(pipes).print(out);
        }
        return 0;
    }

    private static Table table(List<PipeInfo> pipes) {
        Table table = new Table().row("NAME", "INSTANCES", "MAXIMUM");
        for (PipeInfo pipe : pipes) {
            OptionalInt most = pipe.maxInstances();
            table.row(pipe.name(), pipe.instances(), most.isEmpty() ? "unlimited" : most.getAsInt());
        }
        return table;
    }

    private static Json json(PipeInfo pipe) {
        OptionalInt most = pipe.maxInstances();
        return new Json()
                .with("name", pipe.name())
                .with("instances", pipe.instances())
                .with("maxInstances", most.isEmpty() ? null : most.getAsInt());
    }
}
