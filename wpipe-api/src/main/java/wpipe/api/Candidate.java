package wpipe.api;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import wpipe.spi.Availability;
import wpipe.spi.PipeProvider;
import wpipe.spi.Reach;

/** A backend that was found, or what was found in its place. Whatever a backend throws becomes a reason. */
record Candidate(
        String name,
        int priority,
        @Nullable Reach reach,
        @Nullable PipeProvider provider,
        @Nullable Throwable failure,
        List<Need> needs) {
    static Candidate of(PipeProvider provider) {
        try {
            return new Candidate(
                    Objects.requireNonNull(provider.name(), "name() gave null"),
                    provider.priority(),
                    provider.reach(),
                    provider,
                    null,
                    List.of());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return broken(provider.getClass().getName(), e);
        }
    }

    static Candidate broken(String name, Throwable failure) {
        return new Candidate(name, 0, null, null, failure, List.of());
    }

    /** The same one, available only where it can do what options need. */
    Candidate needing(List<Need> more) {
        return new Candidate(name, priority, reach, provider, failure, more);
    }

    boolean available() {
        return availability().available();
    }

    Availability availability() {
        if (provider == null) {
            return Availability.no("it cannot be loaded: " + describe(failure));
        }
        try {
            Availability availability = Objects.requireNonNull(provider.availability(), "availability() gave null");
            for (Need need : availability.available() ? needs : List.<Need>of()) {
                availability = need.check(provider);
                if (!availability.available()) {
                    break;
                }
            }
            return availability;
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return Availability.no("asking whether it is available failed: " + describe(e));
        }
    }

    private static String describe(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnsupportedClassVersionError) {
            return "it is built for a newer Java than this one, "
                    + Runtime.version().feature() + " (" + root.getMessage() + ")";
        }
        return String.valueOf(root);
    }
}
