package wpipe.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultTest {
    private static final Duration TIME = Duration.ofMillis(5);

    @Test
    void saysTheCallsThatMakeIt() {
        assertEquals("none()", Fault.none().toString());
        assertEquals("refused()", Fault.refused().toString());
        assertEquals("busy()", Fault.busy().toString());
        assertEquals(
                "lostAccept() and breakAfter(3) and fullAfter(2, PT0.005S) and delay(PT0.005S)",
                Fault.delay(TIME)
                        .and(Fault.fullAfter(2, TIME))
                        .and(Fault.breakAfter(3))
                        .and(Fault.lostAccept())
                        .toString());
    }

    @Test
    void equalIsWhatDoesTheSame() {
        Fault both = Fault.breakAfter(0).and(Fault.delay(TIME));
        assertEquals(both, Fault.delay(TIME).and(Fault.breakAfter(0)).and(Fault.none()));
        assertEquals(both.hashCode(), Fault.delay(TIME).and(Fault.breakAfter(0)).hashCode());
        assertEquals(Fault.none(), Fault.delay(Duration.ZERO));
        List<Fault> different = List.of(
                Fault.none(),
                Fault.refused(),
                Fault.busy(),
                Fault.lostAccept(),
                Fault.breakAfter(0),
                Fault.breakAfter(1),
                Fault.fullAfter(0, TIME),
                Fault.fullAfter(1, TIME),
                Fault.fullAfter(1, TIME.plus(TIME)),
                Fault.delay(TIME),
                both);
        assertEquals(different.size(), new HashSet<>(different).size());
    }

    @Test
    void whatDoesNotGoTogether() {
        Stream.of(
                        Fault.refused(),
                        Fault.busy(),
                        Fault.lostAccept(),
                        Fault.breakAfter(0),
                        Fault.fullAfter(0, TIME),
                        Fault.delay(TIME))
                .forEach(fault -> {
                    assertEquals(fault, fault.and(Fault.none()));
                    assertEquals(fault, Fault.none().and(fault));
                    IllegalArgumentException failure =
                            assertThrows(IllegalArgumentException.class, () -> fault.and(fault));
                    assertTrue(failure.getMessage().startsWith(fault + " and " + fault), failure.getMessage());
                });
        assertThrows(IllegalArgumentException.class, () -> Fault.refused().and(Fault.busy()));
        assertThrows(IllegalArgumentException.class, () -> Fault.delay(TIME).and(Fault.refused()));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertEquals(
                "messages -1 is negative; it must be zero or more",
                assertThrows(IllegalArgumentException.class, () -> Fault.breakAfter(-1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Fault.fullAfter(-1, TIME));
        assertThrows(IllegalArgumentException.class, () -> Fault.fullAfter(0, TIME.negated()));
        assertEquals(
                "time PT-0.005S is negative; it must be zero or more",
                assertThrows(IllegalArgumentException.class, () -> Fault.delay(TIME.negated()))
                        .getMessage());
    }

    @Test
    void aScriptIsTakenInOrderAndThenTheRest() {
        Faults faults = new Faults().next(Fault.refused()).next(Fault.busy());
        assertEquals("Faults[after 0 clients: [refused(), busy()], then none()]", faults.toString());
        assertEquals(Fault.refused(), faults.take());
        faults.next(Fault.lostAccept()).otherwise(Fault.breakAfter(1));
        assertEquals(Fault.busy(), faults.take());
        assertEquals(Fault.lostAccept(), faults.take());
        assertEquals(Fault.breakAfter(1), faults.take());
        assertEquals(Fault.breakAfter(1), faults.take());
        assertEquals(5, faults.clients());
        assertEquals("Faults[after 5 clients: [], then breakAfter(1)]", faults.toString());
    }

    @Test
    void aSeedGivesTheSameAgain() {
        Function<Faults, List<Fault>> hundred =
                faults -> IntStream.range(0, 100).mapToObj(i -> faults.take()).toList();
        List<Fault> first = hundred.apply(Faults.seeded(42));
        assertEquals(first, hundred.apply(Faults.seeded(42)));
        assertNotEquals(first, hundred.apply(Faults.seeded(43)));
        // The n-th client's is its own, whatever was said of others before.
        Faults scripted = Faults.seeded(42).next(Fault.busy());
        assertEquals(Fault.busy(), scripted.take());
        assertEquals(first.get(1), scripted.take());
        assertTrue(Faults.seeded(42).toString().endsWith("then seeded(42)]"));
    }

    @Test
    void aSeedHasEveryKind() {
        Set<String> kinds = new HashSet<>();
        Faults faults = Faults.seeded(7);
        int none = 0;
        for (int i = 0; i < 1000; i++) {
            Fault fault = faults.take();
            kinds.add(fault.toString().replaceAll("\\(.*", ""));
            none += fault.equals(Fault.none()) ? 1 : 0;
        }
        assertEquals(Set.of("none", "refused", "lostAccept", "breakAfter", "fullAfter", "delay"), kinds);
        assertTrue(none > 400 && none < 600, "clients without a fault: " + none);
    }
}
