package wpipe.api;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import wpipe.spi.PipeProvider;

/** What options say about the backend: nothing, its name, or the backend itself; and what the other options need of it. */
record ProviderChoice(@Nullable String name, @Nullable PipeProvider provider, List<Need> needs) {
    static final ProviderChoice AUTOMATIC = new ProviderChoice(null, null, List.of());

    static ProviderChoice named(@Nullable String name) {
        if (name == null) {
            return AUTOMATIC;
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "provider '" + name + "' is blank; it must be a name such as ffm, or null");
        }
        return new ProviderChoice(name, null, List.of());
    }

    static ProviderChoice given(PipeProvider provider) {
        Objects.requireNonNull(provider, "provider");
        return new ProviderChoice(provider.name(), provider, List.of());
    }

    ProviderChoice needing(List<Need> more) {
        return new ProviderChoice(name, provider, more);
    }

    @Override
    public String toString() {
        return name == null ? "automatic" : name;
    }
}
