package wpipe.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import wpipe.spi.PipeProvider;

/** Asks ServiceLoader for backends, and lives through whatever comes of it. Keeps what it found: connecting is frequent. */
final class ProviderLoader {
    /** Broken entries may repeat for ever; nobody has this many backends. */
    private static final int MAX_FAILURES = 100;

    private @Nullable List<Candidate> loaded;

    synchronized List<Candidate> loaded() {
        List<Candidate> result = loaded;
        return result != null ? result : reload();
    }

    synchronized List<Candidate> reload() {
        Map<String, Candidate> found = new LinkedHashMap<>();
        // In a container the context loader sees the application's backends; in a plugin only our own loader may.
        collect(ServiceLoader.load(PipeProvider.class), found);
        collect(ServiceLoader.load(PipeProvider.class, Providers.class.getClassLoader()), found);
        List<Candidate> result = new ArrayList<>(found.values());
        result.sort(Comparator.comparingInt(Candidate::priority).reversed().thenComparing(Candidate::name));
        loaded = List.copyOf(result);
        return loaded;
    }

    private static void collect(ServiceLoader<PipeProvider> loader, Map<String, Candidate> found) {
        Iterator<PipeProvider> providers = loader.iterator();
        for (int failures = 0; failures < MAX_FAILURES; ) {
            try {
                // Both calls load classes: one built for a newer Java throws out of hasNext.
                if (!providers.hasNext()) {
                    return;
                }
                PipeProvider provider = providers.next();
                found.putIfAbsent(provider.getClass().getName(), Candidate.of(provider));
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                String name = brokenName(e);
                found.putIfAbsent(name, Candidate.broken(name, e));
            }
        }
    }

    /** ServiceLoader says which class it was in its message only: "service: Provider class ...". */
    private static String brokenName(Throwable failure) {
        for (String word :
                String.valueOf(failure.getMessage()).replace('/', '.').split("[\\s:;,()]+", -1)) {
            if (word.indexOf('.') > 0
                    && Character.isLetter(word.charAt(0))
                    && !word.equals(PipeProvider.class.getName())
                    && !word.startsWith("java.")) {
                return word;
            }
        }
        return String.valueOf(failure.getMessage());
    }
}
