package wpipe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wpipe.api.FoundBackends.AlsoStrong;
import wpipe.api.FoundBackends.Local;
import wpipe.api.FoundBackends.Sick;
import wpipe.api.FoundBackends.Strong;
import wpipe.api.FoundBackends.ThrowsInConstructor;
import wpipe.api.FoundBackends.Weak;
import wpipe.spi.Availability;
import wpipe.spi.PipeAddress;
import wpipe.spi.Reach;

/** Which backend is chosen, and what is said when none is. */
final class ProvidersTest {
    private static final PipeAddress ADDRESS = PipeAddress.local("name");
    private static final String ADVICE = "Add wpipe-ffm (Java 22 or newer, with --enable-native-access=wpipe.ffm) or"
            + " wpipe-jna to the module path or class path for pipes of Windows, or wpipe-loopback for pipes inside this JVM.";

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

    private static String chosen(ProviderChoice choice) throws NoProviderException {
        return Providers.select("open", ADDRESS, choice).name();
    }

    private static String automatic() throws NoProviderException {
        return chosen(ProviderChoice.AUTOMATIC);
    }

    private static String refusal(ProviderChoice choice) {
        NoProviderException refused = assertThrows(NoProviderException.class, () -> chosen(choice));
        assertEquals("open", refused.operation());
        assertEquals(ADDRESS.path(), refused.pipe());
        assertEquals(PipeException.NO_CODE, refused.code());
        return refused.getMessage();
    }

    @Test
    void nothingFoundSaysWhatToAdd() {
        assertEquals(
                "open on \\\\.\\pipe\\name: no backend can be used. None was found. " + ADVICE,
                refusal(ProviderChoice.AUTOMATIC));
        assertEquals(List.of(), Providers.list());
    }

    @Test
    void theHighestPriorityIsChosen() throws IOException {
        backends.with(Weak.class, Local.class, Strong.class);
        assertEquals("strong", automatic());
    }

    @Test
    void amongEqualsTheNameDecides() throws IOException {
        backends.with(Strong.class, AlsoStrong.class);
        assertEquals("alsostrong", automatic());
    }

    @Test
    void whatIsNotAvailableIsPassedOver() throws IOException {
        backends.with(Sick.class, Weak.class);
        assertEquals("weak", automatic());
    }

    @Test
    void whatWasPassedOverIsListedWithItsReason() throws IOException {
        backends.with(Sick.class);
        assertEquals(
                "open on \\\\.\\pipe\\name: no backend can be used. Found: sick (it needs a doctor). " + ADVICE,
                refusal(ProviderChoice.AUTOMATIC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weak", "WEAK", "Weak"})
    void optionsNameOne(String name) throws IOException {
        backends.with(Strong.class, Weak.class);
        assertEquals("weak", chosen(ProviderChoice.named(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weak", "wEAK"})
    void thePropertyNamesOne(String name) throws IOException {
        backends.with(Strong.class, Weak.class);
        System.setProperty(Providers.PROPERTY, name);
        assertEquals("weak", automatic());
    }

    @Test
    void optionsCountMoreThanTheProperty() throws IOException {
        backends.with(Strong.class, Weak.class);
        System.setProperty(Providers.PROPERTY, "strong");
        assertEquals("weak", chosen(ProviderChoice.named("weak")));
    }

    /** Who asks for one backend must not get another in silence. */
    @Test
    void oneThatWasNamedIsNotReplaced() throws IOException {
        backends.with(Sick.class, Weak.class);
        assertEquals(
                "open on \\\\.\\pipe\\name: the options ask for backend 'Sick', which cannot be used. Found: sick (it"
                        + " needs a doctor); weak (available). " + ADVICE,
                refusal(ProviderChoice.named("Sick")));
        System.setProperty(Providers.PROPERTY, "absent");
        assertEquals(
                "open on \\\\.\\pipe\\name: there is no backend 'absent', for which the system property wpipe.provider"
                        + " asks. Found: sick (it needs a doctor); weak (available). " + ADVICE,
                refusal(ProviderChoice.AUTOMATIC));
    }

    @Test
    void oneThatDoesNotExistIsNotCalledUnusable() throws IOException {
        backends.with(Local.class);
        assertEquals(
                "open on \\\\.\\pipe\\name: there is no backend 'nope', for which the options ask. Found: local"
                        + " (available). " + ADVICE,
                refusal(ProviderChoice.named("nope")));
    }

    @Test
    void oneThatCannotBeLoadedMayBeTheOneThatWasNamed() throws IOException {
        backends.with(ThrowsInConstructor.class);
        String message = refusal(ProviderChoice.named("nope"));
        assertTrue(message.contains("ask for backend 'nope', which cannot be used. Found: "), message);
    }

    @Test
    void oneThatIsGivenNeedsNotBeFound() throws IOException {
        backends.with(Strong.class);
        System.setProperty(Providers.PROPERTY, "strong");
        FakeProvider given = new FakeProvider("given");
        assertSame(given, Providers.select("open", ADDRESS, ProviderChoice.given(given)));
    }

    @Test
    void oneThatIsGivenIsNotReplacedEither() throws IOException {
        backends.with(Strong.class);
        FakeProvider given = new FakeProvider("given");
        given.availability = Availability.no("it is out of order");
        assertEquals(
                "open on \\\\.\\pipe\\name: the backend given in the options cannot be used. Found: given (it is out of"
                        + " order). " + ADVICE,
                refusal(ProviderChoice.given(given)));
    }

    @Test
    void offWindowsOneOfThisJvmWillDo() throws IOException {
        backends.with(Local.class);
        assertEquals("local", automatic());
    }

    /** There, who forgets the backend would have a server that no other program can see. */
    @Test
    void onWindowsOneOfThisJvmMustBeAskedFor() throws IOException {
        backends.with(Local.class);
        backends.onWindows(true);
        assertEquals(
                "open on \\\\.\\pipe\\name: no backend can be used. Found: local (available, but used only when it is"
                        + " asked for, since its pipes end at this JVM). " + ADVICE,
                refusal(ProviderChoice.AUTOMATIC));
        assertEquals("local", chosen(ProviderChoice.named("local")));
        System.setProperty(Providers.PROPERTY, "local");
        assertEquals("local", automatic());
    }

    @Test
    void thatItEndsAtThisJvmIsSaidOnce() throws Exception {
        backends.with(Local.class);
        // Said once in a JVM: maybe by a test before this one.
        Field said = Providers.class.getDeclaredField("FALLBACK_SAID");
        said.setAccessible(true);
        ((AtomicBoolean) said.get(null)).set(false);
        try (LogCapture log = new LogCapture()) {
            assertEquals("local", chosen(ProviderChoice.named("local")));
            assertEquals(List.of(), log.lines(), "who asks for it knows");
            assertEquals("local", automatic());
            assertEquals("local", automatic());
            assertEquals(
                    List.of(
                            "INFO Backend local was chosen, since named pipes need Windows: its pipes end at this JVM."),
                    log.lines());
        }
    }

    @Test
    void theListIsSortedAndMarksTheChosenOne() throws IOException {
        backends.with(Local.class, Weak.class, Sick.class, Strong.class);
        assertEquals(
                List.of(
                        new Providers.Found("sick", 300, Reach.MACHINE, false, "it needs a doctor", false),
                        new Providers.Found("strong", 200, Reach.MACHINE, true, "", true),
                        new Providers.Found("weak", 100, Reach.MACHINE, true, "", false),
                        new Providers.Found("local", 0, Reach.JVM, true, "", false)),
                Providers.list());
    }

    private static List<String> marked() {
        return Providers.list().stream()
                .filter(Providers.Found::chosen)
                .map(Providers.Found::name)
                .toList();
    }

    @Test
    void theListMarksWhatThePropertyNames() throws IOException {
        backends.with(Local.class, Weak.class, Sick.class);
        System.setProperty(Providers.PROPERTY, "LOCAL");
        assertEquals(List.of("local"), marked());
        System.setProperty(Providers.PROPERTY, "sick");
        assertEquals(List.of(), marked());
        System.setProperty(Providers.PROPERTY, "absent");
        assertEquals(List.of(), marked());
    }

    @Test
    void theListMarksOneOfThisJvmOffWindowsOnly() throws IOException {
        backends.with(Local.class);
        assertEquals(List.of("local"), marked());
        backends.onWindows(true);
        assertEquals(List.of(), marked());
    }

    /** Connecting is frequent and looking through a module path is not cheap. */
    @Test
    void whatWasFoundIsKept() throws IOException {
        backends.with(Strong.class);
        var first = Providers.select("open", ADDRESS, ProviderChoice.AUTOMATIC);
        assertSame(first, Providers.select("open", ADDRESS, ProviderChoice.AUTOMATIC));
        assertEquals(1, Providers.list().size());
        assertNotSame(first, Providers.select("open", ADDRESS, ProviderChoice.AUTOMATIC));
    }

    @Test
    void whatIsNotFoundIsLookedForAgain() throws IOException {
        assertTrue(refusal(ProviderChoice.named("weak")).contains("None was found."));
        backends.addLater(Weak.class);
        assertEquals("weak", chosen(ProviderChoice.named("weak")));
        backends.addLater(Strong.class);
        assertEquals("weak", automatic(), "what was kept will do");
        assertEquals("strong", chosen(ProviderChoice.named("strong")));
        assertEquals("strong", automatic());
    }
}
