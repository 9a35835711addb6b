package wpipe.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SddlTest {
    private static List<String> alone(String sddl) {
        return Sddl.parts(sddl).stream().map(Sddl.Part::alone).toList();
    }

    @Test
    void partsAreInOrderAndWholeByThemselves() {
        assertEquals(
                List.of("O:BA", "G:DU", "D:P", "D:(A;;FA;;;WD)", "D:(D;;FA;;;NU)", "S:", "S:(ML;;NW;;;LW)"),
                alone("O:BAG:DUD:P(A;;FA;;;WD)(D;;FA;;;NU)S:(ML;;NW;;;LW)"));
        assertEquals(List.of("D:"), alone("D:"));
        assertEquals(List.of("D:", "S:P"), alone("d:s:P"));
        assertEquals(List.of("hello"), alone("hello"));
        assertEquals(List.of("(A;;FA;;;WD)", "D:P"), alone("(A;;FA;;;WD)D:P"));
        assertEquals(List.of(), alone(""));
        assertEquals(List.of(), alone("  "));
    }

    @Test
    void aConditionMayHaveParenthesesAndText() {
        String entry = "(XA;;FX;;;S-1-1-0;(@User.Title==\"P(M\" && (@User.Clearance >= 5)))";
        assertEquals(List.of("D:", "D:" + entry, "D:(A;;FA;;;WD)"), alone("D:" + entry + "(A;;FA;;;WD)"));
        assertEquals(List.of("D:", "D:(A;;FA;;;WD"), alone("D:(A;;FA;;;WD"));
    }

    @Test
    void eachPartIsWhereItsIndexSays() {
        String sddl = "O:BA G:S-1-5-18 D:AI (A;;FA;;;WD) x (D;;FA;;;NU";
        for (Sddl.Part part : Sddl.parts(sddl)) {
            assertEquals(
                    part.text(),
                    sddl.substring(part.index(), part.index() + part.text().length()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "D:, true",
        "d:P, true",
        "O:BAD:, true",
        "O:DAD:, true",
        "S:(AU;;FA;;;WD)D:(A;;FA;;;WD), true",
        "'', false",
        "O:BA, false",
        "O:DAG:DU, false",
        "D, false",
        "(A;;FA;;;D:), false",
        "hello, false",
        "S:(D:), false"
    })
    void anAccessListIsThereOrNot(String sddl, boolean there) {
        assertEquals(there, Sddl.hasAccessList(sddl));
    }
}
