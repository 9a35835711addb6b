package wpipe.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import wpipe.bench.link.Home;

class PlanTest {
    @Test
    void nothingIsMeasuredTwiceAndTheQuickOnesAreAmongAll() {
        Set<Row> full = new HashSet<>(Plan.full());

        assertEquals(Plan.full().size(), full.size());
        for (Row row : Plan.quick()) {
            assertTrue(full.contains(row) || full.contains(row.withLatency()), () -> row + " is not in the full plan");
        }
    }

    @Test
    void everyQuestionThereIsIsAsked() {
        Set<String> there = new HashSet<>();
        BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())
                .forEach(entry -> there.add(entry.getUsername().replaceAll("wpipe\\.bench\\.(\\w+)\\..*", "$1")));
        Set<String> asked = new HashSet<>();
        Plan.full().forEach(row -> asked.add(row.question()));

        assertEquals(there, asked);
    }

    @Test
    void quickIsQuick() {
        double seconds =
                Plan.quick().stream().mapToDouble(Effort.QUICK::seconds).sum();

        assertTrue(seconds < 300, () -> seconds + " s");
    }

    @Test
    void whatNeedsWindowsIsKnown() {
        assertEquals(Home.WINDOWS, Row.of("OneWay", "ffm").home());
        assertEquals(Home.WINDOWS, Row.of("OneWay", "ipcsocket").home());
        assertEquals(Home.JVM, Row.of("OneWay", "loopback").home());
        assertEquals(Home.JVM, Row.of("OneWay", "jctools").home());
    }

    @Test
    void theTimeLeftFollowsTheTimeTaken() {
        List<Row> rows = Plan.quick();
        Remaining remaining = new Remaining(rows, Effort.QUICK);
        double planned = remaining.seconds();
        Row first = rows.get(0);
        double share = Effort.QUICK.seconds(first);

        remaining.took(first, 3 * share);
        assertEquals(3 * (planned - share), remaining.seconds(), 1e-6);
    }
}
