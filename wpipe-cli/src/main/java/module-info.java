import org.jspecify.annotations.NullMarked;

/**
 * The {@code wpipe} command.
 *
 * <p>It requires no provider: those on the module path are found as any application finds them.
 */
@NullMarked
module wpipe.cli {
    requires wpipe.api;
    requires wpipe.tck;
    requires info.picocli;
    requires org.junit.platform.launcher;
    requires org.junit.jupiter.engine;

    // The rules under load use it where it is there.
    requires jdk.management;
    requires static org.jspecify;

    opens wpipe.cli to
            info.picocli;

    provides System.LoggerFinder with
            wpipe.cli.Logs;
}
