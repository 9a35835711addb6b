package wpipe.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which measurements are made. */
final class Plan {
    private static final List<String> OURS = List.of("ffm", "jna", "loopback");
    private static final List<String> WAYS = List.of(
            "ffm",
            "jna",
            "file",
            "asyncfile",
            "ipcsocket",
            "tcp",
            "loopback",
            "array-queue",
            "synchronous-queue",
            "transfer-queue",
            "jctools",
            "nio-pipe",
            "unix");
    private static final String PLATFORM = "platform";
    private static final String VIRTUAL = "virtual";

    private final List<Row> rows = new ArrayList<>();

    private Plan() {}

    /** All there is. */
    static List<Row> full() {
        Plan plan = new Plan();
        for (int size : new int[] {64, 4096, 65_536, 1 << 20}) {
            plan.oneWay(WAYS, size, PLATFORM);
        }
        plan.oneWay(List.of("ffm", "jna", "loopback", "array-queue", "unix"), 4096, VIRTUAL);
        plan.roundTrip(WAYS, 64, "duplex", PLATFORM, row -> true);
        for (int size : new int[] {4096, 65_536}) {
            plan.roundTrip(WAYS, size, "duplex", PLATFORM, row -> false);
        }
        for (String via : List.of("turns", "exchange", "heap", "array")) {
            plan.roundTrip(OURS, 64, via, PLATFORM, row -> false);
        }
        plan.roundTrip(WAYS, 64, "duplex", VIRTUAL, row -> true);
        for (String threads : List.of(PLATFORM, VIRTUAL)) {
            for (int clients : new int[] {1, 16, 64, 256, 1000}) {
                plan.clients(clients, "wait", threads);
            }
        }
        for (String style : List.of("serve", VIRTUAL)) {
            for (int clients : new int[] {16, 256, 1000}) {
                plan.clients(clients, style, PLATFORM);
            }
        }
        plan.connects(List.of("ffm", "jna", "file", "asyncfile", "ipcsocket", "loopback"), "wait");
        plan.connects(OURS, "pooled");
        plan.calls();
        return plan.rows;
    }

    /** The most telling ones. */
    static List<Row> quick() {
        Plan plan = new Plan();
        for (int size : new int[] {64, 65_536}) {
            plan.oneWay(List.of("ffm", "jna", "file", "tcp", "loopback", "array-queue", "unix"), size, PLATFORM);
        }
        plan.roundTrip(
                WAYS,
                64,
                "duplex",
                PLATFORM,
                row -> List.of("ffm", "jna", "loopback").contains(row.provider()));
        plan.roundTrip(List.of("ffm", "loopback", "array-queue", "unix"), 64, "duplex", VIRTUAL, row -> false);
        for (int clients : new int[] {1, 16, 256}) {
            plan.clients(clients, "wait", PLATFORM);
        }
        plan.connects(OURS, "wait");
        plan.calls();
        return plan.rows;
    }

    private void oneWay(List<String> ways, int size, String threads) {
        ways.forEach(way -> rows.add(Row.of("OneWay", way).with("size", size).with("threads", threads)));
    }

    private void roundTrip(List<String> ways, int size, String via, String threads, Predicate<Row> latency) {
        for (String way : ways) {
            Row row =
                    Row.of("RoundTrip", way).with("size", size).with("via", via).with("threads", threads);
            rows.add(latency.test(row) ? row.withLatency() : row);
        }
    }

    private void clients(int number, String style, String threads) {
        OURS.forEach(provider -> rows.add(Row.of("Clients", provider)
                .with("style", style)
                .with("threads", threads)
                .with("clients", number)));
    }

    private void connects(List<String> ways, String style) {
        ways.forEach(way -> rows.add(Row.of("Connects", way).with("style", style)));
    }

    private void calls() {
        for (String function : List.of("GetCurrentProcessId", "PeekNamedPipe")) {
            Stream.of("ffm", "jna")
                    .forEach(binding -> rows.add(Row.of("BindingCall", binding).with("function", function)));
        }
    }
}
