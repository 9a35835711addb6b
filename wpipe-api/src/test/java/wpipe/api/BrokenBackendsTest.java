package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wpipe.api.FoundBackends.AssertsInAvailability;
import wpipe.api.FoundBackends.AssertsInName;
import wpipe.api.FoundBackends.NullAvailability;
import wpipe.api.FoundBackends.NullName;
import wpipe.api.FoundBackends.Orphan;
import wpipe.api.FoundBackends.Strong;
import wpipe.api.FoundBackends.ThrowsInAvailability;
import wpipe.api.FoundBackends.ThrowsInConstructor;
import wpipe.api.FoundBackends.ThrowsInInitializer;
import wpipe.api.FoundBackends.ThrowsInName;
import wpipe.api.FoundBackends.Unlinked;
import wpipe.api.FoundBackends.Weak;
import wpipe.spi.PipeAddress;
import wpipe.spi.Reach;

/** Whatever a backend does wrong is a reason not to take it, and no reason not to take another. */
final class BrokenBackendsTest {
    private static final PipeAddress ADDRESS = PipeAddress.local("name");

    @TempDir
    Path temporary;

    private BackendFolder backends;

    @BeforeEach
    void open() throws IOException {
        backends = new BackendFolder(temporary);
    }

    @AfterEach
    void close() {
        backends.close();
    }

    /** The reason for which one was passed over, after a sound one beside it was chosen and the message was compared. */
    private Providers.Found passedOver() throws IOException {
        backends.with(Weak.class);
        assertEquals(
                "weak",
                Providers.select("open", ADDRESS, ProviderChoice.AUTOMATIC).name());
        List<Providers.Found> found = Providers.list();
        assertEquals(
                List.of("weak"),
                found.stream()
                        .filter(Providers.Found::chosen)
                        .map(Providers.Found::name)
                        .toList());
        List<Providers.Found> broken =
                found.stream().filter(f -> !f.available()).toList();
        assertEquals(1, broken.size(), found::toString);
        assertEquals(2, found.size(), found::toString);
        Providers.Found one = broken.get(0);
        String message = Stream.of("absent", one.name())
                .map(BrokenBackendsTest::refusal)
                .filter(text -> !text.contains(one.name() + " (" + one.reason() + ")"))
                .findFirst()
                .orElse("");
        assertEquals("", message, "messages say the same as the list");
        return one;
    }

    private static String refusal(String name) {
        try {
            return Providers.select("open", ADDRESS, ProviderChoice.named(name)).name() + " was chosen";
        } catch (NoProviderException e) {
            return Objects.requireNonNull(e.getMessage());
        }
    }

    private static void assertNotLoaded(Class<?> type, String reason, Providers.Found found) {
        assertEquals(new Providers.Found(type.getName(), 0, null, false, reason, false), found);
    }

    @Test
    void aClassThatIsNotThere() throws IOException {
        backends.withLine("wpipe.api.Nowhere");
        Providers.Found found = passedOver();
        assertEquals("wpipe.api.Nowhere", found.name());
        assertTrue(found.reason().startsWith("it cannot be loaded: "), found.reason());
        assertTrue(found.reason().endsWith("Provider wpipe.api.Nowhere not found"), found.reason());
    }

    @Test
    void aClassThatIsNoBackend() throws IOException {
        backends.withLine("org.junit.jupiter.api.Assertions");
        Providers.Found found = passedOver();
        assertEquals("org.junit.jupiter.api.Assertions", found.name());
        assertTrue(found.reason().endsWith("not a subtype"), found.reason());
    }

    /** ServiceLoader gives up such a file as a whole; what matters is that somebody learns which file it was. */
    @Test
    void aListThatIsNotOne() throws IOException {
        backends.withLine("this is no class");
        List<Providers.Found> found = Providers.list();
        assertEquals(1, found.size(), found::toString);
        String reason = found.get(0).reason();
        assertTrue(reason.startsWith("it cannot be loaded: "), reason);
        assertTrue(reason.contains(temporary.getFileName().toString()), reason);
        assertTrue(refusal("absent").contains(reason));
    }

    @Test
    void aConstructorThatThrows() throws IOException {
        backends.with(ThrowsInConstructor.class);
        assertNotLoaded(
                ThrowsInConstructor.class,
                "it cannot be loaded: java.lang.IllegalStateException: thrown in the constructor",
                passedOver());
    }

    @Test
    void aStaticInitializerThatThrows() throws IOException {
        backends.with(ThrowsInInitializer.class);
        Providers.Found found = passedOver();
        assertEquals(ThrowsInInitializer.class.getName(), found.name());
        assertTrue(found.reason().startsWith("it cannot be loaded: "), found.reason());
        // The first time; later the JVM says only that the class could not be initialized.
        assertTrue(found.reason().contains("thrown in the initializer"), found.reason());
    }

    @Test
    void aNameThatThrows() throws IOException {
        backends.with(ThrowsInName.class);
        assertNotLoaded(
                ThrowsInName.class,
                "it cannot be loaded: java.lang.IllegalStateException: thrown in name()",
                passedOver());
    }

    @Test
    void anAvailabilityThatThrows() throws IOException {
        backends.with(ThrowsInAvailability.class);
        assertEquals(
                new Providers.Found(
                        "asked",
                        400,
                        Reach.MACHINE,
                        false,
                        "asking whether it is available failed: java.lang.IllegalStateException: thrown in"
                                + " availability()",
                        false),
                passedOver());
    }

    @Test
    void anAvailabilityThatDoesNotLink() throws IOException {
        backends.with(Unlinked.class);
        Providers.Found found = passedOver();
        assertEquals("unlinked", found.name());
        assertEquals(
                "asking whether it is available failed: java.lang.UnsatisfiedLinkError: no such library",
                found.reason());
    }

    /** What wpipe-ffm is on Java 17 when it is on the class path. */
    @Test
    void aClassForANewerJava() throws IOException {
        backends.withNewer(Strong.class);
        Providers.Found found = passedOver();
        assertEquals(Strong.class.getName(), found.name());
        assertNull(found.reach());
        String start = "it cannot be loaded: it is built for a newer Java than this one, "
                + Runtime.version().feature() + " (";
        assertTrue(found.reason().startsWith(start), found.reason());
        int major = 44 + Runtime.version().feature() + 1;
        assertTrue(found.reason().contains("class file version " + major + ".0"), found.reason());
    }

    @Test
    void aClassWhoseSuperclassIsNotThere() throws IOException {
        backends.with(Orphan.class);
        Providers.Found found = passedOver();
        assertTrue(found.reason().startsWith("it cannot be loaded: "), found.reason());
        assertTrue(found.reason().contains("FoundBackends$Left"), found.reason());
    }

    @Test
    void eachOfManyHasItsReason() throws IOException {
        backends.withNewer(Strong.class)
                .withLine("wpipe.api.Nowhere")
                .with(ThrowsInConstructor.class, ThrowsInName.class, ThrowsInAvailability.class, Weak.class);
        assertEquals(
                List.of("asked", "weak"),
                Providers.list().stream().map(Providers.Found::name).limit(2).toList());
        String message = refusal("absent");
        for (String part : List.of(
                "asked (asking ",
                "weak (available)",
                Strong.class.getName() + " (it cannot be loaded: it is built for a newer Java",
                "wpipe.api.Nowhere (it cannot be loaded: ",
                ThrowsInConstructor.class.getName() + " (it cannot be loaded: ",
                ThrowsInName.class.getName() + " (it cannot be loaded: ")) {
            assertTrue(message.contains(part), () -> part + " in " + message);
        }
    }

    @Test
    void aNameThatIsNull() throws IOException {
        backends.with(NullName.class, Strong.class);
        assertEquals("strong", Providers.list().get(0).name());
    }

    @Test
    void anAvailabilityThatIsNull() throws IOException {
        backends.with(NullAvailability.class);
        assertTrue(passedOver().reason().startsWith("asking whether it is available failed: "));
    }

    @Test
    void aNameThatThrowsAnError() throws IOException {
        backends.with(AssertsInName.class);
        assertTrue(passedOver().reason().contains("asserted in name()"));
    }

    @Test
    void anAvailabilityThatThrowsAnError() throws IOException {
        backends.with(AssertsInAvailability.class);
        assertTrue(passedOver().reason().contains("asserted in availability()"));
    }
}
