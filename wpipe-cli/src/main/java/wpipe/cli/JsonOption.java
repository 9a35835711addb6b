package wpipe.cli;

import picocli.CommandLine.Option;

/** The option of each command that prints a table. */
final class JsonOption {
    @Option(
            names = "--json",
            description = "Print JSON instead, for programs: all of it ASCII, and nothing else on standard output.")
    private boolean on;

    boolean isOn() {
        return on;
    }
}
