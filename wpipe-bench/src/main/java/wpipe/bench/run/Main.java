package wpipe.bench.run;

import picocli.CommandLine;

/** The command of the script {@code bench}. */
final class Main {
    private Main() {}

    /** Ends with 0 when all was measured, 1 when something failed or got worse, 2 when it was asked for what it does not know. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchCommand()).execute(args));
    }
}
