package wpipe.cli;

/** Where the JVM comes in, and the only place that ends it. */
public final class Main {
    private Main() {}

    /**
     * Runs the command.
     *
     * @param args its arguments
     */
    public static void main(String[] args) {
        System.exit(Wpipe.run(Streams.ofProcess(), args));
    }
}
