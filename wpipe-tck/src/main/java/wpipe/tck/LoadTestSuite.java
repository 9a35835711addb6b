package wpipe.tck;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All rules under load, for a JUnit launcher that runs them outside a build. The backends are those of
 * {@link SelfTestSuite#SERVER} and {@link SelfTestSuite#CLIENT}; the other configuration parameters change the sizes.
 *
 * @since 0.1
 */
@SuppressWarnings("exports") // the extension is JUnit's business
@ExtendWith(ConfiguredSubject.class)
public final class LoadTestSuite implements LoadTck {
    /** The configuration parameter, or system property, for {@link LoadSizes#clients}. */
    public static final String CLIENTS = "wpipe.tck.load.clients";

    /** The configuration parameter, or system property, for {@link LoadSizes#readers}. */
    public static final String READERS = "wpipe.tck.load.readers";

    /** The configuration parameter, or system property, for {@link LoadSizes#rounds}. */
    public static final String ROUNDS = "wpipe.tck.load.rounds";

    /** The configuration parameter, or system property, for {@link LoadSizes#messages}. */
    public static final String MESSAGES = "wpipe.tck.load.messages";

    private final TckSubject subject;
    private final LoadSizes sizes;

    /**
     * Made by JUnit.
     *
     * @param subject what the configuration parameters name
     * @param sizes what they say of it, or what is meant for the subject
     */
    public LoadTestSuite(TckSubject subject, LoadSizes sizes) {
        this.subject = subject;
        this.sizes = sizes;
    }

    @Override
    public TckSubject subject() {
        return subject;
    }

    @Override
    public LoadSizes sizes() {
        return sizes;
    }
}
