package wpipe.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void aResultIsOneLineWithTheMedianOfTheRuns() {
        assertEquals(
                "RESULT ffm pp 64 median=20 min=10 max=100",
                Main.result("ffm", "pp", 64, new double[] {100.4, 10, 20}));
        assertEquals(
                "RESULT jna multi 16 median=15 min=10 max=20", Main.result("jna", "multi", 16, new double[] {20, 10}));
    }
}
