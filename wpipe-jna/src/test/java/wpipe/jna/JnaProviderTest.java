package wpipe.jna;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import wpipe.spi.Availability;
import wpipe.spi.PipeProvider;
import wpipe.spi.Reach;

class JnaProviderTest {
    private final JnaProvider provider = new JnaProvider();

    @Test
    void saysWhatItIs() {
        assertEquals("jna", provider.name());
        assertEquals(100, provider.priority());
        assertEquals(Reach.MACHINE, provider.reach());
    }

    @Test
    void isFoundByServiceLoader() {
        JnaProvider.class.getModule().addUses(PipeProvider.class);
        long found = ServiceLoader.load(PipeProvider.class).stream()
                .filter(each -> each.type() == JnaProvider.class)
                .count();
        assertEquals(1, found);
    }

    /** A class that cannot be initialized says why when that is first tried, and NoClassDefFoundError ever after. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void needsWindowsAndDoesNotTouchItsBindingElsewhere() {
        Availability availability = provider.availability();
        assertFalse(availability.available());
        assertTrue(availability.reason().contains("needs Windows"), availability.reason());
        LinkageError first = assertThrows(LinkageError.class, provider::bind);
        assertFalse(first instanceof NoClassDefFoundError, "availability() had tried to bind");
        assertThrows(NoClassDefFoundError.class, provider::bind);
    }

    @Test
    @EnabledOnOs(OS.WINDOWS)
    void isAvailableOnWindows() {
        assertEquals(Availability.yes(), provider.availability());
    }
}
