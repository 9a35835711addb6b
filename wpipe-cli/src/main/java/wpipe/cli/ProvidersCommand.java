package wpipe.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final JsonOption json = new JsonOption();

    @Override
    public Integer call() throws CommandFailure {
        PrintStream out = wpipe.streams().out();
        List<Found> all = Providers.list();
        if (json.isOn()) {
            out.println(Json.array(all.stream().map(this::json).toList()));
        } else {
            table(all).print(out);
            out.println();
        }
        Found chosen = all.stream()
                .filter(this::isChosen)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        wpipe.provider() == null
                                ? "no provider is chosen by itself here"
                                : "there is no provider '" + wpipe.provider() + "' that can be used here"));
        if (!json.isOn()) {
            explain(chosen, out);
        }
        return 0;
    }

    private Table table(List<Found> all) {
        Table table = new Table().row("", "PROVIDER", "PRIORITY", "REACH", "AVAILABLE");
        for (Found found : all) {
            table.row(
                    isChosen(found) ? "*" : "",
                    found.name(),
                    found.priority(),
                    found.reach() == null ? "unknown" : found.reach() == Reach.JVM ? "JVM" : "machine",
                    found.available() ? "yes" : "no: " + found.reason());
        }
        return table;
    }

    private Json json(Found found) {
        Reach reach = found.reach();
        return new Json()
                .with("name", found.name())
                .with("priority", found.priority())
                .with("reach", reach == null ? null : reach.name().toLowerCase(Locale.ROOT))
                .with("available", found.available())
                .with("reason", found.available() ? null : found.reason())
                .with("chosen", isChosen(found));
    }

    private void explain(Found chosen, PrintStream out) {
        out.println("* chosen" + (wpipe.provider() == null ? "" : " by --provider"));
        if (chosen.reach() == Reach.JVM) {
            out.println(
                    "Pipes of " + chosen.name() + " end at the JVM that made them; other programs cannot reach them.");
        }
    }

    private boolean isChosen(Found found) {
        String asked = wpipe.provider();
        return asked == null
                ? found.chosen()
                : found.available() && found.name().equalsIgnoreCase(asked);
    }
}
