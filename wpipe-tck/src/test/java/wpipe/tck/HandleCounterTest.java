package wpipe.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HandleCounterTest {
    @Test
    void withoutAProgramNothingIsCounted() {
        assertEquals(OptionalLong.empty(), HandleCounter.count(null));
    }

    @Test
    void aProgramThatSaysSomethingElseIsNoCount() {
        // It takes the number of the process for the name of a class, and says that there is none.
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> HandleCounter.count(java));
        assertTrue(e.getMessage().contains("wpipe.tck.handles"), e.getMessage());
        assertTrue(e.getMessage().contains(Long.toString(ProcessHandle.current().pid())), e.getMessage());
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        UncheckedIOException e =
                assertThrows(UncheckedIOException.class, () -> HandleCounter.count("no-such-program-of-wpipe"));
        assertTrue(e.getMessage().contains("no-such-program-of-wpipe"), e.getMessage());
    }
}
