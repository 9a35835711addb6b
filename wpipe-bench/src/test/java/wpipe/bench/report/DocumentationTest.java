package wpipe.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocumentationTest {
    @Test
    void aTableTakesThePlaceOfTheOneThatWasThere() {
        String page = """
                # Title
                <!-- table round-trip-windows -->
                the old one
                <!-- end -->
                text that stays
                """;
        Run run = Recorded.of(Recorded.roundTrips("ffm", 6543.2, 1), Recorded.roundTrips("jna", 43, 1));

        String updated = Documentation.update(page, run);
        assertEquals("""
                # Title
                <!-- table round-trip-windows -->
                |  | 64 B |
                | --- | ---: |
                | ffm | 6,543 |
                | jna | 43.0 |
                <!-- end -->
                text that stays
                """, updated);
        assertEquals(updated, Documentation.update(updated, run), "a second time");
    }

    @Test
    void whatWasNotMeasuredIsSaid() {
        String page = "<!-- table connects -->\n| old |\n<!-- end -->\n";

        assertEquals(
                "<!-- table connects -->\nNot measured in this run.\n<!-- end -->\n",
                Documentation.update(page, new Run(Map.of(), List.of(), List.of())));
    }

    @Test
    void aTableThatDoesNotExistIsRefusedByName() {
        assertEquals(
                "there is no table 'speed'",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Documentation.update("<!-- table speed -->\n<!-- end -->", Recorded.run()))
                        .getMessage());
    }

    @Test
    void everyTableOfThePageOnPerformanceExists() throws Exception {
        Run run = Recorded.run();
        String page = Files.readString(Path.of("../docs/performance.md"));

        assertEquals(Documentation.update(page, run), Documentation.update(Documentation.update(page, run), run));
        for (Picture picture : Charts.of(run)) {
            page = page.replace("(performance/" + picture.file() + ")", "");
        }
        assertFalse(page.contains(".svg)"), "it shows a picture that is not made");
        // What is left are numbers that another program measured: those are not made, they are committed.
        Matcher links = Pattern.compile("\\((performance/[^)]*)\\)").matcher(page);
        while (links.find()) {
            assertTrue(Files.exists(Path.of("../docs", links.group(1))), links.group(1));
        }
    }

    @Test
    void aRunOfLessIsNotWritten() {
        Report report = new Report(Recorded.of(Recorded.roundTrips("ffm", 1, 0)));
        String message = assertThrows(IOException.class, () -> report.writeDocs(Path.of("nowhere")))
                .getMessage();

        assertTrue(message.contains("clients-windows"), message);
        assertFalse(message.contains("round-trip-windows"), message);
    }

    @Test
    void percentilesGarbageAndCircumstancesHaveTablesToo() throws Exception {
        String page = """
                <!-- table latency-windows -->
                <!-- end -->
                <!-- table garbage -->
                <!-- end -->
                <!-- table circumstances -->
                <!-- end -->
                """;
        String updated = Documentation.update(page, Recorded.run());

        assertTrue(updated.contains("|  | 50 % | 90 % | 99 % | 99.9 % | 99.99 % |"), updated);
        assertTrue(updated.contains("| command | `./bench"), updated);
        assertTrue(updated.contains("|  | duplex |"), updated);
    }
}
