package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import wpipe.spi.Availability;

class PipesTest {
    private final FakeProvider provider = new FakeProvider("fake");

    @Test
    void theyAreOrderedByNameWhateverTheCase() throws IOException {
        provider.pipes = Stream.of("b", "C", "a", "B")
                .map(name -> new PipeInfo(name, 1, OptionalInt.empty()))
                .toList();
        assertEquals(
                List.of("a", "B", "b", "C"),
                Pipes.list(provider).stream().map(PipeInfo::name).toList());
    }

    @Test
    void aBackendThatCannotListSaysSo() {
        PipeException e = assertThrows(PipeException.class, () -> Pipes.list(provider));
        assertEquals("list on \\\\.\\pipe\\: backend fake cannot list pipes", e.getMessage());
        assertEquals(PipeException.NO_CODE, e.code());
    }

    @Test
    void aBackendThatCannotBeUsedIsNotAsked() {
        provider.availability = Availability.no("it is broken");
        NoProviderException e = assertThrows(NoProviderException.class, () -> Pipes.list(provider));
        assertTrue(e.getMessage().startsWith("list on \\\\.\\pipe\\: "), e.getMessage());
        assertTrue(e.getMessage().contains("it is broken"), e.getMessage());
        assertThrows(NoProviderException.class, () -> Pipes.list("no-such-backend"));
        assertThrows(IllegalArgumentException.class, () -> Pipes.list(" "));
    }
}
