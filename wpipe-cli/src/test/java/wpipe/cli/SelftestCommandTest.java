package wpipe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wpipe.api.Providers.Found;
import wpipe.spi.Reach;

class SelftestCommandTest {
    @TempDir
    private Path folder;

    private static Found found(String name, Reach reach, boolean available) {
        return new Found(name, 1, reach, available, available ? "" : "no", false);
    }

    @Test
    void runsTheRulesAskedForAndReports() throws Exception {
        Path file = folder.resolve("report.txt");
        Run run = Run.of("--provider", "loopback", "selftest", "--only", "3.1", "--report", file.toString());
        assertEquals(0, run.exit(), run.err() + run.out());
        List<String> out = run.out().lines().toList();
        assertTrue(out.get(0).matches("SERVER +CLIENT +PASSED +FAILED +NOT APPLICABLE +SECONDS"), run.out());
        assertTrue(out.get(1).matches("loopback +loopback +[1-9]\\d* +0 +0 +\\d+\\.\\d"), run.out());
        assertTrue(out.get(out.size() - 1).matches("[1-9]\\d* passed, 0 failed"), run.out());
        assertTrue(run.err().startsWith("loopback server, loopback client: "), run.err());
        String report = Files.readString(file);
        assertTrue(report.contains("wpipe    " + Version.ofWpipe()), report);
        assertTrue(report.contains(System.getProperty("os.name")), report);
        assertTrue(report.contains(String.valueOf(Runtime.version())), report);
        assertTrue(report.contains("provider loopback, priority 0"), report);
        assertTrue(report.lines().anyMatch(line -> line.matches("rule_3_1_\\w+ passed, \\d+ m?s.*")), report);
        assertFalse(report.contains("rule_3_2"), report);
        assertTrue(report.stripTrailing().endsWith(out.get(out.size() - 1)), report);
    }

    @Test
    void runsTheRulesUnderLoadInTheSizesAskedForAndReportsTheNumbers() throws Exception {
        Path file = folder.resolve("report.txt");
        Run run = Run.of(
                "--provider",
                "loopback",
                "selftest",
                "--load",
                "--only",
                "7.4",
                "--clients",
                "37",
                "--report",
                file.toString());
        assertEquals(0, run.exit(), run.err() + run.out());
        assertTrue(run.out().stripTrailing().endsWith("1 passed, 0 failed"), run.out());
        assertTrue(run.err().contains("37 clients connected"), run.err());
        assertTrue(Files.readString(file).contains("37 clients connected"), Files.readString(file));
    }

    @Test
    void nothingToDo() throws Exception {
        String report = folder.resolve("report.txt").toString();
        for (String absent : List.of("77.1", "foo")) {
            Run rule =
                    Run.of("--provider", "loopback", "selftest", "--only", "3.1", "--only", absent, "--report", report);
            assertEquals(2, rule.exit());
            assertEquals("", rule.out());
            String text = "--only " + absent + " matches no test; rules are numbers such as 3.2 (see";
            assertTrue(rule.err().contains(text), rule.err());
        }
        Run underLoad = Run.of("--provider", "loopback", "selftest", "--only", "9.4", "--report", report);
        assertEquals(2, underLoad.exit());
        assertTrue(underLoad.err().contains("--only 9.4 matches no test; with --load it does"), underLoad.err());
        Run noLoad = Run.of("--provider", "loopback", "selftest", "--load", "--only", "3.1", "--report", report);
        assertEquals(2, noLoad.exit());
        assertTrue(noLoad.err().contains("--only 3.1 matches no test of --load; without"), noLoad.err());
        assertFalse(Files.exists(Path.of(report)), "nothing was tested");
        Run provider = Run.of("--provider", "pigeon", "selftest", "--report", report);
        assertEquals(1, provider.exit());
        assertTrue(provider.err().contains("'pigeon'"), provider.err());
    }

    @Test
    void aReportThatCannotBeWritten() throws Exception {
        String report = folder.resolve("absent/report.txt").toString();
        String text = "wpipe: cannot write the report " + report + ": no such folder";
        Run run = Run.of("--provider", "loopback", "selftest", "--only", "3.1", "--report", report);
        assertEquals(1, run.exit());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(text, run.err().strip());
        String place = folder.toString();
        Run taken = Run.of("--provider", "loopback", "selftest", "--only", "3.1", "--report", place);
        assertEquals(1, taken.exit());
        assertTrue(taken.err().matches("wpipe: cannot write the report \\Q" + place + "\\E: \\w.*\\R"), taken.err());
    }

    @Test
    void pairs() {
        List<Found> all = List.of(
                found("ffm", Reach.MACHINE, true),
                found("jna", Reach.MACHINE, true),
                found("loopback", Reach.JVM, true),
                found("old", Reach.MACHINE, false));
        assertEquals(
                List.of(
                        new Pair("ffm", "ffm"),
                        new Pair("jna", "jna"),
                        new Pair("loopback", "loopback"),
                        new Pair("ffm", "jna"),
                        new Pair("jna", "ffm")),
                Pair.of(all, null));
        assertEquals(List.of(new Pair("jna", "jna")), Pair.of(all, "JNA"));
        assertEquals(List.of(), Pair.of(all, "old"));
    }

    @Test
    void rulesByNumberSectionAndPattern() {
        assertTrue(new RuleFilter(List.of()).accepts("rule_3_1_x"));
        assertTrue(new RuleFilter(List.of("3.1")).accepts("rule_3_1_x"));
        assertFalse(new RuleFilter(List.of("3.1")).accepts("rule_3_11_x"));
        assertTrue(new RuleFilter(List.of("3")).accepts("rule_3_11_x"));
        assertFalse(new RuleFilter(List.of("3")).accepts("rule_31_1_x"));
        assertTrue(new RuleFilter(List.of("1", "3")).accepts("rule_3_11_x"));
        assertTrue(new RuleFilter(List.of("*LARGE?essage*")).accepts("rule_3_1_aLargeMessages"));
        assertFalse(new RuleFilter(List.of("rule_3_?")).accepts("rule_3_1_x"));
        assertFalse(new RuleFilter(List.of("rule.3.*")).accepts("rule_3_1_x"));
    }
}
