package wpipe.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import wpipe.flight.Flight;
import wpipe.spi.Availability;
import wpipe.spi.PipeAddress;
import wpipe.spi.PipeProvider;
import wpipe.spi.Reach;

/**
 * The backends that ServiceLoader finds, and the choice among them: the one that the options name, else the one that the
 * system property {@value #PROPERTY} names, else the available one with the highest priority. A backend whose pipes end
 * at this JVM is chosen by itself only where pipes of the machine cannot exist: not on Windows. All methods are safe to
 * call from any thread.
 *
 * @since 0.1
 */
public final class Providers {
    /** The system property that names a backend for servers and clients whose options name none. */
    public static final String PROPERTY = "wpipe.provider";

    private static final System.Logger LOG = System.getLogger("wpipe.api");
    private static final AtomicBoolean FALLBACK_SAID = new AtomicBoolean();
    private static final String ADVICE = "Add wpipe-ffm (Java 22 or newer, with --enable-native-access=wpipe.ffm) or"
            + " wpipe-jna to the module path or class path for pipes of Windows, or wpipe-loopback for pipes inside this JVM.";

    private static final ProviderLoader LOADER = new ProviderLoader();

    private Providers() {}

    /**
     * A backend that was found.
     *
     * @param name its name, or the name of its class if it could not even be loaded
     * @param priority its priority, or 0 if it could not be loaded
     * @param reach how far its pipes reach, or null if it could not be loaded
     * @param available whether it works here
     * @param reason why it does not, empty if it does
     * @param chosen whether it is the one that options without a provider get now
     * @since 0.1
     */
    public record Found(
            String name, int priority, @Nullable Reach reach, boolean available, String reason, boolean chosen) {}

    /**
     * All backends that are found now, the preferred ones first. Loads them anew, and does not throw whatever they do.
     *
     * @return what was found; empty if nothing was
     */
    public static List<Found> list() {
        List<Candidate> candidates = LOADER.reload();
        Candidate chosen = automatic(candidates).orElse(null);
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            chosen = byName(candidates, named).filter(Candidate::available).orElse(null);
        }
        List<Found> found = new ArrayList<>();
        for (Candidate c : candidates) {
            Availability availability = c.availability();
            found.add(new Found(
                    c.name(),
                    c.priority(),
                    c.reach(),
                    availability.available(),
                    availability.reason(),
                    c.equals(chosen)));
        }
        return List.copyOf(found);
    }

    static PipeProvider select(String operation, PipeAddress address, ProviderChoice choice)
            throws NoProviderException {
        return select(operation, address.path(), choice);
    }

    static PipeProvider select(String operation, String path, ProviderChoice choice) throws NoProviderException {
        PipeProvider given = choice.provider();
        if (given != null) {
            Candidate candidate = Candidate.of(given).needing(choice.needs());
            if (!candidate.available()) {
                throw none(operation, path, "the backend given in the options cannot be used", List.of(candidate));
            }
            Flight.provider(candidate.name(), "given in the options");
            return given;
        }
        String asked = choice.name() != null ? "the options ask" : "the system property " + PROPERTY + " asks";
        String name = choice.name() != null ? choice.name() : System.getProperty(PROPERTY);
        List<Candidate> candidates = needing(choice.needs(), LOADER.loaded());
        Optional<PipeProvider> found = find(candidates, name);
        if (found.isEmpty()) {
            candidates = needing(choice.needs(), LOADER.reload());
            found = find(candidates, name);
        }
        PipeProvider provider = found.orElse(null);
        if (provider == null) {
            throw none(operation, path, refusal(name, asked, candidates), candidates);
        }
        if (name == null && provider.reach() == Reach.JVM && FALLBACK_SAID.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Backend {0} was chosen, since named pipes need Windows: its pipes end at this JVM.",
                    provider.name());
        }
        Flight.provider(provider.name(), name == null ? "highest priority" : asked + " for it");
        return provider;
    }

    private static String refusal(@Nullable String name, String asked, List<Candidate> candidates) {
        if (name == null) {
            return "no backend can be used";
        }
        // One that could not even be loaded has no name yet: it may be the one.
        boolean found = byName(candidates, name).isPresent()
                || candidates.stream().anyMatch(candidate -> candidate.provider() == null);
        return found
                ? asked + " for backend '" + name + "', which cannot be used"
                : "there is no backend '" + name + "', for which " + asked;
    }

    private static List<Candidate> needing(List<Need> needs, List<Candidate> candidates) {
        return candidates.stream().map(candidate -> candidate.needing(needs)).toList();
    }

    private static Optional<PipeProvider> find(List<Candidate> candidates, @Nullable String name) {
        Optional<Candidate> candidate = name == null ? automatic(candidates) : byName(candidates, name);
        return candidate.filter(Candidate::available).map(Candidate::provider);
    }

    private static Optional<Candidate> byName(List<Candidate> candidates, String name) {
        return candidates.stream()
                .filter(c -> c.provider() != null && c.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Optional<Candidate> automatic(List<Candidate> candidates) {
        boolean nativePossible = isWindows();
        return candidates.stream()
                .filter(c -> c.reach() == Reach.MACHINE || (c.reach() == Reach.JVM && !nativePossible))
                .filter(Candidate::available)
                .findFirst();
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private static NoProviderException none(String operation, String path, String what, List<Candidate> candidates) {
        StringBuilder text = new StringBuilder(what).append(". ");
        if (candidates.isEmpty()) {
            text.append("None was found. ");
        } else {
            text.append("Found: ")
                    .append(candidates.stream()
                            .map(c -> c.name() + " (" + state(c) + ")")
                            .collect(Collectors.joining("; ")))
                    .append(". ");
        }
        return new NoProviderException(operation, path, PipeException.NO_CODE, text + ADVICE);
    }

    private static String state(Candidate candidate) {
        Availability availability = candidate.availability();
        if (!availability.available()) {
            return availability.reason();
        }
        return candidate.reach() == Reach.JVM && isWindows()
                ? "available, but used only when it is asked for, since its pipes end at this JVM"
                : "available";
    }
}
