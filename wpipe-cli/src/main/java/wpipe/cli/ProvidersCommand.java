package wpipe.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import wpipe.api.Providers;
import wpipe.api.Providers.Found;
import wpipe.spi.Reach;

/** {@code wpipe providers}. */
@Command(
        name = "providers",
        header = "List the backends and say which is used.",
        description =
                "List the backends that are found, whether each can be used here or why not, and which one is chosen"
                        + " where none is named. With --provider: whether that one can be used.")
final class ProvidersCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Wpipe wpipe;

    @Override
    public Integer call() throws CommandFailure {
        PrintStream out = wpipe.streams().out();
        List<Found> all = Providers.list();
        Table table = new Table().row("", "PROVIDER", "PRIORITY", "REACH", "AVAILABLE");
        Found chosen = null;
        for (Found found : all) {
            boolean isChosen = isChosen(found);
            table.row(
                    isChosen ? "*" : "",
                    found.name(),
                    found.priority(),
                    found.reach() == null ? "unknown" : found.reach() == Reach.JVM ? "JVM" : "machine",
                    found.available() ? "yes" : "no: " + found.reason());
            chosen = isChosen ? found : chosen;
        }
        table.print(out);
        out.println();
        if (chosen == null) {
            throw new CommandFailure(
                    wpipe.provider() == null
                            ? "no provider is chosen by itself here"
                            : "there is no provider '" + wpipe.provider() + "' that can be used here");
        }
        out.println("* chosen" + (wpipe.provider() == null ? "" : " by --provider"));
        if (chosen.reach() == Reach.JVM) {
            out.println(
                    "Pipes of " + chosen.name() + " end at the JVM that made them; other programs cannot reach them.");
        }
        return 0;
    }

    private boolean isChosen(Found found) {
        String asked = wpipe.provider();
        return asked == null
                ? found.chosen()
                : found.available() && found.name().equalsIgnoreCase(asked);
    }
}
