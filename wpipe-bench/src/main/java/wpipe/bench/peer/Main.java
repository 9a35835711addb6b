package wpipe.bench.peer;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import wpipe.api.Mode;
import wpipe.api.Server;
import wpipe.bench.link.Pipes;

/**
 * Either end of the conversation, as a program: see {@link #USAGE}. A client warms up, measures some times, prints one line
 * and ends; a server says READY and serves until it is killed.
 */
final class Main {
    static final String USAGE = """
            usage: PROVIDER server NAME [STYLE]
                   PROVIDER pp|sink|multi|conn NAME SIZE SECONDS RUNS
            PROVIDER: ffm, jna, and for clients file, asyncfile, ipcsocket; STYLE: pooled, virtual, wait, or a cell, for what
            is best for it; SIZE: of the messages in bytes, for multi how many clients""";

    /** The limit that a user with messages of 64 KiB would set. */
    static final int MAX_MESSAGE_SIZE = 65_536;

    private Main() {}

    /** Ends with 0 when all went well, 3 when the pipe failed, 2 when it was asked for what it does not know. */
    public static void main(String[] args) {
        int code = 0;
        try {
            run(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + USAGE);
            code = 2;
        } catch (IOException e) {
            e.printStackTrace();
            code = 3;
        }
        System.out.flush();
        // Clients in threads of their own go on for ever.
        Runtime.getRuntime().halt(code);
    }

    private static void run(String[] args) throws IOException {
        boolean server = args.length > 2 && args[1].equals("server");
        if (server ? args.length > 4 : args.length != 6) {
            throw new IllegalArgumentException(args.length + " arguments");
        }
        String provider = args[0];
        String pipe = args[2];
        if (server) {
            Style style = Style.named(args.length > 3 ? args[3] : "pooled");
            try (Server opened = Pipes.open(provider, pipe, Mode.DUPLEX, MAX_MESSAGE_SIZE)) {
                System.out.println("READY");
                style.serve(opened);
            }
        } else {
            measure(
                    provider,
                    args[1],
                    pipe,
                    Integer.parseInt(args[3]),
                    Double.parseDouble(args[4]),
                    Integer.parseInt(args[5]));
        }
    }

    private static void measure(String provider, String name, String pipe, int size, double seconds, int runs)
            throws IOException {
        Cell cell = cell(provider, name, pipe, size);
        WarmUp.of(cell);
        double[] results = new double[runs];
        for (int i = 0; i < runs; i++) {
            results[i] = cell.perSecond(seconds);
        }
        System.out.println(result(provider, name, size, results));
    }

    private static Cell cell(String provider, String name, String pipe, int size) throws IOException {
        return switch (name) {
            case "pp" -> Cell.pingPong(Pipes.connect(provider, pipe, Main.MAX_MESSAGE_SIZE), size);
            case "sink" -> Cell.sink(Pipes.connect(provider, pipe, Main.MAX_MESSAGE_SIZE), size);
            case "conn" -> Cell.connect(provider, pipe);
            case "multi" -> new Crowd(provider, pipe, size, false);
            default -> throw new IllegalArgumentException("cell '" + name + "'");
        };
    }

    static String result(String provider, String cell, int size, double[] perSecond) {
        double[] sorted = perSecond.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        return String.format(
                Locale.ROOT,
                "RESULT %s %s %d median=%.0f min=%.0f max=%.0f",
                provider,
                cell,
                size,
                median,
                sorted[0],
                sorted[n - 1]);
    }
}
