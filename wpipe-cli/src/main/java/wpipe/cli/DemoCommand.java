package wpipe.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code wpipe demo}. */
@Command(
        name = "demo",
        header = "Show servers and clients at work.",
        description =
                "Let servers and clients talk as master, slave, reader and writer, here and now, and show who says"
                        + " what. Succeeds only if every message arrived.")
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Wpipe wpipe;

    @Override
    public Integer call() throws Exception {
        return new Demo(wpipe).play() ? 0 : Wpipe.FAILED;
    }
}
